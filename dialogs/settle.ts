/**
 * Open forms whose act was done by a turn that ended before it could say so, or save. Before such a form is left, corrected or
 * shown again, what stands is said and the form ends.
 */
import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { AMEND, showIfCorrected } from './amend';
import type { Answer } from './answer';
import { NotAllowed, UnknownNomination } from '../src/domain/errors';
import type { Draft, Drafts } from './form/draft';
import type { FormName } from './form/form';
import { formDialogId } from './form/formDialog';
import { findMovement } from '../src/services/movements/readMovements';
import { MOVEMENT_FORMS, type MovementForm } from './movements/movementForms';
import { showMovement } from './movements/movementView';
import { NOMINATE } from './nominate';
import { showIfRecorded } from './standing';
import { turnOf } from './turn';
import { HAND_OVER } from './articles/handOverForm';
import { showIfHanded } from './articles/handOverResult';
import { verdictIn } from './vocabulary';
import { showIfWithdrawn, WITHDRAW } from './withdraw';

/** @returns whether a form was ended. @throws StoreAway */
export async function settle(dc: DialogContext, drafts: Drafts, command: string | null): Promise<boolean> {
  const { context } = dc;
  const { answer } = turnOf(context);
  let ended = false;
  for (const form of [WITHDRAW, AMEND, NOMINATE, HAND_OVER, ...MOVEMENT_FORMS] as const) {
    const draft = await drafts.get(context, form);
    if (!draft || !dc.stack.some(({ id }) => id === form) || goesOn(answer, command, draft)) continue;
    if (!(await DONE[form](context, draft))) continue;
    ended = true;
    await drafts.close(context, form);
    const kept = dc.stack.filter(({ id }) => id !== form && id !== formDialogId(form));
    dc.stack.splice(0, dc.stack.length, ...kept);
  }
  return ended;
}

/** Says that a form's act was done, if it was. @returns whether it was. @throws what reading it throws */
export async function showIfDone(context: TurnContext, form: FormName, draft: Draft): Promise<boolean> {
  const done = Object.hasOwn(DONE, form) ? DONE[form as SettledForm] : undefined;
  try {
    return done !== undefined && (await done(context, draft));
  } catch (error) {
    if (error instanceof NotAllowed || error instanceof UnknownNomination) return false; // it is not theirs to see any more
    throw error;
  }
}

/** An answer to a question changes nothing yet, and a confirmation asks by itself what stands. */
function goesOn(answer: Answer, command: string | null, draft: Draft): boolean {
  if (answer.kind === 'click') {
    const { form, step, press } = answer.data;
    return form === draft.id && (step === 'review' ? press === 'confirm' : press === 'submit');
  }
  if (answer.kind !== 'text' || (command && command !== 'another')) return false;
  if (draft.phase === 'fill') return command === null;
  return verdictIn(answer.text) === 'yes';
}

/** Says what stands where a form's act was done. @returns whether it was */
const DONE: Record<SettledForm, (context: TurnContext, draft: Draft) => Promise<boolean>> = {
  ...(Object.fromEntries(MOVEMENT_FORMS.map((form) => [form, showIfMoved])) as Record<
    MovementForm,
    typeof showIfMoved
  >),
  [HAND_OVER]: (context: TurnContext, { card, values }: Draft) => showIfHanded(context, card, values.nomination ?? ''),
  [NOMINATE]: (context: TurnContext, { id, card }: Draft) => showIfRecorded(context, card, id),
  [AMEND]: (context: TurnContext, { id, card, values }: Draft) =>
    showIfCorrected(context, card, { form: id, nomination: values.nomination ?? '' }),
  [WITHDRAW]: (context: TurnContext, { card, values }: Draft) =>
    showIfWithdrawn(context, card, values.nomination ?? ''),
};

type SettledForm = MovementForm | typeof HAND_OVER | typeof NOMINATE | typeof AMEND | typeof WITHDRAW;

async function showIfMoved(context: TurnContext, { id, card }: Draft): Promise<boolean> {
  const { services, actor } = turnOf(context);
  const movement = await findMovement(services, actor, id);
  if (movement) await showMovement(context, card, movement);
  return movement !== null;
}
