/** Receiving, sharing out, moving, taking back and retiring units: the form, what it would change, then the act and what it came to. */
import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { createHash } from 'node:crypto';
import { fold } from '../../src/domain/words';
import { within } from '../../src/within';
import type { ReviewView } from '../../src/cards/reviewCard';
import { askedOf, type Movement, REASONS_OF } from '../../src/domain/movement';
import { carryOut } from '../../src/services/movements/carryOut';
import { isPlan, type Plan } from '../../src/services/movements/plan';
import { findMovement, listLots } from '../../src/services/movements/readMovements';
import { type MovementRequest, start } from '../../src/services/movements/start';
import { message } from '../../src/cards/activities';
import { articleOf } from '../articleName';
import { kindIn } from '../operations/keepOperation';
import { send } from '../show';
import { cancelled } from '../cancel';
import type { Drafts } from '../form/draft';
import type { Field, Form, Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { places } from '../hear';
import { type Turn, turnOf } from '../turn';
import { DEFINITIONS, type MovementForm, reasonOf } from './movementForms';
import { changeLines, operationLines, problemText, showMovement, totalText } from './movementView';

export interface MovementOptions {
  /** The sentence, as typed. */
  said?: string;
  /** Go on with the form that is open. */
  resume?: true;
}

export const movementForm =
  (kind: MovementForm) =>
  async (turn: Turn): Promise<Form> => {
    const { t } = turn;
    return {
      name: kind,
      fields: DEFINITIONS[kind].fields(turn, await places(turn)),
      title: t(`movements:title.${kind}`),
      intro: t(`movements:intro.${kind}`),
      submit: t('movements:preview'),
      lineExample: t('movements:lineExample'),
      assents: ['plan'],
      review: (given, id) => review(turn, kind, given, id),
    };
  };

/** What would change, before it does; what is confirmed is this, and nothing that changed meanwhile. */
async function review(turn: Turn, kind: MovementForm, given: Values, id: string): Promise<ReviewView> {
  const { t } = turn;
  const known = await places(turn);
  const planned = await DEFINITIONS[kind].plan(turn, given, known);
  const facts = factsOf(turn, DEFINITIONS[kind].fields(turn, known), given);
  const view = { id, given, facts, title: t(`movements:review.${kind}`), correct: t('common:correct') };
  const cancel = t('common:cancel');
  if (!isPlan(planned))
    return { ...view, lines: [], warnings: [problemText(t, planned)], ask: t('movements:askProblem'), cancel };
  const { twin, state, digest } = await shown(turn, kind, given, planned);
  const isAnother = given.plan !== undefined && given.plan !== digest;
  given.plan = digest; // kept with the form: an answer in writing carries nothing
  const { lines, isCut } = changeLines(turn, planned);
  const schools = planned.changes.filter(({ institution }) => institution).length;
  const seeAll = t('movements:seeAll', { count: schools });
  return {
    ...view,
    lines: [...(await operationLines(turn)), totalText(turn, planned), ...lines],
    warnings: [
      ...(state === 'closed' ? [t('movements:isClosed')] : []),
      ...(twin ? [t('movements:sameLot', { at: twin.at })] : []),
      ...(isAnother && given.refused !== undefined ? [t('movements:changed')] : []),
      ...(planned.total < planned.asked ? [t('movements:short', { count: planned.total, asked: planned.asked })] : []),
    ],
    ask: t('movements:ask'),
    confirm: t('common:confirm'),
    cancel,
    ...(isCut && { see: { title: seeAll, click: { act: 'plan' as const, page: '1' } } }),
  };
}

/** `on a reçu 50 cartes`, in an operation of tablets: said before anything is filled in. */
async function otherArticle({ t, services, actor }: Turn, said: string): Promise<string | null> {
  const campaign = await services.directory.campaign(actor);
  const kind = kindIn(said);
  if (kind === undefined || kind === campaign.kind || campaign.kind === 'other') return null;
  return t('movements:otherArticle', { name: campaign.name, article: articleOf(t, campaign) });
}

/** A lot as large, of the same giver and day, that was written down before: by a colleague, perhaps. */
async function sameLot(turn: Turn, kind: MovementForm, values: Values, plan: Plan): Promise<Movement | undefined> {
  const lot = DEFINITIONS[kind].lot?.(values);
  const before = lot ? await listLots(turn.services, turn.actor) : [];
  return before.find(
    (each) =>
      askedOf(each.legs) === plan.total && each.lot?.on === lot?.on && fold(each.lot?.giver ?? '') === fold(lot!.giver),
  );
}

/** What a review warns of; its digest is the same for the same units from the same ends to the same, with the same warnings. */
async function shown(turn: Turn, kind: MovementForm, values: Values, plan: Plan) {
  const twin = await sameLot(turn, kind, values, plan);
  const { state } = await turn.services.directory.campaignNow(turn.actor);
  return { twin, state, digest: digestOf([plan.legs, twin?.id, state]) };
}

/** Null when it is not what was shown and confirmed. */
async function planAsShown(turn: Turn, kind: MovementForm, values: Values): Promise<Plan | null> {
  const planned = await DEFINITIONS[kind].plan(turn, values, await places(turn));
  return isPlan(planned) && (await shown(turn, kind, values, planned)).digest === values.plan ? planned : null;
}

const digestOf = (plan: unknown): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('base64url').slice(0, DIGEST_LENGTH);
const DIGEST_LENGTH = 16;

/** All that was answered, so that what was misread is seen. */
const factsOf = (turn: Turn, fields: readonly Field[], values: Values): ReviewView['facts'] =>
  fields.flatMap(({ name, label, kind, choices }) => {
    const value = values[name];
    if (value === undefined) return [];
    const shown = choices?.find((choice) => choice.value === value)?.title ?? value;
    const day = kind === 'date' ? turn.t('form:date.day', { date: new Date(value) }) : shown;
    return [{ label: label(turn), value: turn.t('common:plain', { text: day }) }];
  });

export function movementDialog(kind: MovementForm, drafts: Drafts): WaterfallDialog<MovementOptions> {
  async function openForm(step: WaterfallStepContext<MovementOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { said = '', resume } = step.options;
    await turn.services.directory.campaign(turn.actor); // none: said before anything is asked
    if (resume) return step.beginDialog(formDialogId(kind));
    const told = DEFINITIONS[kind].told(turn, said, await places(turn));
    const mismatch = await otherArticle(turn, said);
    if (mismatch) await send(step.context, message(mismatch));
    await drafts.open(step.context, kind, { reason: REASONS_OF[kind][0], ...told });
    return step.beginDialog(formDialogId(kind));
  }

  async function act(step: WaterfallStepContext<MovementOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const result = step.result as FormResult;
    if (!result.confirmed) {
      await drafts.close(step.context, kind);
      await cancelled(step.context, [result.card], turn.t('movements:left'));
      return step.endDialog();
    }
    const { values, id } = result;
    const begun = await findMovement(turn.services, turn.actor, id);
    const planned = begun ?? (await planAsShown(turn, kind, values));
    if (!planned) {
      values.refused = 'yes';
      return step.replaceDialog(kind, { resume: true }); // the review says why
    }
    const lot = DEFINITIONS[kind].lot?.(values);
    const request = { id, kind, reason: reasonOf(kind, values), legs: planned.legs, ...(lot && { lot }) };
    const moved = await perform(turn, step.context, request);
    await drafts.close(step.context, kind);
    await showMovement(step.context, result.card, moved);
    return step.endDialog();
  }

  return new WaterfallDialog<MovementOptions>(kind, [openForm, act]);
}

/** What is done within a turn is told at once; the rest goes on behind it. In milliseconds. */
const PATIENCE_MS = 3_000;

/** Begins a movement, and carries it out as far as a turn lasts. @throws NotAllowed, StoreAway */
export async function perform(turn: Turn, context: TurnContext, request: MovementRequest): Promise<Movement> {
  const { services, actor, log } = turn;
  const begun = await start(services, actor, request);
  const about = {
    turn: context.activity.id,
    member: actor.id,
    campaign: begun.campaign,
    movement: begun.id,
    kind: begun.kind,
  };
  const running = carryOut(services, begun.id).then(
    (ended) => {
      log.info({ ...about, state: ended?.state }, 'units moved');
      return ended;
    },
    (error: unknown) => {
      log.warn({ ...about, error: (error as Error).name }, 'a movement was left half done');
      return null;
    },
  );
  await within(PATIENCE_MS, running, () => null);
  return (await findMovement(services, actor, begun.id))!;
}
