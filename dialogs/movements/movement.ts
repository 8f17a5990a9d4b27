/** Receiving, sharing out, moving, taking back and retiring units: the form, what it would change, then the act and what it came to. */
import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReviewView } from '../../src/cards/reviewCard';
import { type Movement, REASONS_OF } from '../../src/domain/movement';
import { carryOut } from '../../src/services/movements/carryOut';
import { isPlan } from '../../src/services/movements/plan';
import { type MovementRequest, start } from '../../src/services/movements/start';
import { cancelled } from '../cancel';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { places } from '../hear';
import { type Turn, turnOf } from '../turn';
import { DEFINITIONS, type MovementForm, reasonOf } from './movementForms';
import { changeLines, problemText, showMovement, totalText } from './movementView';

export interface MovementOptions {
  /** The sentence, as typed. */
  said?: string;
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
      review: (given, id) => review(turn, kind, given, id),
    };
  };

/** What would change, before it does. */
async function review(turn: Turn, kind: MovementForm, given: Values, id: string): Promise<ReviewView> {
  const { t } = turn;
  const planned = await DEFINITIONS[kind].plan(turn, given, await places(turn));
  const view = { id, given, title: t(`movements:review.${kind}`), facts: [], correct: t('common:correct') };
  const cancel = t('common:cancel');
  if (!isPlan(planned))
    return { ...view, lines: [], warnings: [problemText(t, planned)], ask: t('movements:askProblem'), cancel };
  const { lines, isCut } = changeLines(turn, planned);
  const short =
    planned.total < planned.asked ? [t('movements:short', { count: planned.total, asked: planned.asked })] : [];
  return {
    ...view,
    lines: [
      totalText(turn, planned),
      ...lines,
      t('movements:because', { reason: t(`journal:reason.${reasonOf(kind, given)}`) }),
    ],
    warnings: short,
    ask: t('movements:ask'),
    confirm: t('common:confirm'),
    cancel,
    ...(isCut && {
      see: {
        title: t('movements:seeAll', { count: planned.changes.length }),
        click: { act: 'plan' as const, page: '1' },
      },
    }),
  };
}

export function movementDialog(kind: MovementForm, drafts: Drafts): WaterfallDialog<MovementOptions> {
  async function openForm(step: WaterfallStepContext<MovementOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { said = '' } = step.options;
    await turn.services.directory.campaign(turn.actor); // none: said before anything is asked
    const told = DEFINITIONS[kind].told(turn, said, await places(turn));
    const values = { reason: REASONS_OF[kind][0], ...told };
    await drafts.open(step.context, kind, values);
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
    const begun = await turn.services.store.movements.find(id);
    const planned = begun ?? (await DEFINITIONS[kind].plan(turn, values, await places(turn)));
    if (!begun && !isPlan(planned as never)) return step.replaceDialog(kind, {}); // the review says why
    await drafts.close(step.context, kind);
    const lot = DEFINITIONS[kind].lot?.(values);
    const { legs } = planned as Pick<Movement, 'legs'>;
    const request = { id, kind, reason: reasonOf(kind, values), legs, ...(lot && { lot }) };
    await showMovement(step.context, result.card, await perform(turn, step.context, request));
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
  await Promise.race([running, pause(PATIENCE_MS)]);
  return (await services.store.movements.find(begun.id))!;
}
