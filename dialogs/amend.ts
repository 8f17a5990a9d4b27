/** Correcting what is recorded of a pupil: the same form, filled in; the rank and the unit stay. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import type { ReviewView } from '../src/cards/reviewCard';
import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import {
  correct,
  type Correction,
  correctionOf,
  findCorrectable,
  linesChanged,
  linesOf,
} from '../src/services/correct';
import { AMENDED, type Amended, type Nomination } from '../src/store/nomination';
import type { Draft, Drafts } from './form/draft';
import { requireRunning } from '../src/services/operations/requireOpen';
import { type Form, FormClosed, type Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { cancelled } from './cancel';
import { ownInstitutions } from './placesToTell';
import { pupilFields } from './pupilFields';
import { askOf, factsOf, recordOf, reviewPupil } from './pupilReview';
import { conclude, send } from './show';
import { type Turn, turnOf } from './turn';
import { concludeWithdrawal } from './withdraw';

export const AMEND = 'amend';

export interface AmendOptions {
  nomination: string;
  /** Go on with the form that is open. */
  resume?: true;
}

export async function amendForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services, actor } = turn;
  const { state } = await findCorrectable(services, actor, values.nomination ?? '');
  if (state === 'withdrawn') throw new FormClosed(t('pupils:alreadyWithdrawn'));
  if (!may(actor, 'answerRights')) requireRunning(await services.directory.campaign(actor), services.now());
  const own = await placesOf(turn, values);
  const kindOf = (uai: string | undefined) => own.find((institution) => institution.uai === uai)?.kind;
  const { lastName, firstName } = baseOf(values);
  const campaign = await turn.services.directory.campaign(turn.actor);
  const place = own.find(({ uai }) => uai === values.institution);
  const schools = place?.kind === 'circonscription' ? await turn.services.directory.schoolsOf(place) : [];
  return {
    name: AMEND,
    fields: pupilFields(t, { campaign, kindOf, schools }, values),
    title: t('pupils:amendTitle', { lastName, firstName }),
    intro: t('pupils:amendIntro'),
    submit: t('nominate:submit'),
    lineExample: t('nominate:lineExample'),
    assents: ['distinct'],
    review: (given, id) => review(turn, given, id, own),
  };
}

/** The person's own institutions; to who answers a family, that of the nomination. */
async function placesOf(turn: Turn, { institution }: Values): Promise<Institution[]> {
  if (!may(turn.actor, 'answerRights')) return ownInstitutions(turn);
  const found = await turn.services.directory.institution(institution as Uai);
  return found ? [found] : [];
}

async function review(turn: Turn, values: Values, id: string, own: Institution[]): Promise<ReviewView> {
  const { t, services, actor } = turn;
  const nomination = await findCorrectable(services, actor, values.nomination!);
  const parts = await reviewPupil(turn, { id: nomination._id, values, own });
  const { isDuplicate: _isDuplicate, ...shown } = parts;
  const view = { id, given: values, title: t('pupils:amendReview'), ...shown };
  if (!linesChanged(nomination, recordOf(values)).length) {
    const asking = { ask: t('pupils:amendAskNothing'), correct: t('common:correct'), cancel: t('common:cancel') };
    return { ...view, warnings: [], lines: [t('pupils:amendNothing')], ...asking };
  }
  const institution = own.find(({ uai }) => uai === values.institution);
  const warnings = [...(values.overtaken ? [t('pupils:overtaken')] : []), ...shown.warnings];
  return {
    ...view,
    warnings,
    lines: changesOf(factsOf(turn, nomination, institution), shown.facts, t),
    ...askOf(t, parts),
  };
}

/** What stood in a line, and what will. */
const changesOf = (before: ReviewView['facts'], after: ReviewView['facts'], t: Turn['t']): string[] =>
  after.flatMap(({ label, value }, i) => {
    const was = before[i]!.value;
    return was === value ? [] : [t('pupils:amendLine', { label, before: was, after: value })];
  });

const labels = ({ t }: Turn, lines: readonly Amended[]): string =>
  lines.map((line) => t(`nominate:${line}.label`)).join(', ');

export function amendDialog(drafts: Drafts): WaterfallDialog<AmendOptions> {
  async function openForm(step: WaterfallStepContext<AmendOptions>): Promise<DialogTurnResult> {
    const { actor, services, t } = turnOf(step.context);
    const { nomination: id, resume } = step.options;
    if (resume) return step.beginDialog(formDialogId(AMEND));
    const nomination = await findCorrectable(services, actor, id);
    if (nomination.state === 'proposed' || nomination.state === 'declined') {
      const isProposed = nomination.state === 'proposed';
      await send(step.context, message(isProposed ? t('proposals:notYet') : t('proposals:isDeclined')));
      return step.endDialog();
    }
    if (nomination.state === 'withdrawn') {
      await concludeWithdrawal(step.context, undefined, [t('pupils:alreadyWithdrawn')]);
      return step.endDialog();
    }
    const values = begun(nomination);
    Object.assign(await drafts.open(step.context, AMEND, values), { correcting: true } satisfies Partial<Draft>);
    return step.beginDialog(formDialogId(AMEND));
  }

  async function record(step: WaterfallStepContext<AmendOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { t, log, actor } = turn;
    const result = step.result as FormResult;
    if (!result.confirmed) {
      await drafts.close(step.context, AMEND);
      await cancelled(step.context, [result.card], t('pupils:amendLeft'));
      return step.endDialog();
    }
    const { nomination: id, distinct } = result.values;
    const corrected = await correct(turn.services, actor, {
      ...{ form: result.id, nomination: id!, ...recordOf(result.values), acts: Number(result.values.acts) },
      ...(distinct !== undefined && { distinct }),
    });
    const about = { turn: step.context.activity.id, member: actor.id, nomination: id };
    log.info({ ...about, outcome: corrected.outcome }, 'corrected');
    if (corrected.outcome === 'overtaken') {
      const draft = (await drafts.get(step.context, AMEND))!;
      draft.values = merged(result.values, corrected.nomination);
    }
    if (corrected.outcome === 'corrected') {
      await drafts.close(step.context, AMEND);
      await showCorrected(step.context, result.card, corrected);
      return step.endDialog();
    }
    if (corrected.outcome !== 'withdrawn') return step.replaceDialog(AMEND, { nomination: id, resume: true }); // its review says why
    await drafts.close(step.context, AMEND);
    await concludeWithdrawal(step.context, result.card, [t('pupils:alreadyWithdrawn')]);
    return step.endDialog();
  }

  return new WaterfallDialog<AmendOptions>(AMEND, [openForm, record]);
}

/** What the form begins with; and, to tell what somebody else changes meanwhile, that and how often it was corrected. */
const begun = (nomination: Nomination): Values => ({
  nomination: nomination._id,
  institution: nomination.institution,
  ...linesOf(nomination),
  base: JSON.stringify(linesOf(nomination)),
  acts: String(nomination.acts?.length ?? 0),
});

/** What stood when the form was opened. */
const baseOf = ({ base = '{}' }: Values): Values => JSON.parse(base) as Values;

/** The person's own changes over what stands now. */
function merged(values: Values, nomination: Nomination): Values {
  const base = baseOf(values);
  const own = Object.fromEntries(
    AMENDED.flatMap((line) => (values[line] === base[line] ? [] : [[line, values[line]!]])),
  );
  return { ...begun(nomination), ...own, overtaken: 'yes' };
}

/** Says what stands of a correction, in place of its form. */
async function showCorrected(
  context: TurnContext,
  card: string | undefined,
  { nomination: { _id, pupil, unit }, lines }: Correction,
): Promise<void> {
  const turn = turnOf(context);
  const { t } = turn;
  const view = {
    title: t('pupils:amended'),
    tone: 'good' as const,
    lines: [
      unit === undefined ? t('pupils:amendedWaits', { ...pupil }) : t('pupils:amendedHeld', { ...pupil }),
      t('pupils:amendLines', { lines: labels(turn, lines) }),
    ],
    actions: may(turn.actor, 'seePupils')
      ? [button(t('pupils:see'), { act: 'pupil', nomination: _id }), button(t('common:myPupils'), { act: 'pupils' })]
      : [],
  };
  await conclude(context, card, cardMessage(resultCard(t, view)));
}

/** Says that a form's correction was done, if it was, in place of a card. @returns whether it was. @throws StoreAway */
export async function showIfCorrected(
  context: TurnContext,
  card: string | undefined,
  about: { form: string; nomination: string },
): Promise<boolean> {
  const { services, actor } = turnOf(context);
  const correction = await correctionOf(services, actor, about);
  if (correction) await showCorrected(context, card, correction);
  return correction !== null;
}
