/**
 * The one form mechanism: shows a form as a card and asks it in writing, takes answers from either, mixed as the person
 * likes, explains a bad one at its field and keeps the rest, has all of it reviewed, and ends with the values.
 */
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs';
import type { TurnContext } from 'botbuilder';
import { fold } from '../../src/domain/words';
import { turnOf } from '../turn';
import { verdictIn } from '../vocabulary';
import type { Draft, Drafts } from './draft';
import type { Field, Form, FormFactory, FormName, Values } from './form';
import { FormView } from './formView';

/** How a form ended. */
export type FormResult =
  { confirmed: true; id: string; values: Values; card?: string } | { confirmed: false; card?: string };

export const formDialogId = (name: FormName): string => `form:${name}`;

export class FormDialog extends Dialog {
  constructor(
    private readonly name: FormName,
    private readonly make: FormFactory,
    private readonly drafts: Drafts,
  ) {
    super(formDialogId(name));
  }

  async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { draft, view, form } = await this.#load(dc.context);
    const via = turnOf(dc.context).answer.kind === 'click' ? 'card' : 'typing';
    if (draft.notice !== undefined) return this.#correct(draft, view, via);
    return this.#advance(dc, draft, form, view, draft.card === undefined ? 'open' : via);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { answer } = turnOf(dc.context);
    const { draft, form, view } = await this.#load(dc.context);
    if (answer.kind === 'nothing') return this.#again(draft, view);
    const byCard = answer.kind === 'click';
    delete draft.notice;
    if (byCard) {
      const { press, step } = answer.data;
      if (press === 'cancel') return this.#end(dc, draft, { confirmed: false });
      // A review that was shown, and not saved: the bot was killed in between.
      const unsaved = step === 'review' && draft.phase === 'fill' && this.#open(dc, draft, form) !== undefined;
      if (step === 'fill' || unsaved)
        for (const field of form.fields) this.#take(dc, draft, field, answer.data[field.name] ?? '');
      const complete = this.#open(dc, draft, form) === undefined;
      if (step === 'review' && press === 'correct') return this.#correct(draft, view, 'card');
      // What is confirmed is what the card has shown; an older card brings the review of today.
      const shown = form.fields.every(({ name }) => answer.data[name] === draft.values[name]);
      if (step === 'review' && complete && shown) {
        for (const name of form.assents ?? []) if (answer.data[name]) draft.values[name] = answer.data[name];
        return this.#confirm(dc, draft);
      }
      return this.#advance(dc, draft, form, view, 'card');
    }
    if (draft.phase === 'review') return this.#judge(dc, draft, form, view, answer.text);
    const field = form.fields.find(({ name }) => name === draft.asked);
    if (!field) return this.#pick(draft, form, view, answer.text);
    this.#take(dc, draft, field, answer.text);
    return this.#advance(dc, draft, form, view, 'typing');
  }

  /** After something else was answered in between. */
  override async repromptDialog(context: TurnContext, _instance: DialogInstance): Promise<void> {
    const { draft, view } = await this.#load(context);
    await view.askAgain(draft);
  }

  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await this.repromptDialog(dc.context, dc.activeDialog!);
    return Dialog.EndOfTurn;
  }

  async #load(context: TurnContext) {
    const draft = (await this.drafts.get(context, this.name)) ?? (await this.drafts.open(context, this.name, {}));
    const turn = turnOf(context);
    const form = await this.make(turn, draft.values);
    return { draft, form, view: new FormView(context, turn, form) };
  }

  /** Reads an answer; an empty one leaves what was given. */
  #take(dc: DialogContext, draft: Draft, field: Field, typed: string): void {
    if (!typed.trim()) return;
    const reading = field.read(typed, turnOf(dc.context), draft.values);
    if ('value' in reading) {
      draft.values[field.name] = reading.value;
      delete draft.rejected[field.name];
    } else draft.rejected[field.name] = typed.trim();
  }

  /** The first field that is missing or not good. */
  #open(dc: DialogContext, draft: Draft, form: Form): Field | undefined {
    const turn = turnOf(dc.context);
    return form.fields.find(({ name, read }) => {
      const value = draft.values[name];
      return name in draft.rejected || value === undefined || 'problem' in read(value, turn, draft.values);
    });
  }

  /** Goes to the first field that is missing or not good, then to the review, then to the end. */
  async #advance(
    dc: DialogContext,
    draft: Draft,
    form: Form,
    view: FormView,
    via: 'open' | 'card' | 'typing',
  ): Promise<DialogTurnResult> {
    const open = this.#open(dc, draft, form);
    if (!open && !form.review) return this.#confirm(dc, draft);
    draft.phase = open ? 'fill' : 'review';
    draft.asked = open?.name ?? null;
    if (open) await view.fill(draft, open, via);
    else await view.review(draft, via);
    return Dialog.EndOfTurn;
  }

  /** What was written in answer to the review. */
  async #judge(dc: DialogContext, draft: Draft, form: Form, view: FormView, text: string): Promise<DialogTurnResult> {
    const verdict = verdictIn(text);
    if (verdict === 'yes') return this.#confirm(dc, draft);
    if (verdict === 'other' || verdict === 'same' || verdict === 'no') {
      const { doubt } = await form.review!(draft.values, draft.id);
      if (doubt && verdict === 'no') return this.#unclear(draft, view);
      if (doubt && verdict === 'same') return this.#end(dc, draft, { confirmed: false });
      if (doubt) return this.#confirm(dc, Object.assign(draft, { values: { ...draft.values, ...doubt } }));
    }
    if (!form.fields.length && verdict === 'no') return this.#end(dc, draft, { confirmed: false });
    if (form.fields.length && (verdict === 'no' || verdict === 'correct')) return this.#correct(draft, view, 'typing');
    if (form.fields.length && fieldIn(form, view, text)) return this.#pick(draft, form, view, text);
    return this.#unclear(draft, view);
  }

  async #unclear(draft: Draft, view: FormView): Promise<DialogTurnResult> {
    await view.reviewNotUnderstood(draft);
    return Dialog.EndOfTurn;
  }

  async #correct(draft: Draft, view: FormView, via: 'card' | 'typing'): Promise<DialogTurnResult> {
    draft.phase = 'fill';
    draft.asked = 'pick';
    await view.pick(draft, via);
    return Dialog.EndOfTurn;
  }

  /** The person named the line to correct. */
  async #pick(draft: Draft, form: Form, view: FormView, text: string): Promise<DialogTurnResult> {
    const field = fieldIn(form, view, text);
    draft.phase = 'fill';
    draft.asked = field?.name ?? 'pick';
    if (field) await view.askField(draft, field);
    else await view.notAField();
    return Dialog.EndOfTurn;
  }

  async #again(draft: Draft, view: FormView): Promise<DialogTurnResult> {
    await view.askAgain(draft);
    return Dialog.EndOfTurn;
  }

  #confirm(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    return this.#end(dc, draft, { confirmed: true, id: draft.id, values: draft.values });
  }

  #end(dc: DialogContext, draft: Draft, result: FormResult): Promise<DialogTurnResult> {
    return dc.endDialog({ ...result, ...(draft.card !== undefined && { card: draft.card }) });
  }
}

function fieldIn(form: Form, view: FormView, text: string): Field | undefined {
  const words = fold(text);
  const labels = form.fields.map((field) => ({ field, label: fold(view.label(field)) }));
  const starting = labels.filter(({ label }) => words.length >= 3 && label.startsWith(words));
  return (labels.find(({ label }) => label === words) ?? starting[0])?.field;
}
