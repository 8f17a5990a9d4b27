/** Nominating a pupil: the form, then the record. */
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { message } from '../src/cards/activities';
import type { Need, ToldHow } from '../src/domain/need';
import type { PlainDate } from '../src/domain/plainDate';
import { parseUai, type Uai } from '../src/domain/uai';
import { authorise, may } from '../src/services/authorise';
import { nominate } from '../src/services/nominate';
import type { Drafts } from './form/draft';
import type { Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { cancelled } from './cancel';
import { send } from './show';
import { showStanding } from './standing';
import { turnOf } from './turn';

export const NOMINATE = 'nominate';

export interface NominateOptions {
  /** Kept from the nomination before; looked up again for the person who acts. */
  institution?: string;
  /** Go on with the form that is open. */
  resume?: true;
}

export function nominateDialog(drafts: Drafts): WaterfallDialog<NominateOptions> {
  async function openForm(step: WaterfallStepContext<NominateOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { actor, t, contact } = turn;
    authorise(actor, 'nominate');
    if (!actor.institutions.length) {
      await send(step.context, message(t('nominate:noInstitution', { contact })));
      return step.endDialog();
    }
    await turn.services.directory.campaign(); // none open: said before anything is asked
    if (!step.options.resume) {
      const uai = parseUai(step.options.institution ?? '');
      const kept = uai && may(actor, 'nominate', uai) ? uai : null;
      const only = actor.institutions.length === 1 ? actor.institutions[0]! : kept;
      await drafts.open(step.context, NOMINATE, only ? { institution: only } : {});
    }
    return step.beginDialog(formDialogId(NOMINATE));
  }

  async function record(step: WaterfallStepContext<NominateOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const result = step.result as FormResult;
    if (!result.confirmed) {
      await drafts.close(step.context, NOMINATE);
      await cancelled(step.context, [result.card]);
      return step.endDialog();
    }
    const recorded = await nominate(turn.services, turn.actor, requestOf(result.id, result.values));
    const { institution } = result.values;
    const about = { turn: step.context.activity.id, member: turn.actor.id, institution, nomination: result.id };
    const outcome = recorded.outcome === 'recorded' ? recorded.standing.outcome : recorded.outcome;
    turn.log.info({ ...about, outcome }, 'nominated');
    if (recorded.outcome === 'near') return step.replaceDialog(NOMINATE, { resume: true });
    if (recorded.outcome === 'duplicate') {
      const draft = (await drafts.get(step.context, NOMINATE))!;
      const place = recorded.institution && (await turn.services.directory.institution(recorded.institution));
      draft.notice = place
        ? turn.t('nominate:duplicateOwn', { institution: place.name })
        : turn.t('nominate:duplicateOther');
      return step.replaceDialog(NOMINATE, { resume: true });
    }
    await drafts.close(step.context, NOMINATE);
    await drafts.remember(step.context, institution);
    await showStanding(step.context, result.card, recorded.standing, recorded.asAsked ? 'recorded' : 'changed');
    return step.endDialog();
  }

  return new WaterfallDialog<NominateOptions>(NOMINATE, [openForm, record]);
}

const requestOf = (id: string, { institution, need, toldOn, toldHow, distinct, ...pupil }: Values) => ({
  id,
  institution: institution as Uai,
  pupil: {
    lastName: pupil.lastName!,
    firstName: pupil.firstName!,
    birthDate: pupil.birthDate as PlainDate,
    className: pupil.className!,
  },
  need: need as Need,
  told: { on: toldOn as PlainDate, how: toldHow as ToldHow },
  ...(distinct !== undefined && { distinct }),
});
