/**
 * The one form mechanism: shows a form as a card and asks it in writing, takes answers from either, mixed as the person
 * likes, explains a bad one at its field and keeps the rest, has all of it reviewed, and ends with the values.
 */
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog';
import type { TurnContext } from 'botbuilder';
import { fold } from '../../src/domain/words';
import { isAskedLast } from '../show';
import { type Turn, turnOf } from '../turn';
import {
  isAmending,
  isBack,
  isInPassing,
  isKeeping,
  isNoAnswer,
  isQuestion,
  isSkipping,
  isSwapping,
  saysWhatItIs,
  verdictIn,
  withoutSaying,
} from '../vocabulary';
import { type Filling, linesOf, missing, take, takeOne } from './answers';
import { correctionIn } from './correction';
import type { Draft, Drafts } from './draft';
import type { Field, FormFactory, FormName, Values } from './form';
import { FormView, type Via } from './formView';

/** How a form ended. */
export type FormResult =
  { confirmed: true; id: string; values: Values; card?: string } | { confirmed: false; card?: string };

/** What a form asks in writing. */
export interface Asked {
  /** The field; empty where none is asked. */
  name: string;
  label: string;
  isReview: boolean;
  isOpen: boolean;
  /** A name, or a class: whatever is written may be one. */
  isText: boolean;
  reads: (text: string) => boolean;
}

export const formDialogId = (name: FormName): string => `form:${name}`;

interface Loaded extends Filling {
  view: FormView;
}

export class FormDialog extends Dialog {
  constructor(
    readonly name: FormName,
    private readonly make: FormFactory,
    private readonly drafts: Drafts,
  ) {
    super(formDialogId(name));
  }

  /** Whether it can still be answered and done by the person whose turn it is. @throws FormClosed, or whatever its act would throw, where not */
  async stands(turn: Turn, { values }: Draft): Promise<void> {
    await this.make(turn, values);
  }

  async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const loaded = await this.#load(dc.context);
    const { draft } = loaded;
    const via = turnOf(dc.context).answer.kind === 'click' ? 'card' : 'typing';
    if (draft.correcting) {
      delete draft.correcting;
      return this.#correct(loaded, via);
    }
    if (draft.card !== undefined && !missing(loaded, turnOf(dc.context))) return this.#advance(dc, loaded, via);
    return this.#open(dc, loaded);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { answer } = turnOf(dc.context);
    const loaded = await this.#load(dc.context);
    if (answer.kind === 'click') return this.#clicked(dc, loaded, answer.data);
    if (answer.kind === 'text') return this.#typed(dc, loaded, answer.text);
    await loaded.view.askAgain(loaded.draft);
    return Dialog.EndOfTurn;
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

  /** What is asked now. */
  async asked(context: TurnContext): Promise<Asked> {
    const { draft, form } = await this.#load(context);
    const turn = turnOf(context);
    const field = form.fields.find(({ name }) => name === draft.asked) ?? (form.click ? form.fields[0] : undefined);
    const isOpen = draft.phase === 'fill' && field !== undefined;
    return {
      name: field?.name ?? '',
      label: field?.label(turn) ?? '',
      isReview: draft.phase === 'review',
      isOpen,
      isText: isOpen && field.kind === 'text',
      reads: (text) => {
        const read = field?.read(text, turn, draft.values);
        return read !== undefined && ('value' in read || read.isMeant === true);
      },
    };
  }

  /** Whether a text that reads like a command changes a line of the form: `modifier la classe`. */
  async isAbout(context: TurnContext, text: string): Promise<boolean> {
    return this.#meansALine(context, await this.#load(context), text);
  }

  /** At a question an answer comes first: another line is meant when the text says so, or the question would not take it. */
  #meansALine(context: TurnContext, { draft, form }: Loaded, text: string): boolean {
    const turn = turnOf(context);
    const lines = linesOf(form, turn, draft.values);
    const correction = correctionIn(text, lines, { named: true });
    if (!correction) return false;
    const asked = draft.phase === 'review' ? undefined : lines.find(({ name }) => name === draft.asked);
    if (asked === undefined || isAmending(text) || asked.reads(text) === null) return true;
    return correction.line !== asked.name && correction.value !== undefined && saysWhatItIs(text);
  }

  /** Brings the form, or its review, back below, with all that was given. */
  async reopen(context: TurnContext): Promise<void> {
    const loaded = await this.#load(context);
    const { draft, view } = loaded;
    const asked = missing(loaded, turnOf(context));
    if (draft.asked === PICK && !asked) return view.pick(draft, 'typing');
    Object.assign(draft, { phase: asked ? 'fill' : 'review', asked: asked?.name ?? null });
    if (asked) await view.open(draft, asked);
    else await view.openReview(draft);
  }

  async #load(context: TurnContext): Promise<Loaded> {
    const draft = (await this.drafts.get(context, this.name)) ?? (await this.drafts.open(context, this.name, {}));
    const turn = turnOf(context);
    const form = await this.make(turn, draft.values);
    return { draft, form, view: new FormView(context, turn, form) };
  }

  /** Shows the form anew; one that is whole goes to its review. */
  async #open(dc: DialogContext, loaded: Loaded): Promise<DialogTurnResult> {
    const { draft, view } = loaded;
    const asked = missing(loaded, turnOf(dc.context));
    if (!asked) return this.#advance(dc, loaded, 'typing');
    Object.assign(draft, { phase: 'fill', asked: asked.name });
    await view.open(draft, asked);
    return Dialog.EndOfTurn;
  }

  async #clicked(dc: DialogContext, before: Loaded, data: Record<string, string>): Promise<DialogTurnResult> {
    const { draft } = before;
    const turn = turnOf(dc.context);
    await before.view.takeOver(draft, dc.context.activity.replyToId);
    const { press, step } = data;
    if (press === 'cancel') return end(dc, draft, { confirmed: false });
    // A review that was shown, and not saved: the bot was killed in between.
    const unsaved = step === 'review' && draft.phase === 'fill' && missing(before, turn) !== undefined;
    if (step === 'fill' || unsaved) take(before, turn, data);
    const loaded = await this.#load(dc.context);
    const { form, view } = loaded;
    if (step === 'fill' || unsaved) take(loaded, turn, data, before.form); // fields that an answer has brought
    if (step === 'review' && press === 'correct') return this.#correct(loaded, 'card');
    if (step === 'review' && press === 'swap' && form.swaps) return this.#swap(dc, loaded, form.swaps, 'card');
    // What is confirmed is what the card has shown; an older card brings the review of today.
    const shown = form.fields.every(
      ({ name, optional }) => (data[name] ?? (optional && '')) === (draft.values[name] ?? (optional && '')),
    );
    if (step === 'review' && shown && !missing(loaded, turn)) {
      for (const name of form.assents ?? []) if (data[name]) draft.values[name] = data[name];
      return confirm(dc, draft);
    }
    if (!missing(loaded, turn)) return this.#advance(dc, loaded, 'card');
    if (data.as === 'answer') return this.#advance(dc, loaded, 'typing'); // one answer, not the whole card
    Object.assign(draft, { phase: 'fill', asked: missing(loaded, turn)!.name });
    await view.complain(draft);
    return Dialog.EndOfTurn;
  }

  async #typed(dc: DialogContext, loaded: Loaded, text: string): Promise<DialogTurnResult> {
    const { draft, form, view } = loaded;
    if (form.fields.length && isBack(text)) return this.#back(loaded);
    if (form.skip && isSkipping(text)) {
      draft.values = form.skip(draft.values);
      draft.rejected = {};
      return this.#open(dc, await this.#load(dc.context));
    }
    const scanned =
      draft.phase === 'review' || draft.asked === PICK
        ? form.scan?.(text, draft.values, draft.phase === 'review' ? 'review' : 'pick')
        : null;
    if (scanned && 'say' in scanned) {
      await view.say(scanned.say);
      return Dialog.EndOfTurn;
    }
    if (scanned) {
      draft.values = scanned.values;
      return this.#advance(dc, await this.#load(dc.context), 'typing');
    }
    if (draft.phase === 'review') return this.#judge(dc, loaded, text);
    const field = form.fields.find(({ name }) => name === draft.asked);
    if (!field) return this.#pick(dc, loaded, text);
    if (isKeeping(text) && draft.values[field.name] !== undefined) {
      delete draft.rejected[field.name];
      return this.#advance(dc, loaded, 'typing');
    }
    const isDay = field.kind === 'date';
    if (!form.click && (isNoAnswer(text) || (!isDay && isInPassing(text) && !isExactly(field, text)))) {
      await view.noAnswer(draft, field, isQuestion(text));
      return Dialog.EndOfTurn;
    }
    if (this.#meansALine(dc.context, loaded, text)) return (await this.#changed(dc, loaded, text))!;
    return this.#answer(dc, draft, field, this.#said(dc.context, loaded, field, text));
  }

  /** The answer without what people say before it: `nom Diallo`, `c'est Diallo`. */
  #said(context: TurnContext, { draft, form }: Loaded, { name }: Field, text: string): string {
    const own = linesOf(form, turnOf(context), draft.values).filter((line) => line.name === name);
    return correctionIn(text, own, { named: true })?.value ?? withoutSaying(text);
  }

  /** Takes one answer in writing, and goes on. */
  async #answer(dc: DialogContext, draft: Draft, field: Field, text: string): Promise<DialogTurnResult> {
    takeOne(draft, field, text, turnOf(dc.context));
    return this.#advance(dc, await this.#load(dc.context), 'typing');
  }

  /** Goes to the first field that is missing or not good, then to the review, then to the end. */
  async #advance(dc: DialogContext, loaded: Loaded, via: Via): Promise<DialogTurnResult> {
    const { draft, form, view } = loaded;
    const asked = missing(loaded, turnOf(dc.context));
    if (!asked && !form.review) return confirm(dc, draft);
    Object.assign(draft, { phase: asked ? 'fill' : 'review', asked: asked?.name ?? null });
    if (asked) await view.ask(draft, asked);
    else await view.review(draft, via);
    return Dialog.EndOfTurn;
  }

  /** One question back: the one before what is asked, or the last before the review. */
  async #back({ draft, form, view }: Loaded): Promise<DialogTurnResult> {
    const at = form.fields.findIndex(({ name }) => name === draft.asked);
    const before = form.fields[(at < 0 ? form.fields.length : at) - 1];
    const asked = before ?? form.fields[0]!;
    if (draft.asked !== null) delete draft.rejected[draft.asked];
    delete draft.rejected[asked.name];
    Object.assign(draft, { phase: 'fill', asked: asked.name });
    if (before) await view.askBefore(draft, before);
    else await view.firstQuestion(draft, asked);
    return Dialog.EndOfTurn;
  }

  /** What was written in answer to the review. */
  async #judge(dc: DialogContext, loaded: Loaded, text: string): Promise<DialogTurnResult> {
    const { draft, form, view } = loaded;
    const verdict = verdictIn(text);
    // A yes, or a no, is to what is last on the screen.
    if (verdict !== null && verdict !== 'correct' && !isAskedLast(dc.context, draft.id)) {
      await view.openReview(draft);
      return Dialog.EndOfTurn;
    }
    if (form.swaps && isSwapping(text)) return this.#swap(dc, loaded, form.swaps, 'typing');
    if (verdict === 'yes') return confirm(dc, draft); // where that cannot be, the review comes back and says why
    const { doubt } = verdict === null ? {} : await form.review!(draft.values, draft.id);
    if (doubt && verdict === 'same') return end(dc, draft, { confirmed: false });
    if (doubt && verdict === 'other') {
      Object.assign(draft.values, doubt);
      return confirm(dc, draft);
    }
    if (!form.fields.length && verdict === 'no') return end(dc, draft, { confirmed: false });
    if (form.fields.length && (verdict === 'correct' || (verdict === 'no' && !doubt)))
      return this.#correct(loaded, 'typing');
    const corrected = verdict === null && (await this.#changed(dc, loaded, text));
    if (corrected) return corrected;
    await view.reviewNotUnderstood(draft);
    return Dialog.EndOfTurn;
  }

  async #swap(
    dc: DialogContext,
    { draft }: Loaded,
    [one, other]: readonly [string, string],
    via: Via,
  ): Promise<DialogTurnResult> {
    const { [one]: first = '', [other]: second = '' } = draft.values;
    Object.assign(draft.values, { [one]: second, [other]: first });
    return this.#advance(dc, await this.#load(dc.context), via);
  }

  async #correct({ draft, view }: Loaded, via: Via): Promise<DialogTurnResult> {
    Object.assign(draft, { phase: 'fill', asked: PICK });
    await view.pick(draft, via);
    return Dialog.EndOfTurn;
  }

  /** The person named the line to correct, perhaps with its new value. */
  async #pick(dc: DialogContext, loaded: Loaded, text: string): Promise<DialogTurnResult> {
    const changed = await this.#changed(dc, loaded, text);
    if (changed) return changed;
    await loaded.view.notAField();
    return Dialog.EndOfTurn;
  }

  /** Null when the text names no line and no new value. */
  async #changed(dc: DialogContext, { draft, form, view }: Loaded, text: string): Promise<DialogTurnResult | null> {
    const turn = turnOf(dc.context);
    const correction = correctionIn(text, linesOf(form, turn, draft.values));
    const field = form.fields.find(({ name }) => name === correction?.line);
    if (!correction || !field) return null;
    if (correction.value !== undefined) return this.#answer(dc, draft, field, correction.value);
    Object.assign(draft, { phase: 'fill', asked: field.name });
    await view.askBefore(draft, field);
    return Dialog.EndOfTurn;
  }
}

/** One of the field's own answers, word for word. */
const isExactly = ({ choices = [] }: Field, text: string): boolean =>
  choices.some(({ title }) => fold(title) === fold(text));

/** Instead of a field's name: the person is asked which line to correct. */
const PICK = 'pick';

const confirm = (dc: DialogContext, draft: Draft): Promise<DialogTurnResult> =>
  end(dc, draft, { confirmed: true, id: draft.id, values: draft.values });

const end = (dc: DialogContext, draft: Draft, result: FormResult): Promise<DialogTurnResult> =>
  dc.endDialog({ ...result, ...(draft.card !== undefined && { card: draft.card }) });
