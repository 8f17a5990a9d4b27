/**
 * Open forms whose act was done by a turn that ended before it could say so, or save. Before such a form is left, corrected or
 * shown again, what stands is said and the form ends.
 */
import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { isCorrectedBy } from '../src/services/correct';
import { findPupil } from '../src/services/listPupils';
import { standingOfForm } from '../src/services/standing';
import { AMEND, showCorrected } from './amend';
import type { Answer } from './answer';
import type { Draft, Drafts } from './form/draft';
import type { FormName } from './form/form';
import { formDialogId } from './form/formDialog';
import { NOMINATE } from './nominate';
import { showStanding } from './standing';
import { turnOf } from './turn';
import { type Command, verdictIn } from './vocabulary';
import { concludeWithdrawal, WITHDRAW } from './withdraw';

/** @returns whether a form was ended. @throws StoreAway */
export async function settle(dc: DialogContext, drafts: Drafts, command: Command | null): Promise<boolean> {
  const { context } = dc;
  const { answer } = turnOf(context);
  let ended = false;
  for (const form of [WITHDRAW, AMEND, NOMINATE] as const) {
    const draft = await drafts.get(context, form);
    if (!draft || !dc.stack.some(({ id }) => id === form) || goesOn(answer, command, draft, form)) continue;
    if (!(await DONE[form](context, draft))) continue;
    ended = true;
    await drafts.close(context, form);
    const kept = dc.stack.filter(({ id }) => id !== form && id !== formDialogId(form));
    dc.stack.splice(0, dc.stack.length, ...kept);
  }
  return ended;
}

/** An answer to a question changes nothing yet, and a confirmation asks by itself what stands. */
function goesOn(answer: Answer, command: Command | null, draft: Draft, form: FormName): boolean {
  if (answer.kind === 'click') {
    const { form: clicked, step, press } = answer.data;
    return clicked === draft.id && (step === 'review' ? press === 'confirm' : press === 'submit');
  }
  if (answer.kind === 'nothing' || (command && command.name !== 'another')) return false;
  if (draft.phase === 'fill') return command === null;
  if (form === AMEND) return false; // once it is recorded, its review finds nothing left to confirm
  return verdictIn(answer.text) === 'yes';
}

async function isRecorded(context: TurnContext, draft: Draft): Promise<boolean> {
  const { services, actor } = turnOf(context);
  const standing = await standingOfForm(services, actor, draft.id);
  if (standing) await showStanding(context, draft.card, standing, 'before');
  return standing !== null;
}

async function isWithdrawn(context: TurnContext, draft: Draft): Promise<boolean> {
  const { services, actor, t } = turnOf(context);
  const { state, pupil } = await findPupil(services, actor, draft.values.nomination ?? '');
  if (state === 'withdrawn') await concludeWithdrawal(context, draft.card, [t('pupils:withdrawn', { ...pupil })]);
  return state === 'withdrawn';
}

async function isAmended(context: TurnContext, draft: Draft): Promise<boolean> {
  const { services, actor } = turnOf(context);
  const nomination = await isCorrectedBy(services, actor, {
    nomination: draft.values.nomination ?? '',
    form: draft.id,
  });
  const act = nomination?.acts?.find(({ form }) => form === draft.id);
  if (nomination && act) await showCorrected(context, draft.card, nomination, act.lines);
  return act !== undefined;
}

/** Whether a form's act was done; if so, what stands is said. */
const DONE = { [NOMINATE]: isRecorded, [AMEND]: isAmended, [WITHDRAW]: isWithdrawn } as const;
