/** How a form is shown: the card, replaced in place as answers come, and the same questions in writing. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../../src/cards/activities';
import { choiceCard, formCard, type FieldView } from '../../src/cards/formCard';
import { spentCard } from '../../src/cards/resultCard';
import { reviewCard, type ReviewView } from '../../src/cards/reviewCard';
import { replace, send } from '../show';
import type { Turn } from '../turn';
import type { Draft } from './draft';
import type { Field, Form } from './form';

const paragraphs = (...texts: (string | undefined)[]): string => texts.filter((text) => text).join('\n\n');

export class FormView {
  constructor(
    private readonly context: TurnContext,
    private readonly turn: Turn,
    private readonly form: Form,
  ) {}

  label(field: Field): string {
    return field.label(this.turn);
  }

  /** The form with all that was given; then the question that comes next. */
  async fill(draft: Draft, asked: Field, via: 'open' | 'card' | 'typing'): Promise<void> {
    const question = this.#question(draft, asked);
    if (via === 'open') {
      const text = paragraphs(this.form.opening, question);
      draft.card = await this.#show(draft, text);
      return;
    }
    if (via === 'card') {
      const activity = cardMessage(this.#formCard(draft), paragraphs(...this.#problems(draft), question));
      draft.card = await replace(this.context, draft.card, activity);
      return;
    }
    draft.card = await this.#refresh(draft);
    await this.#say(paragraphs(this.#problem(draft, asked), question));
  }

  /** All of it, to be confirmed. By card it takes the form's place; in writing it comes below. */
  async review(draft: Draft, via: 'open' | 'card' | 'typing'): Promise<void> {
    const reviewed = await this.#review(draft);
    const activity = cardMessage(reviewCard(this.turn.t, reviewed), reviewed.ask);
    if (via === 'card') draft.card = await replace(this.context, draft.card, activity);
    else {
      await this.#spend(draft);
      draft.card = await send(this.context, activity);
    }
  }

  async pick(draft: Draft, via: 'card' | 'typing'): Promise<void> {
    const { t } = this.turn;
    const fields = this.form.fields.map((field) => this.label(field)).join(', ');
    const text = draft.notice ?? t('form:whatToCorrect', { fields });
    if (via === 'card') draft.card = await replace(this.context, draft.card, cardMessage(this.#formCard(draft), text));
    else {
      await this.#spend(draft);
      draft.card = await this.#show(draft, text);
    }
  }

  /** One question again, after another line was named. */
  async askField(draft: Draft, field: Field): Promise<void> {
    draft.card = await this.#refresh(draft);
    await this.#say(this.#question(draft, field));
  }

  async notAField(): Promise<void> {
    const { t } = this.turn;
    const fields = this.form.fields.map((field) => this.label(field)).join(', ');
    await this.#say(paragraphs(t('form:notAField'), t('form:whatToCorrect', { fields })));
  }

  async reviewNotUnderstood(draft: Draft): Promise<void> {
    await this.#say(paragraphs(this.turn.t('form:reviewNotUnderstood'), await this.#where(draft)));
  }

  /** Where the person is, in one message. */
  async askAgain(draft: Draft): Promise<void> {
    await this.#say(paragraphs(this.turn.t('form:resume'), await this.#where(draft)));
  }

  async #where(draft: Draft): Promise<string> {
    if (draft.phase === 'review') return (await this.#review(draft)).ask;
    const field = this.form.fields.find(({ name }) => name === draft.asked);
    return field ? this.#question(draft, field) : this.turn.t('form:stillOpen');
  }

  #question(draft: Draft, field: Field): string {
    const { t } = this.turn;
    const ask = field.ask(this.turn, draft.values);
    if (!field.choices || this.#hasButtons) return ask;
    const choices = field.choices.map(({ title }, i) => t('form:choice', { number: i + 1, title }));
    return paragraphs(ask, choices.join('\n'), t('form:answerByNumber'));
  }

  #problem(draft: Draft, field: Field): string | undefined {
    const typed = draft.rejected[field.name] ?? draft.values[field.name];
    if (typed === undefined) return undefined;
    const reading = field.read(typed, this.turn, draft.values);
    return 'problem' in reading ? reading.problem : undefined;
  }

  #problems(draft: Draft): string[] {
    return this.form.fields.flatMap((field) => {
      const problem = this.#problem(draft, field);
      return problem ? [this.turn.t('form:problemAt', { label: this.label(field), problem })] : [];
    });
  }

  /** A form of one choice is answered by its buttons. */
  get #hasButtons(): boolean {
    const [first, ...others] = this.form.fields;
    return !this.form.review && others.length === 0 && first?.choices !== undefined;
  }

  #formCard(draft: Draft) {
    const fields = this.form.fields.map((field): FieldView => {
      const value = draft.rejected[field.name] ?? draft.values[field.name];
      const problem = this.#problem(draft, field);
      const { name, kind, choices, maxLength } = field;
      return {
        ...{ name, kind, label: this.label(field) },
        ...(value !== undefined && { value }),
        ...(problem !== undefined && { problem }),
        ...(choices && { choices }),
        ...(maxLength !== undefined && { maxLength }),
      };
    });
    const view = { ...this.form, id: draft.id, fields };
    return this.#hasButtons ? choiceCard(this.turn.t, view) : formCard(this.turn.t, view);
  }

  async #review(draft: Draft): Promise<ReviewView> {
    return this.form.review!(draft.values, draft.id);
  }

  #show(draft: Draft, text: string): Promise<string | undefined> {
    return send(this.context, cardMessage(this.#formCard(draft), text));
  }

  /** The card with what was given since; the text above it goes, as the next question stands below. */
  #refresh(draft: Draft): Promise<string | undefined> {
    return replace(this.context, draft.card, cardMessage(this.#formCard(draft)));
  }

  async #spend(draft: Draft): Promise<void> {
    if (draft.card === undefined) return;
    const { t } = this.turn;
    await replace(this.context, draft.card, cardMessage(spentCard(t, t('common:continuesBelow'))));
  }

  async #say(text: string): Promise<void> {
    await send(this.context, message(text));
  }
}
