/** How needs are told to who does not know the pupils by name: by stream, as at least so many, of the night before; or that they are not. */
import type { QuestionView } from '../../src/cards/questionCard';
import { type Question, writeQuestion } from '../../src/domain/question';
import { may } from '../../src/services/authorise';
import type { Answer } from '../../src/services/questions/answer';
import type { Turn } from '../turn';
import { nameOf } from './answerView';

export function needsView(turn: Turn, question: Question, answer: Answer, title: string): QuestionView {
  const { t, actor } = turn;
  const { needs, nominated, rows } = answer;
  const atLeast = (count: number): string => (count ? t('question:atLeast', { count }) : t('question:notYetTold'));
  const seesAll = may(actor, 'seeAllCounts');
  const whole = writeQuestion({ places: [], by: 'need' });
  const sentence =
    needs === 'notTold'
      ? seesAll
        ? t('question:needsNotTold')
        : t('question:needsNotYours')
      : nominated === null
        ? t('question:needsTold')
        : nominated
          ? t('question:needAtLeast', { count: nominated })
          : t('question:needNotYetTold');
  return {
    title,
    ...(answer.leftOut && { above: t('summary:ownOnly') }),
    sentences: [sentence],
    columns: [t(`question:by.${answer.by ?? 'need'}`), t('question:nominated')],
    rows: rows.map(({ of, nominated: told }) => ({
      name: nameOf(turn, of),
      cells: [atLeast(told ?? 0)],
      bar: told ? [told] : [],
    })),
    legends: [t('question:nominated')],
    chartTitle: t('question:chart.nominated'),
    notes: seesAll ? [t('question:needsNote')] : [],
    page: 1,
    question: writeQuestion(question),
    otherwise: needs === 'notTold' && seesAll ? [{ title: t('question:needsWhole'), question: whole }] : [],
  };
}
