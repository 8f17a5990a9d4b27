/** Handing over, pupil by pupil or in a row: the next pupil is proposed, the article scanned, the hand-over confirmed. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { cardMessage, message } from '../../src/cards/activities';
import { resultCard } from '../../src/cards/resultCard';
import { isDevice } from '../../src/domain/campaign';
import type { Condition, FamilyLanguage, Proof } from '../../src/domain/handOver';
import type { PlainDate } from '../../src/domain/plainDate';
import { fold } from '../../src/domain/words';
import { handOver } from '../../src/services/articles/handOver';
import { type Holder, stockOf } from '../../src/services/articles/stock';
import { namedIn } from '../../src/services/listPupils';
import { cancelled } from '../cancel';
import type { Drafts } from '../form/draft';
import type { Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { conclude, send } from '../show';
import { type Turn, turnOf } from '../turn';
import { serialOf } from './fields';
import { HAND_OVER } from './handOverForm';
import { handOverResult } from './handOverResult';

export interface HandOverOptions {
  /** Whose: the next of the list without it. */
  nomination?: string;
  /** A pupil's name, as typed. */
  name?: string;
  /** What was scanned before anything was asked. */
  serial?: string;
  /** As the one before was: the proof, the language. */
  like?: Values;
  /** The pupil before, in a row: the one behind them in the list is next. */
  after?: string;
  /** Go on with the form that is open. */
  resume?: true;
}

export function handOverDialog(drafts: Drafts): WaterfallDialog<HandOverOptions> {
  async function openForm(step: WaterfallStepContext<HandOverOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    if (step.options.resume) return step.beginDialog(formDialogId(HAND_OVER));
    const { toHand, out } = await stockOf(turn.services, turn.actor);
    const begun = await beginning(turn, toHand, out, step.options);
    if (typeof begun === 'string') {
      await send(step.context, message(begun));
      return step.endDialog();
    }
    await drafts.open(step.context, HAND_OVER, begun);
    return step.beginDialog(formDialogId(HAND_OVER));
  }

  async function act(step: WaterfallStepContext<HandOverOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { services, actor, log, t } = turn;
    const result = step.result as FormResult;
    if (!result.confirmed) {
      await drafts.close(step.context, HAND_OVER);
      const { toHand } = await stockOf(services, actor);
      await cancelled(step.context, [result.card], t('articles:handOver.stopped', { count: toHand.length }));
      return step.endDialog();
    }
    const { nomination = '', serial, proof, language, condition, dueOn } = result.values;
    const done = await handOver(services, actor, {
      ...{ form: result.id, nomination, proof: proof as Proof, language: language as FamilyLanguage },
      ...(serialOf(serial) !== undefined && { serial: serialOf(serial)! }),
      ...(condition !== undefined && { condition: condition as Condition }),
      ...(dueOn !== undefined && { dueOn: dueOn as PlainDate }),
    });
    const { institution } = done.nomination;
    log.info(
      { turn: step.context.activity.id, member: actor.id, institution, nomination, outcome: done.outcome },
      'handed over',
    );
    if (done.outcome === 'refused') return step.replaceDialog(HAND_OVER, { resume: true }); // its field says why
    await drafts.close(step.context, HAND_OVER);
    await conclude(step.context, result.card, cardMessage(resultCard(t, handOverResult(turn, done))));
    const { toHand } = await stockOf(services, actor);
    if (!toHand.length) {
      await send(step.context, message(t('articles:handOver.all')));
      return step.endDialog();
    }
    const like = { proof: proof!, language: language!, ...(condition && { condition }), ...(dueOn && { dueOn }) };
    return step.replaceDialog(HAND_OVER, { like, after: nomination });
  }

  return new WaterfallDialog<HandOverOptions>(HAND_OVER, [openForm, act]);
}

/** What the form begins with; a sentence where there is nothing to hand over. */
async function beginning(
  { t, services, actor, today }: Turn,
  toHand: readonly Holder[],
  out: readonly Holder[],
  { nomination, name, serial, like = {}, after }: HandOverOptions,
): Promise<Values | string> {
  if (name !== undefined) {
    const isNamed = (holders: readonly Holder[]): Holder[] => {
      const meant = new Set(
        namedIn(
          holders.map((each) => each.nomination),
          name,
        ),
      );
      return holders.filter((each) => meant.has(each.nomination));
    };
    const [only, another] = isNamed(toHand);
    if (!only) {
      const [has] = isNamed(out);
      return has
        ? t('articles:handOver.already', { ...has.nomination.pupil, at: has.unit.handed!.at })
        : t('articles:handOver.nobody', { name });
    }
    if (!another) return values(only.nomination._id);
  }
  if (nomination !== undefined && !toHand.some((each) => each.nomination._id === nomination)) {
    const has = out.find((each) => each.nomination._id === nomination);
    if (has) return t('articles:handOver.already', { ...has.nomination.pupil, at: has.unit.handed!.at });
    return t('articles:handOver.waits');
  }
  if (!toHand.length) return t('articles:handOver.none');
  return values(nomination ?? next(toHand, out, after).nomination._id);

  async function values(id: string): Promise<Values> {
    const campaign = await services.directory.campaign(actor);
    return {
      ...{ nomination: id, proof: 'signature', language: 'fr' },
      ...(isDevice(campaign.kind) && {
        condition: 'new',
        ...(campaign.dueOn && campaign.dueOn >= today && { dueOn: campaign.dueOn }),
      }),
      ...like,
      ...(serial !== undefined && { serial }),
    };
  }
}

/** Behind the pupil before, by name; from the beginning again behind the last. */
function next(toHand: readonly Holder[], out: readonly Holder[], after: string | undefined): Holder {
  const before = out.find(({ nomination }) => nomination._id === after);
  const key = ({ nomination: { pupil } }: Holder): string => fold(`${pupil.lastName} ${pupil.firstName}`);
  return (before && toHand.find((each) => BY_NAME.compare(key(each), key(before)) >= 0)) ?? toHand[0]!;
}

const BY_NAME = new Intl.Collator('fr');
