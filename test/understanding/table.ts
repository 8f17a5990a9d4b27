/** The table of sentences that people type, with what each means; and how an answer is judged against it. */
import fs from 'node:fs';
import path from 'node:path';
import { en, fr } from '../../src/catalogue';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Question } from '../../src/domain/question';
import { fold } from '../../src/domain/words';
import { projectRoot } from '../../src/projectRoot';
import { seineSaintDenis } from '../support/openData';
import { Places } from '../../src/understanding/places';
import { type Understood, Understanding } from '../../src/understanding/understand';

export interface Sentence {
  who: 'coordinator' | 'head';
  says: string;
  /** `?`: not to be acted on. */
  intent: string;
  slots: Record<string, string>;
  file: string;
}

export type Verdict = 'right' | 'asked' | 'unanswered' | 'wrong';

/** A Monday, in the year of the tests' clock. */
export const TODAY = '2026-03-16' as PlainDate;

const FOLDER = path.join(projectRoot(), 'test/understanding/sentences');

const institutions = seineSaintDenis();
export const places = new Places(institutions);
export const understanding = new Understanding([fr, en]);

export const sentences: Sentence[] = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((file) =>
    fs
      .readFileSync(path.join(FOLDER, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() && !line.startsWith('#'))
      .map((line): Sentence => {
        const [who = '', says = '', meaning = ''] = line.split('\t');
        const [intent = '', ...pairs] = meaning.split('; ');
        const slots = Object.fromEntries(
          pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
        );
        return { who: who as Sentence['who'], says, intent: intent.trim(), slots, file };
      }),
  );

export const understand = ({ who, says, intent }: Pick<Sentence, 'who' | 'says' | 'intent'>): Understood =>
  understanding.understand(says, places, { today: TODAY, nominates: who === 'head', hasAsked: intent === 'follow' });

/** A place as the table names it. */
function nameOf(place: Question['places'][number]): string {
  if ('commune' in place) return fold(place.commune);
  const { name, communes, kind } = places.institution(place.uai)!;
  const own = fold(name.replace(/ \(ex .*\)/, '')).replace(/^college (?:de (?:la )?)?/, '');
  const homonyms = institutions.filter((each) => each.kind === kind && fold(each.name) === fold(name));
  return homonyms.length > 1 ? `${own}/${fold(communes[0]!)}` : own;
}

/** What was understood, in the table's words. */
export function slotsOf(understood: Understood): Record<string, string> {
  if (understood.kind !== 'sure') return {};
  const { question, pupil, name } = understood.slots;
  const slots: Record<string, string> = {};
  if (understood.intent === 'nominate') {
    const { guessed: _guessed, ...told } = pupil ?? {};
    return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, key === 'need' ? value : fold(value)]));
  }
  if (['pupil', 'amend', 'withdraw'].includes(understood.intent)) return name ? { name: fold(name) } : {};
  if (!['question', 'detail'].includes(understood.intent) || !question) return {};
  const { places: of, measure, only, limit, period, ...rest } = question;
  if (of.length) slots.at = of.map(nameOf).sort().join('+');
  if (understood.intent === 'detail') return slots;
  if (measure) slots.measure = measure;
  if (only) slots.only = 'than' in only ? `${only.is}:${only.than}` : only.is;
  if (limit) slots.limit = String(limit);
  if (period) slots.period = `${period.from}..${period.to}`;
  return Object.assign(slots, rest);
}

/** What the table leaves open is left open: `qui` breaks down by institution whether the table says so or not. */
function normal(intent: string, given: Record<string, string>): string {
  const slots = { ...given };
  if (slots.at)
    slots.at = slots.at
      .split('+')
      .map((name) =>
        name
          .split('/')
          .map(fold)
          .join('/')
          .replace(/^college /, ''),
      )
      .sort()
      .join('+');
  for (const key of ['lastName', 'firstName', 'className', 'name']) if (slots[key]) slots[key] = fold(slots[key]);
  if (slots.only || slots.order || slots.limit) delete slots.by;
  if (slots.need || slots.by === 'need' || (slots.only && !slots.only.includes(':'))) delete slots.measure;
  if (slots.period && slots.measure === undefined) slots.measure = 'taken';
  if (
    slots.only?.includes(':') ||
    (intent === 'question' && !slots.measure && !slots.need && !slots.only && slots.by !== 'need')
  )
    slots.measure ??= 'remaining';
  if (slots.birthDate) slots.birthDate = fold(slots.birthDate);
  return Object.entries(slots)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('; ');
}

export function judge(sentence: Sentence, understood: Understood): Verdict {
  if (sentence.intent === '?') return understood.kind === 'sure' ? 'wrong' : 'right';
  if (understood.kind === 'several' || understood.kind === 'near') return 'asked';
  if (understood.kind === 'unsure')
    return understood.nearest.length && understood.nearest.some(({ intent }) => intent === sentence.intent)
      ? 'asked'
      : 'unanswered';
  const intent = sentence.intent === 'follow' ? 'question' : sentence.intent;
  const isSame = understood.intent === intent && normal(intent, slotsOf(understood)) === normal(intent, sentence.slots);
  if (isSame) return 'right';
  // Two ways to the same answer.
  const waits =
    intent === 'waiting'
      ? understood.intent === 'question' && understood.slots.question?.only?.is === 'waiting'
      : false;
  const asks =
    understood.intent === 'waiting' &&
    sentence.slots.only === 'waiting' &&
    Object.keys(sentence.slots).every((key) => ['only', 'by'].includes(key));
  return waits || asks ? 'right' : 'wrong';
}

export const show = (understood: Understood): string => {
  if (understood.kind === 'sure')
    return `${understood.intent} ${normal(understood.intent, slotsOf(understood))} (${understood.score.toFixed(2)})`;
  if (understood.kind === 'unsure')
    return `unsure [${understood.unknown.join(', ')}] ${understood.nearest.map(({ intent, score }) => `${intent} ${score.toFixed(2)}`).join(', ')}`;
  return `${understood.kind} ${understood.said}`;
};
