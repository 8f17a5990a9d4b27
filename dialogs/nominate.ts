/** Nominating a pupil: the form, then the record. */
import type { TurnContext } from 'botbuilder';
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { resultCard, type ResultView } from '../src/cards/resultCard';
import type { Need, ToldHow } from '../src/domain/need';
import type { PlainDate } from '../src/domain/plainDate';
import { parseUai, type Uai } from '../src/domain/uai';
import { authorise, may } from '../src/services/authorise';
import { nominate, type Nominated } from '../src/services/nominate';
import type { Drafts } from './form/draft';
import type { Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { cancelled } from './cancel';
import { replace, send } from './show';
import { type Turn, turnOf } from './turn';

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
    turn.log.info({ ...about, outcome: recorded.outcome }, 'nominated');
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
    await showRecorded(step.context, turn, result, recorded);
    return step.endDialog();
  }

  return new WaterfallDialog<NominateOptions>(NOMINATE, [openForm, record]);
}

const requestOf = (id: string, { institution, need, toldOn, toldHow, ...pupil }: Values) => ({
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
});

async function showRecorded(
  context: TurnContext,
  turn: Turn,
  result: FormResult & { confirmed: true },
  recorded: Exclude<Nominated, { outcome: 'duplicate' }>,
): Promise<void> {
  const view = await viewOf(turn, result.values, recorded);
  await replace(context, result.card, cardMessage(resultCard(turn.t, view)));
  if (turn.answer.kind === 'text') await send(context, message(view.lines.join('\n\n')));
}

async function viewOf(
  { t, services }: Turn,
  { institution, lastName, firstName }: Values,
  recorded: Exclude<Nominated, { outcome: 'duplicate' }>,
): Promise<ResultView> {
  if (recorded.outcome === 'withdrawn') return { title: t('common:oldCard'), lines: [t('nominate:withdrawnSince')] };
  const place = await services.directory.institution(institution as Uai);
  const actions = [
    button(t('common:nominateAnother'), { act: 'nominate', institution: institution! }, { style: 'positive' }),
    button(t('common:myPupils'), { act: 'pupils' }),
  ];
  const pupil = { lastName, firstName, institution: place?.name };
  if (recorded.outcome === 'waiting') {
    const rank = t('nominate:rank', { count: recorded.rank, ordinal: true });
    const lines = [t('nominate:waiting', { ...pupil, rank }), t('nominate:waitingNext')];
    return { title: t('nominate:waitingTitle'), tone: 'warning', lines, actions };
  }
  const counted = { count: recorded.remaining, institution: place?.name };
  const remaining =
    place?.kind === 'college' ? t('nominate:remaining', counted) : t('nominate:remainingDistrict', counted);
  return {
    title: t('nominate:recordedTitle'),
    tone: 'good',
    lines: [t('nominate:recorded', pupil), remaining],
    actions,
  };
}
