/** The line before everything else: a turn that waits there has cost nothing yet, and its seven seconds have not begun. */
import type { Middleware, TurnContext } from 'botbuilder';
import { answerOf } from '../../dialogs/answer';
import { message } from '../cards/activities';
import type { Language } from '../domain/member';
import type { People } from '../services/people/people';
import type { Texts } from '../texts';
import type { Line } from './line';
import { findSpeaker, textsFor, writes, writtenIn } from './speaker';

const ARRIVED = Symbol('arrived');

export const arrives = (context: TurnContext): void => void context.turnState.set(ARRIVED, performance.now());

/** When a turn came, as `performance.now()` has it: what it waited, its answer is late by. */
export const arrivedAt = (context: TurnContext): number =>
  context.turnState.get<number | undefined>(ARRIVED) ?? performance.now();

/** Conversations whose language is remembered, to tell people in it that they wait. */
const MOST_KEPT = 10_000;

export class LineMiddleware implements Middleware {
  readonly #languages = new Map<string, Language>();

  constructor(
    private readonly line: Line,
    private readonly people: People,
    private readonly texts: Texts,
  ) {}

  /** @throws TooManyAtOnce, and whatever the turn throws */
  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { conversation, id = '', replyToId } = context.activity;
    arrives(context);
    const tell = async (stillWaits: () => boolean): Promise<void> => {
      await findSpeaker(context, this.people);
      if (!stillWaits()) return;
      writes(context, this.#languages.get(conversation.id));
      await context.sendActivity(message(textsFor(context, this.texts)('common:inLine')));
    };
    const answer = answerOf(context.activity);
    const isClick = answer.kind === 'click';
    // A double click has two ids; it is one click.
    const what = isClick ? `${replyToId} ${JSON.stringify(answer.data)}` : id;
    await this.line.run({ conversation: conversation.id, what, isClick, tell }, next);
    this.#keep(conversation.id, writtenIn(context));
  }

  #keep(conversation: string, language: Language | undefined): void {
    if (!language) return;
    this.#languages.delete(conversation);
    this.#languages.set(conversation, language);
    if (this.#languages.size > MOST_KEPT) this.#languages.delete(this.#languages.keys().next().value!);
  }
}
