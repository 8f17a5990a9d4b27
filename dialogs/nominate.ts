/** Nominating a pupil: the form, then the record. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { message } from '../src/cards/activities';
import { parseUai, type Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { findMine } from '../src/services/listPupils';
import { requireOpen } from '../src/services/operations/requireOpen';
import { nominate } from '../src/services/nominate';
import { propose } from '../src/services/propose';
import type { Drafts } from './form/draft';
import type { Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { cancelled } from './cancel';
import { ownInstitutions, placesToTell } from './placesToTell';
import { recordOf } from './pupilReview';
import { send } from './show';
import { showStanding } from './standing';
import { type Turn, turnOf } from './turn';
import type { PupilSlots } from '../src/understanding/readPupil';

export const NOMINATE = 'nominate';

export interface NominateOptions {
  /** Kept from the nomination before; looked up again for the person who acts. */
  institution?: string;
  /** The nomination before: the next family is taken to be told today. */
  another?: true;
  /** A nomination of the same family: the last name and how it was told are kept. */
  sibling?: string;
  /** What a sentence told of the pupil. */
  pupil?: PupilSlots;
  /** Words of that sentence that nothing was done with. */
  unread?: string[];
  /** Go on with the form that is open. */
  resume?: true;
}

export function nominateDialog(drafts: Drafts): WaterfallDialog<NominateOptions> {
  async function openForm(step: WaterfallStepContext<NominateOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { t, contact } = turn;
    if (!placesToTell(turn).length) {
      await send(step.context, message(t('nominate:noInstitution', { contact })));
      return step.endDialog();
    }
    requireOpen(await turn.services.directory.campaign(turn.actor), turn.services.now()); // if not: said before anything is asked
    if (!step.options.resume) await drafts.open(step.context, NOMINATE, await known(turn, step.options));
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
    const { institution, distinct, household } = result.values;
    const decides = may(turn.actor, 'nominate', institution as Uai);
    const recorded = await (decides ? nominate : propose)(turn.services, turn.actor, {
      id: result.id,
      institution: institution as Uai,
      ...recordOf(result.values),
      ...(distinct !== undefined && { distinct }),
      ...(household !== undefined && { household }),
    });
    const about = { turn: step.context.activity.id, member: turn.actor.id, institution, nomination: result.id };
    const outcome = recorded.outcome === 'recorded' ? recorded.standing.outcome : recorded.outcome;
    turn.log.info({ ...about, outcome }, 'nominated');
    if (recorded.outcome !== 'recorded') return step.replaceDialog(NOMINATE, { resume: true }); // its review says why
    await drafts.close(step.context, NOMINATE);
    await drafts.remember(step.context, { nomination: result.id, institution: institution! });
    await showStanding(step.context, result.card, recorded.standing, recorded.asAsked ? 'recorded' : 'changed');
    return step.endDialog();
  }

  return new WaterfallDialog<NominateOptions>(NOMINATE, [openForm, record]);
}

/** What the form begins with. */
async function known(turn: Turn, { institution, another, sibling, pupil, unread }: NominateOptions): Promise<Values> {
  const { actor, today, services } = turn;
  const brother = sibling === undefined ? null : await findMine(services, actor, sibling);
  const uai = brother?.institution ?? parseUai(institution ?? '');
  const places = (await ownInstitutions(turn)).map((place) => place.uai);
  const kept = uai && places.includes(uai) ? uai : null;
  const only = places.length === 1 ? places[0]! : kept;
  return {
    ...(only && { institution: only }),
    ...(actor.schools?.length === 1 && { school: actor.schools[0]! }),
    ...(another && { toldOn: today }),
    ...(pupil && Object.keys(pupil).length && { ...toldOf(pupil), told: 'yes' }),
    ...(unread?.length && { unread: unread.join(', ') }),
    ...(brother && { lastName: brother.pupil.lastName, toldOn: brother.told.on, toldHow: brother.told.how }),
    ...(brother?.household !== undefined && { household: brother.household }),
  };
}

/** A name in capitals is written as in an address: `DA SILVA` stays, and can be corrected. */
export function toldOf({ guessed, ...told }: PupilSlots): Values {
  const values = Object.entries(told).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...Object.fromEntries(values), ...(guessed && { guessed: 'yes' }) };
}
