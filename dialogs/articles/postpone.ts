/** A loan until another day: the day is asked, and what was signed is printed again. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { resultCard, type ResultView } from '../../src/cards/resultCard';
import { isDevice } from '../../src/domain/campaign';
import { daysBefore, type PlainDate } from '../../src/domain/plainDate';
import { findUnit } from '../../src/services/articles/act';
import { lentUntil, postpone, postponeLent } from '../../src/services/articles/postpone';
import { stockOf } from '../../src/services/articles/stock';
import type { Unit } from '../../src/store/unit';
import { findPupil } from '../../src/services/listPupils';
import { paperButton } from '../documents/paperButton';
import type { Drafts } from '../form/draft';
import { type Form, FormClosed, type Values } from '../form/form';
import { formThen } from '../form/formThen';
import { conclude } from '../show';
import type { Turn } from '../turn';
import { handedOf } from './afterwards';
import { dueField } from './fields';

export const POSTPONE = 'postpone';

export interface PostponeOptions {
  /** Whose loan; */
  nomination?: string;
  /** or one of those that the institution uses itself: all that it has until the same day. */
  unit?: string;
  /** The articles of the school that the sentence tells of. */
  isOwn?: true;
  /** If the sentence has told: until which day, or for how many days more. */
  dueOn?: PlainDate;
  days?: number;
}

/** The day of a form's answer; null: none was set. */
const dayIn = (value: string | undefined): PlainDate | null => (value === undefined ? null : (value as PlainDate));

const dayText = ({ t }: Pick<Turn, 't'>, day: string): string => t('form:date.day', { date: new Date(day) });

async function titleOf(turn: Turn, { nomination, unit: id, was }: Values): Promise<string> {
  const { t, services, actor } = turn;
  if (nomination !== undefined) {
    const { pupil } = await findPupil(services, actor, nomination);
    if (!(await handedOf(turn, nomination))) throw new FormClosed(t('articles:hasNone', { ...pupil }));
    return t('articles:postpone.title', { ...pupil });
  }
  const unit = id === undefined ? null : await findUnit(services, actor, id);
  if (unit?.state !== 'lent') throw new FormClosed(t('articles:nothingBack'));
  const { length: count } = await lentUntil(services, unit, dayIn(was));
  return t('articles:postpone.ofSchool', { count });
}

export async function postponeForm(turn: Turn, values: Values): Promise<Form> {
  const { t } = turn;
  const title = await titleOf(turn, values);
  const { was } = values;
  const before = was === undefined ? [] : [t('articles:postpone.was', { date: new Date(was) })];
  return {
    name: POSTPONE,
    fields: [dueField('needed')],
    title,
    intro: before.join(''),
    submit: t('nominate:submit'),
    lineExample: '',
    review: (given, id) => ({
      ...{ id, given, title, lines: before },
      warnings: was !== undefined && given.dueOn! <= was ? [t('articles:postpone.shorter')] : [],
      facts: [{ label: t('articles:dueOn.label'), value: dayText(turn, given.dueOn!) }],
      ask: t('movements:ask'),
      confirm: t('common:confirm'),
      correct: t('common:correct'),
      cancel: t('common:cancel'),
    }),
  };
}

export const postponeDialog = (drafts: Drafts): WaterfallDialog<PostponeOptions> =>
  formThen<PostponeOptions>(drafts, {
    name: POSTPONE,
    async begin(turn, { nomination, unit, isOwn, dueOn, days }) {
      const { t, services, actor } = turn;
      const isLoan = isDevice((await services.directory.campaign(actor)).kind);
      if (!isLoan) return { say: t('articles:postpone.noLoan') };
      const said = (was: PlainDate | undefined) => {
        const day = dueOn ?? (days !== undefined && daysBefore(was && was > turn.today ? was : turn.today, -days));
        return day ? { dueOn: day } : {};
      };
      if (nomination !== undefined) {
        const handed = await handedOf(turn, nomination);
        if (!handed) return { say: t('articles:hasNone', { ...(await findPupil(services, actor, nomination)).pupil }) };
        return { values: { nomination, ...(handed.dueOn && { was: handed.dueOn }), ...said(handed.dueOn) } };
      }
      const lent = unit === undefined ? await theOnlyLent(turn, isOwn) : await findUnit(services, actor, unit);
      if (lent?.state !== 'lent') return { say: t(isOwn ? 'articles:postpone.none' : 'articles:postpone.how') };
      const was = lent.handed?.dueOn;
      return { values: { unit: lent._id, ...(was && { was }), ...said(was) } };
    },
    left: (t) => t('articles:left'),
    async act(turn, { values: { nomination, unit, was, dueOn }, card }, context) {
      const { t, actor, log } = turn;
      const view =
        nomination === undefined
          ? await schoolsView(turn, unit!, dayIn(was), dueOn as PlainDate)
          : await familysView(turn, nomination, dueOn as PlainDate);
      log.info({ turn: context.activity.id, member: actor.id, nomination, unit, dueOn }, 'loan postponed');
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });

/** What the person's school uses itself, where all of it is to come back on one day. */
async function theOnlyLent({ services, actor }: Turn, isOwn: true | undefined): Promise<Unit | null> {
  const { lent } = isOwn ? await stockOf(services, actor) : { lent: [] };
  const days = new Set(lent.map(({ institution, handed }) => `${institution ?? ''} ${handed?.dueOn ?? ''}`));
  return days.size === 1 ? lent[0]! : null;
}

async function familysView({ t, services, actor }: Turn, id: string, dueOn: PlainDate): Promise<ResultView> {
  const done = await postpone(services, actor, id, dueOn);
  if (!done) return { title: t('articles:hasNone', { ...(await findPupil(services, actor, id)).pupil }), lines: [] };
  const { nomination, unit } = done;
  return {
    ...{ title: t('articles:postpone.done', { ...nomination.pupil }), tone: 'good' },
    lines: [t('articles:postpone.until', { date: new Date(dueOn) }), t('articles:postpone.paper')],
    actions: [paperButton(t, unit, { id, language: unit.handed!.language })],
  };
}

async function schoolsView({ t, services, actor }: Turn, unit: string, was: PlainDate | null, dueOn: PlainDate) {
  const count = await postponeLent(services, actor, unit, was, dueOn);
  return {
    ...{ title: t('articles:postpone.lent', { count }), tone: 'good' as const },
    lines: count ? [t('articles:postpone.until', { date: new Date(dueOn) })] : [],
  };
}
