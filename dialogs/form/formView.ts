/**
 * How a form is shown: as a card, or one question after the other in writing. A card is replaced when it is clicked, and left alone
 * when something is typed: Teams empties what was filled in and not sent.
 */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../../src/cards/activities';
import { choiceCard } from '../../src/cards/choiceCard';
import { formCard, type FieldView } from '../../src/cards/formCard';
import { spentCard } from '../../src/cards/resultCard';
import { reviewCard, type ReviewView } from '../../src/cards/reviewCard';
import { fold } from '../../src/domain/words';
import { asksNow, replace, retire, send } from '../show';
import type { Turn } from '../turn';
import type { Draft } from './draft';
import type { Field, Form } from './form';

const paragraphs = (...texts: (string | undefined)[]): string => texts.filter((text) => text).join('\n\n');

/** Fewer may be a name, or a day. */
const WORDS_OF_A_SENTENCE = 4;

/** More are found by a part of their name. */
const MOST_LISTED = 12;

/** How the person answered last: it is answered in the same way. */
export type Via = 'card' | 'typing';

export class FormView {
  constructor(
    private readonly context: TurnContext,
    private readonly turn: Turn,
    private readonly form: Form,
  ) {}

  async say(text: string): Promise<void> {
    await this.#say(text);
  }

  label(field: Field): string {
    return field.label(this.turn);
  }

  /** The form as a card of its own, with all that was given and the question to begin with. */
  async open(draft: Draft, asked: Field | undefined): Promise<void> {
    await this.#retire(draft);
    const question = asked && (this.form.click ? undefined : asked.ask(this.turn, draft.values));
    draft.card = await send(this.context, this.#card(draft, { question }));
  }

  /** The review as a card of its own: a yes answers it. */
  async openReview(draft: Draft): Promise<void> {
    const review = cardMessage(reviewCard(this.turn.t, await this.#review(draft)));
    await this.#retire(draft);
    draft.card = await send(this.context, review);
    asksNow(this.context, draft.id);
  }

  /** The clicked card again, with what is missing or not good. */
  async complain(draft: Draft): Promise<void> {
    draft.card = await replace(this.context, draft.card, this.#card(draft, { tried: true }));
  }

  /** The next question, in writing; above it what was wrong with the last answer. */
  async ask(draft: Draft, field: Field): Promise<void> {
    const given = draft.values[field.name];
    const isGood = given !== undefined && 'value' in field.read(given, this.turn, draft.values);
    const kept = isGood ? this.turn.t('form:keep', { answer: this.#shown(field, given) }) : undefined;
    const problem = this.#problem(draft, field);
    // A sentence that the field cannot read was perhaps no answer.
    const isSentence = fold(draft.rejected[field.name] ?? '').split(' ').length >= WORDS_OF_A_SENTENCE;
    const wayOut = problem && isSentence ? this.turn.t('form:wayOut', { title: this.form.title }) : undefined;
    await this.#say(paragraphs(problem, this.#question(draft, field), problem && kept, wayOut));
  }

  /** A question that was answered before, with what was answered. */
  async askBefore(draft: Draft, field: Field): Promise<void> {
    const given = draft.values[field.name];
    const before = given === undefined ? undefined : this.turn.t('form:before', { answer: this.#shown(field, given) });
    await this.#say(paragraphs(before, this.#question(draft, field)));
  }

  /** All of it, to be confirmed. By card it takes the form's place; in writing it comes below. */
  async review(draft: Draft, via: Via): Promise<void> {
    if (via === 'typing') return this.openReview(draft);
    const activity = cardMessage(reviewCard(this.turn.t, await this.#review(draft)));
    draft.card = await replace(this.context, draft.card, activity);
    asksNow(this.context, draft.id);
  }

  /** The form again, to change what is wrong. */
  async pick(draft: Draft, via: Via): Promise<void> {
    const activity = this.#card(draft, { hint: this.#whatToCorrect() });
    if (via === 'card') draft.card = await replace(this.context, draft.card, activity);
    else {
      await this.#retire(draft);
      draft.card = await send(this.context, activity);
    }
  }

  async notAField(): Promise<void> {
    await this.#say(paragraphs(this.turn.t('form:notAField'), this.#whatToCorrect()));
  }

  /** @param asks whether the person asked why, rather than not know */
  async noAnswer(draft: Draft, field: Field, asks: boolean): Promise<void> {
    const { t } = this.turn;
    await this.#say(paragraphs(asks ? t('form:whyAsked') : t('form:noAnswer'), this.#question(draft, field)));
  }

  async firstQuestion(draft: Draft, field: Field): Promise<void> {
    await this.#say(paragraphs(this.turn.t('form:firstQuestion'), this.#question(draft, field)));
  }

  /** The review is the last thing above: whom it is about need not be said twice. */
  async reviewNotUnderstood(draft: Draft): Promise<void> {
    const { title, ask } = await this.#review(draft);
    await this.#say(paragraphs(this.turn.t('form:reviewNotUnderstood'), title, ask));
    asksNow(this.context, draft.id);
  }

  /** Where the person is, in one message; a review in full, so that a yes to it is to what it says. */
  async askAgain(draft: Draft): Promise<void> {
    if (draft.phase === 'review') return this.openReview(draft);
    const field = this.form.fields.find(({ name }) => name === draft.asked);
    const question = field ? this.#question(draft, field) : this.turn.t('form:stillOpen');
    await this.#say(paragraphs(this.turn.t('form:resume'), this.form.title, question));
  }

  /** The card that was clicked is the form's from now on: another of it, if there is one, gives way. */
  async takeOver(draft: Draft, clicked: string | undefined): Promise<void> {
    if (clicked === undefined || clicked === draft.card) return;
    await this.#retire(draft);
    draft.card = clicked;
  }

  /** An answer as people write it. */
  #shown({ kind, choices }: Field, value: string): string {
    if (kind === 'date') return this.turn.t('form:date.day', { date: new Date(value) });
    return choices?.find((choice) => choice.value === value)?.title ?? value;
  }

  #question(draft: Draft, field: Field): string {
    const { t } = this.turn;
    const ask = field.ask(this.turn, draft.values);
    if (!field.choices || field.choices.length > MOST_LISTED) return ask;
    const choices = field.choices.map(({ title }, i) => t('form:choice', { number: i + 1, title }));
    return paragraphs(ask, choices.join('\n'), t('form:answerByNumber'));
  }

  #whatToCorrect(): string {
    const fields = this.form.fields.map((field) => this.label(field)).join(', ');
    const { lineExample: example, submit } = this.form;
    return example
      ? this.turn.t('form:whatToCorrect', { fields, example, submit })
      : this.turn.t('form:whatToCorrectPlain', { fields, submit });
  }

  #problem(draft: Draft, field: Field): string | undefined {
    const typed = draft.rejected[field.name] ?? draft.values[field.name];
    if (typed === undefined) return undefined;
    const reading = field.read(typed, this.turn, draft.values);
    return 'problem' in reading ? reading.problem : undefined;
  }

  /** @param question what to begin with in writing. @param tried whether it was sent: what is missing is then said */
  #card(draft: Draft, { question, hint, tried }: { question?: string | undefined; hint?: string; tried?: true }) {
    const { t } = this.turn;
    const { title, intro, submit, click } = this.form;
    const [first] = this.form.fields;
    if (click && first?.choices) {
      const view = { title, intro, submit, label: this.label(first), choices: first.choices };
      return cardMessage(choiceCard(t, view, click, first.name));
    }
    const fields = this.form.fields.map((field): FieldView => {
      const { name, kind, choices, maxLength, isLong, optional } = field;
      const value = draft.rejected[name] ?? draft.values[name];
      const label = this.label(field);
      const problem =
        this.#problem(draft, field) ??
        (tried && !optional && value === undefined ? t('form:missing', { label }) : undefined);
      const days = field.days?.(this.turn, draft.values);
      return {
        ...{ name, kind, label },
        ...(value !== undefined && { value }),
        ...(problem !== undefined && { problem }),
        ...(choices && { choices }),
        ...(maxLength !== undefined && { maxLength }),
        ...(isLong && { isLong }),
        ...(optional && { optional }),
        ...(days && { days }),
      };
    });
    const how = hint ?? (question === undefined ? undefined : t('form:howTo', { question }));
    return cardMessage(formCard(t, { id: draft.id, title, submit, fields, intro: paragraphs(intro, how) }));
  }

  async #review(draft: Draft): Promise<ReviewView> {
    return this.form.review!(draft.values, draft.id);
  }

  async #retire(draft: Draft): Promise<void> {
    if (draft.card === undefined || this.form.click) return;
    const { t } = this.turn;
    await retire(this.context, draft.card, cardMessage(spentCard(t, t('common:continuesBelow'))));
  }

  async #say(text: string): Promise<void> {
    await send(this.context, message(text));
  }
}
