/** Handing over, pupil by pupil or in a row: the next pupil is proposed, the article scanned, the hand-over confirmed. */
import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import type { ReviewView } from '../../src/cards/reviewCard';
import { resultCard } from '../../src/cards/resultCard';
import { isDevice, type Kind } from '../../src/domain/campaign';
import { CONDITIONS, FAMILY_LANGUAGES, type FamilyLanguage, PROOFS, type Proof } from '../../src/domain/handOver';
import type { Condition } from '../../src/domain/handOver';
import type { PlainDate } from '../../src/domain/plainDate';
import { readSerial, shownSerial } from '../../src/domain/serial';
import { languageTitle } from '../../src/documents/familyTexts';
import { readerOf } from '../documents/document';
import { type HandedOver, handOver, previewSerial } from '../../src/services/articles/handOver';
import { type Holder, type Stock, stockOf } from '../../src/services/articles/stock';
import { namedIn } from '../../src/services/listPupils';
import { fold } from '../../src/domain/words';
import { cancelled } from '../cancel';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { conclude, send } from '../show';
import { type Turn, turnOf } from '../turn';
import { codeField, dueField, listField, NO_SERIAL, serialField, serialOf } from './fields';
import { isLikeASerial } from './scan';
import { serialProblem } from './serialProblem';
import { writeRef } from '../documents/document';

export const HAND_OVER = 'handOver';

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

/** What cannot be a serial is none, wherever it is. */
function shapeProblem({ t }: Turn, kind: Kind, typed: string): string | null {
  const read = readSerial(typed, kind);
  return 'problem' in read ? t(`articles:problem.${read.problem}`) : null;
}

const titleOf = ({ t }: Turn, { nomination: { pupil } }: Holder): string => t('articles:pupilTitle', { ...pupil });

export async function handOverForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services, actor } = turn;
  const campaign = await services.directory.campaign(actor);
  const stock = await stockOf(services, actor);
  const chosen = stock.toHand.find(({ nomination }) => nomination._id === values.nomination);
  const found = chosen
    ? await previewSerial(services, actor, chosen.nomination, serialOf(values.serial))
    : { isNeeded: false, why: null };
  const problem = found.why === null ? null : await serialProblem(turn, found.why);
  const isLoan = isDevice(campaign.kind);
  const choices = stock.toHand.map((holder) => ({ value: holder.nomination._id, title: titleOf(turn, holder) }));
  return {
    name: HAND_OVER,
    fields: [
      listField('pupil', choices),
      serialField(found.isNeeded, (typed) =>
        typed === values.serial ? problem : shapeProblem(turn, campaign.kind, typed),
      ),
      codeField('proof', PROOFS, (proof) => t(`articles:proof.${proof}`)),
      codeField('language', FAMILY_LANGUAGES, (language) => languageTitle(language, readerOf(t))),
      ...(isLoan
        ? [codeField('condition', CONDITIONS, (condition) => t(`articles:condition.${condition}`)), dueField()]
        : []),
    ].map((field) => (field.name === 'pupil' ? { ...field, name: 'nomination' } : field)),
    title: t('articles:handOver.title', { count: stock.toHand.length }),
    intro: chosen ? t('articles:handOver.next', { ...chosen.nomination.pupil }) : t('articles:handOver.whom'),
    submit: t('nominate:submit'),
    lineExample: t('articles:handOver.lineExample'),
    scan: (text, given, at) => {
      if (!isLikeASerial(text)) return null;
      if (at === 'pick') return { values: { ...given, serial: text.trim() } };
      if (given.serial === text.trim()) return { say: t('articles:handOver.sameScan') };
      return chosen ? { say: t('articles:handOver.confirmFirst', { ...chosen.nomination.pupil }) } : null;
    },
    skip: (given) => {
      const at = stock.toHand.findIndex(({ nomination }) => nomination._id === given.nomination);
      const { serial: _serial, ...rest } = given;
      return { ...rest, nomination: stock.toHand[(at + 1) % stock.toHand.length]!.nomination._id };
    },
    review: (given, id) => Promise.resolve(review(turn, stock, given, id)),
  };
}

function review(turn: Turn, stock: Stock, given: Values, id: string): ReviewView {
  const { t } = turn;
  const { nomination = '', serial, proof = 'signature', language = 'fr', condition, dueOn } = given;
  const holder = stock.toHand.find((each) => each.nomination._id === nomination);
  const fact = (name: 'pupil' | 'serial' | 'proof' | 'language' | 'condition' | 'dueOn', value: string) => ({
    label: t(`articles:${name}.label`),
    value,
  });
  return {
    ...{ id, given, lines: [], warnings: [] },
    title: holder ? t('articles:handOver.review', { ...holder.nomination.pupil }) : t('articles:handOver.whom'),
    facts: [
      ...(holder ? [fact('pupil', t('articles:pupilTitle', { ...holder.nomination.pupil }))] : []),
      ...(serial === undefined || serial === NO_SERIAL ? [] : [fact('serial', shownSerial(serial))]),
      fact('proof', t(`articles:proof.${proof as Proof}`)),
      fact('language', languageTitle(language as FamilyLanguage, readerOf(t))),
      ...(condition === undefined ? [] : [fact('condition', t(`articles:condition.${condition as Condition}`))]),
      ...(dueOn === undefined ? [] : [fact('dueOn', t('form:date.day', { date: new Date(dueOn) }))]),
    ],
    ask: t('articles:handOver.ask'),
    confirm: t('articles:handOver.confirm'),
    correct: t('common:correct'),
    cancel: t('common:cancel'),
  };
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
    await conclude(step.context, result.card, cardMessage(resultCard(t, await resultOf(turn, done))));
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

async function resultOf(turn: Turn, done: Exclude<HandedOver, { outcome: 'refused' }>) {
  const { t, services, actor } = turn;
  const { nomination } = done;
  const { pupil, _id: id } = nomination;
  if (done.outcome === 'waiting') return { title: t('articles:handOver.waits'), tone: 'warning' as const, lines: [] };
  if (done.outcome === 'ended')
    return { title: t('articles:handOver.ended', { ...pupil }), tone: 'warning' as const, lines: [] };
  const { serial, handed } = done.unit;
  const { id: campaign } = await services.directory.campaign(actor);
  const language = handed?.language ?? 'fr';
  const paper = writeRef({ campaign, what: 'receipt', id, language });
  const lines = [
    ...(serial === undefined ? [] : [t('articles:handOver.which', { serial: shownSerial(serial) })]),
    ...(done.outcome === 'handed' && done.isForeign ? [t('articles:handOver.foreign')] : []),
  ];
  if (done.outcome === 'already')
    return { title: t('articles:handOver.already', { ...pupil, at: handed!.at }), tone: 'warning' as const, lines };
  return {
    title: t('articles:handOver.done', { ...pupil }),
    tone: 'good' as const,
    lines: [...lines, t('articles:handOver.undoable')],
    actions: [
      button(t('documents:print'), { act: 'document', document: paper }),
      button(t('articles:handOver.undo'), { act: 'undoHandOver', nomination: id }),
    ],
  };
}

/** Whether a form's hand-over was done by a turn that ended before it could say so. @returns whether it was. @throws StoreAway */
export async function showIfHanded(
  context: TurnContext,
  card: string | undefined,
  nomination: string,
): Promise<boolean> {
  const turn = turnOf(context);
  const { out } = await stockOf(turn.services, turn.actor);
  const found = out.find((each) => each.nomination._id === nomination);
  if (!found) return false;
  await conclude(context, card, cardMessage(resultCard(turn.t, await resultOf(turn, { outcome: 'handed', ...found }))));
  return true;
}
