/** A head of school who nominates one pupil, with some time to think, and writes again when asked to. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CARD, news } from './connector';
import { confirm, fill, NotShown, open } from './nomination';
import { Refused, type Target } from './target';
import { loadTexts } from '../src/texts';

const t = loadTexts()('fr');
const IN_LINE: string = t('common:inLine');
/** What asks a person to come back. */
const LATER: ReadonlySet<string> = new Set([
  t('errors:tooManyAtOnce'),
  t('errors:turnTooLong'),
  t('errors:conversationBusy'),
  t('errors:storeAway'),
]);
const MOST_TRIES = 20;
const AGAIN_MS = 1_000; // people are asked for a minute: the whole morning is that much shorter
const THINKS_MS = 300;

export interface TurnSeen {
  /** From the message to the end of its turn, in milliseconds. */
  took: number;
  wasTold: boolean;
  isTurnedAway: boolean;
  /** By the status alone. */
  isRefused: boolean;
  answers: number;
}

/** @returns whether the person was told that the pupil is recorded, however often they had to write. @throws Error on an answer that no person would understand */
export async function nominates(processes: Target[], head: string, seen: TurnSeen[]): Promise<boolean> {
  const conversation = randomUUID();
  // Teams' front may give each message to another process.
  const any = (): Promise<Target> => processes[Math.floor(Math.random() * processes.length)]!.room();
  for (let tries = 0; tries < MOST_TRIES; tries++)
    try {
      for (const step of [open, fill, confirm]) {
        if (!(await persists(any, (target) => step(target, conversation, head), conversation, seen))) return false;
        await pause(THINKS_MS * (0.5 + Math.random()));
      }
      return true;
    } catch (error) {
      if (!(error instanceof NotShown)) throw error; // begins again
    }
  return false;
}

async function persists(
  any: () => Promise<Target>,
  step: (target: Target) => Promise<void>,
  conversation: string,
  seen: TurnSeen[],
): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const target = await any();
    const since = performance.now();
    const isRefused = await step(target).then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        return true;
      },
    );
    const told = news(conversation);
    const others = told.filter((text) => text !== CARD && text !== IN_LINE && !LATER.has(text));
    if (others.length) throw new Error(`not foreseen: ${others.join(' | ')}`);
    const turn: TurnSeen = {
      took: performance.now() - since,
      wasTold: told.includes(IN_LINE),
      isTurnedAway: told.some((text) => LATER.has(text)),
      isRefused,
      answers: told.filter((text) => text === CARD).length,
    };
    seen.push(turn);
    if (turn.answers > 0) return true;
    await pause(AGAIN_MS * (0.5 + Math.random())); // told to come back, or nothing yet
  }
  return false;
}
