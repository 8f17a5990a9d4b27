import {
  type AdaptiveCard,
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
import { button, type Click } from './click';
import { card, line, subtle, title } from './frame';

export interface SummaryRow {
  name: string;
  total: number;
  used: number;
  remaining: number;
  waiting: number;
}

export interface SummaryView {
  title: string;
  /** Said before the numbers: whose they are, where something else was asked. */
  above?: string;
  all: SummaryRow;
  /** What it is made of: streams of an operation, institutions of a commune; empty for a single institution. */
  rows: SummaryRow[];
  /** What the numbers share with others: each a sentence. */
  notes: string[];
  /** Units that no institution holds. */
  reserve?: number;
  at: Date;
  /** The page of rows that is shown, from 1. */
  page: number;
  /** Asks for the same again, to turn the page. */
  again: Extract<Click, { act: 'remaining' }>;
}

/** What a phone shows without turning: rows of the table, and bars of the chart. */
const ROWS_A_PAGE = 6;

function sentences(t: Translate, { all, reserve }: SummaryView): string[] {
  if (all.total === 0 && all.waiting === 0) return [t('summary:noQuota')];
  return [
    t('summary:sentence', { count: all.remaining, total: all.total }),
    ...(all.waiting ? [t('summary:waitingSentence', { count: all.waiting })] : []),
    ...(reserve ? [t('summary:reserveSentence', { count: reserve })] : []),
  ];
}

/** What remains: one sentence; for several, a chart and a table beside it, a page at a time. */
export function summaryCard(t: Translate, view: SummaryView): AdaptiveCard {
  const { rows, all, notes, at } = view;
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const page = Math.min(Math.max(1, Math.trunc(view.page) || 1), pages);
  const shown = rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  const turnTo = (to: number, text: string): SubmitAction => button(text, { ...view.again, page: String(to) });
  return card(
    t,
    [
      title(view.title),
      ...(view.above === undefined ? [] : [line(view.above)]),
      line(sentences(t, view).join(' ')),
      ...(shown.length ? [chart(t, shown), table(t, shown, all)] : []),
      ...notes.map(subtle),
      subtle([...(pages > 1 ? [t('pupils:page', { page, pages })] : []), t('summary:asOf', { at })].join(' – ')),
    ],
    [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
    ],
  );
}

function chart(t: Translate, rows: SummaryRow[]): StackedHorizontalBarChart {
  const bars = rows.map(({ name, used, remaining }) =>
    new StackedHorizontalBarChartData().withTitle(name).withData(
      new StackedHorizontalBarChartDataPoint({
        legend: t('summary:remaining'),
        value: remaining,
        color: 'categoricalBlue',
      }),
      new StackedHorizontalBarChartDataPoint({ legend: t('summary:used'), value: used, color: 'neutral' }),
    ),
  );
  return new StackedHorizontalBarChart()
    .withTitle(t('summary:chart'))
    .withData(...bars)
    .withFallback('drop'); // the table says the same
}

function table(t: Translate, rows: SummaryRow[], all: SummaryRow): Table {
  const number = (value: number): string => t('summary:number', { value });
  const cell = (text: string, { bold, right }: { bold?: boolean; right?: boolean } = {}): TableCell =>
    new TableCell(
      new TextBlock(text, {
        wrap: true,
        size: 'Small',
        ...(bold && { weight: 'Bolder' as const }),
        ...(right && { horizontalAlignment: 'Right' as const }),
      }),
    );
  const headers = [t('summary:where'), t('summary:remaining'), t('summary:total'), t('summary:waiting')];
  const rowOf = ({ name, total, remaining, waiting }: SummaryRow, bold: boolean): TableRow =>
    new TableRow().withCells(
      cell(escapeMarkdown(name), { bold }),
      ...[remaining, total, waiting].map((value) => cell(number(value), { bold, right: true })),
    );
  const widths = [4.6, 1.45, 1.45, 1.75].map((width) => new ColumnDefinition().withWidth(width));
  return new Table()
    .withColumns(...widths)
    .withFirstRowAsHeaders(true)
    .withShowGridLines(false)
    .withRows(
      new TableRow().withCells(...headers.map((text, i) => cell(text, { bold: true, right: i > 0 }))),
      ...rows.map((row) => rowOf(row, false)),
      rowOf(all, true).withStyle('emphasis'),
    )
    .withFallback('drop'); // the card's spoken text says it row by row
}
