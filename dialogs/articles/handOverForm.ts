/** What is asked of a hand-over: whose, which article, the proof, the family's language; a loan's condition and last day. */
import type { ReviewView } from '../../src/cards/reviewCard';
import { languageTitle } from '../../src/documents/familyTexts';
import { isDevice, type Kind } from '../../src/domain/campaign';
import {
  type Condition,
  CONDITIONS,
  FAMILY_LANGUAGES,
  type FamilyLanguage,
  type Proof,
  PROOFS,
} from '../../src/domain/handOver';
import { readSerial, shownSerial } from '../../src/domain/serial';
import { previewSerial } from '../../src/services/articles/handOver';
import { type Holder, type Stock, stockOf } from '../../src/services/articles/stock';
import { readerOf } from '../documents/document';
import { type Form, FormClosed, type Values } from '../form/form';
import type { Turn } from '../turn';
import { codeField, dueField, listField, NO_SERIAL, serialField, serialOf } from './fields';
import { isLikeASerial } from './scan';
import { serialProblem } from './serialProblem';

export const HAND_OVER = 'handOver';

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
  if (!stock.toHand.length) throw new FormClosed(t('articles:handOver.none'));
  const chosen = stock.toHand.find(({ nomination }) => nomination._id === values.nomination);
  const found = chosen
    ? await previewSerial(services, actor, chosen.nomination, serialOf(values.serial))
    : { isNeeded: false, beware: null, why: null };
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
    review: (given, id) => ({
      ...review(turn, stock, given, id),
      warnings: found.beware ? [t(`articles:handOver.${found.beware}`)] : [],
    }),
  };
}

function review(turn: Turn, stock: Stock, given: Values, id: string): Omit<ReviewView, 'warnings'> {
  const { t } = turn;
  const { nomination = '', serial, proof = 'signature', language = 'fr', condition, dueOn } = given;
  const holder = stock.toHand.find((each) => each.nomination._id === nomination);
  const fact = (name: 'pupil' | 'serial' | 'proof' | 'language' | 'condition' | 'dueOn', value: string) => ({
    label: t(`articles:${name}.label`),
    value,
  });
  return {
    ...{ id, given, lines: [] },
    title: holder ? t('articles:handOver.review', { ...holder.nomination.pupil }) : t('articles:handOver.whom'),
    facts: [
      ...(holder ? [fact('pupil', t('articles:pupilTitle', { ...holder.nomination.pupil }))] : []),
      ...(serial === undefined || serial === NO_SERIAL ? [] : [fact('serial', shownSerial(serial))]),
      fact('proof', t(`articles:proof.${proof as Proof}`)),
      fact('language', languageTitle(language as FamilyLanguage, readerOf(t))),
      ...(condition === undefined ? [] : [fact('condition', t(`articles:condition.${condition as Condition}`))]),
      ...(dueOn === undefined ? [] : [fact('dueOn', t('form:date.day', { date: new Date(dueOn) }))]),
    ],
    ask: holder ? t('articles:handOver.ask', { ...holder.nomination.pupil }) : t('movements:ask'),
    confirm: t('articles:handOver.confirm'),
    correct: t('common:correct'),
    cancel: t('common:cancel'),
  };
}
