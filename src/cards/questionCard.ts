import {
  ActionSet,
  type AdaptiveCard,
  Choice,
  ChoiceSetInput,
  ColumnDefinition,
  StackedHorizontalBarChart,
  StackedHorizontalBarChartData,
  StackedHorizontalBarChartDataPoint,
  type SubmitAction,
  Table,
  TableCell,
  TableRow,
  TextBlock,
} from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface QuestionRow {
  name: string;
  /** One a column, as written. */
  cells: string[];
  /** One a part of the bar; none where the number is not told. */
  bar: number[];
  /** Its code, where it is an institution. */
  opens?: string;
}

export interface QuestionView {
  /** What was understood: `Places restantes, Bondy et Bobigny`. */
  title: string;
  /** The answer, then what belongs to it. */
  sentences: string[];
  /** Said before the answer: whose numbers they are, where something else was asked. */
  above?: string;
  columns: string[];
  rows: QuestionRow[];
  /** All rows together; absent where their sum says nothing. */
  all?: QuestionRow;
  /** What the parts of a bar are called. */
  legends: string[];
  chartTitle: string;
  notes: string[];
  /** When it was counted; absent where the notes say. */
  at?: Date;
  /** The page of rows that is shown, from 1. */
  page: number;
  /** The question, as its buttons carry it. */
  question: string;
  /** The same, grouped or ordered otherwise: a button each. */
  otherwise: { title: string; question: string }[];
}

/** What a phone shows without turning: rows of the table, and bars of the chart. */
const ROWS_A_PAGE = 6;
const COLORS = ['categoricalBlue', 'neutral'] as const;

export const pagesOf = ({ rows }: QuestionView): number => Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));

/** The answer to a question: its sentence, then a chart and a table, a page at a time. */
export function questionCard(t: Translate, view: QuestionView): AdaptiveCard {
  const pages = pagesOf(view);
  const page = Math.min(Math.max(1, Math.trunc(view.page) || 1), pages);
  const shown = view.rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  const again = { act: 'question', question: view.question } as const;
  const turnTo = (to: number, text: string): SubmitAction =>
    button(text, { ...again, page: String(to) }, { bare: true });
  const opening = shown.filter(({ opens }) => opens !== undefined);
  const counted = [
    ...(pages > 1 ? [t('pupils:page', { page, pages })] : []),
    ...(view.at ? [t('summary:asOf', { at: view.at })] : []),
  ].join(' – ');
  return card(
    t,
    [
      title(view.title),
      ...(view.above === undefined ? [] : [line(view.above)]),
      line(view.sentences.join(' ')),
      ...(shown.some(({ bar }) => bar.some((value) => value > 0)) ? [chart(view, shown)] : []),
      ...(shown.length ? [table(view, shown)] : []),
      ...view.notes.map(subtle),
      ...(counted ? [subtle(counted)] : []),
      ...(opening.length > 1 ? [choice(t, opening), new ActionSet(button(t('question:open'), { act: 'detail' }))] : []),
    ],
    [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
      ...view.otherwise.map(({ title: text, question }) =>
        button(text, { act: 'question', question, page: '1' }, { bare: true }),
      ),
      ...(view.rows.length
        ? [button(t('question:asText'), { act: 'text', question: view.question }, { bare: true })]
        : []),
    ],
  );
}

const choice = (t: Translate, rows: QuestionRow[]): ChoiceSetInput =>
  new ChoiceSetInput(...rows.map(({ name, opens = '' }) => new Choice({ title: name, value: opens }))).withOptions({
    id: 'institution',
    label: t('question:openLabel'),
    isRequired: true,
    errorMessage: t('question:openMissing'),
    style: 'compact',
    wrap: true,
    placeholder: t('form:choose'),
  });

function chart({ legends, chartTitle }: QuestionView, rows: QuestionRow[]): StackedHorizontalBarChart {
  const bars = rows.map(({ name, bar }) =>
    new StackedHorizontalBarChartData()
      .withTitle(name)
      .withData(
        ...bar.map(
          (value, i) => new StackedHorizontalBarChartDataPoint({ legend: legends[i]!, value, color: COLORS[i]! }),
        ),
      ),
  );
  return new StackedHorizontalBarChart()
    .withTitle(chartTitle)
    .withData(...bars)
    .withFallback('drop'); // the table says the same
}

const NAME_WIDTH = 4.6;
const NUMBER_WIDTH = 1.6;

function table({ columns, all }: QuestionView, rows: QuestionRow[]): Table {
  const cell = (text: string, { bold, right }: { bold?: boolean; right?: boolean } = {}): TableCell =>
    new TableCell(
      new TextBlock(text, {
        wrap: true,
        size: 'Small',
        ...(bold && { weight: 'Bolder' as const }),
        ...(right && { horizontalAlignment: 'Right' as const }),
      }),
    );
  const rowOf = ({ name, cells }: QuestionRow, bold: boolean): TableRow =>
    new TableRow().withCells(
      cell(escapeMarkdown(name), { bold }),
      ...cells.map((value) => cell(value, { bold, right: true })),
    );
  const widths = [NAME_WIDTH, ...columns.slice(1).map(() => NUMBER_WIDTH)].map((width) =>
    new ColumnDefinition().withWidth(width),
  );
  return new Table()
    .withColumns(...widths)
    .withFirstRowAsHeaders(true)
    .withShowGridLines(false)
    .withRows(
      new TableRow().withCells(...columns.map((text, i) => cell(text, { bold: true, right: i > 0 }))),
      ...rows.map((row) => rowOf(row, false)),
      ...(all && rows.length > 1 ? [rowOf(all, true).withStyle('emphasis')] : []),
    )
    .withFallback('drop'); // the card's spoken text says it row by row
}
