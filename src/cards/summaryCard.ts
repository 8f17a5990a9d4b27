import {
  type AdaptiveCard,
  ColumnDefinition,
  StackedHorizontalBarChart,
  StackedHorizontalBarChartData,
  StackedHorizontalBarChartDataPoint,
  Table,
  TableCell,
  TableRow,
  TextBlock,
} from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
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
  all: SummaryRow;
  /** What it is made of: streams of an operation, institutions of a commune; empty for a single institution. */
  rows: SummaryRow[];
  /** Units that no institution holds. */
  reserve?: number;
  at: Date;
}

/** A chart gets too tall for a phone beyond this many bars; the table has them all. */
const MOST_BARS = 12;

/** The sentences of a summary: all that its chart and table say. */
export function summaryText(t: Translate, view: SummaryView): string {
  const rows = view.rows.map((row) => `- ${t('summary:row', { ...row })}`);
  return [`**${view.title}**`, sentences(t, view).join(' '), ...(rows.length ? [rows.join('\n')] : [])].join('\n\n');
}

function sentences(t: Translate, { all, reserve }: SummaryView): string[] {
  if (all.total === 0 && all.waiting === 0) return [t('summary:noQuota')];
  return [
    t('summary:sentence', { count: all.remaining, total: all.total }),
    ...(all.waiting ? [t('summary:waitingSentence', { count: all.waiting })] : []),
    ...(reserve ? [t('summary:reserveSentence', { count: reserve })] : []),
  ];
}

/** What remains: a chart and a table. The message's text says the same for clients that show neither. */
export function summaryCard(t: Translate, view: SummaryView): AdaptiveCard {
  const body = [title(view.title), line(sentences(t, view).join(' '))];
  const when = subtle(t('summary:asOf', { at: view.at }));
  if (view.all.total === 0 && view.all.waiting === 0) return card(t, [...body, when]);
  const rows = view.rows.length ? [...view.rows, view.all] : [view.all];
  return card(t, [...body, chart(t, view.rows.length ? view.rows : rows), table(t, rows), when]);
}

function chart(t: Translate, rows: SummaryRow[]): StackedHorizontalBarChart {
  const bars = rows.slice(0, MOST_BARS).map(({ name, used, remaining }) =>
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

function table(t: Translate, rows: SummaryRow[]): Table {
  const number = (value: number): string => t('summary:number', { value });
  const cell = (text: string, options: { head?: boolean; right?: boolean } = {}): TableCell =>
    new TableCell(
      new TextBlock(text, {
        wrap: true,
        ...(!options.right && { size: 'Small' as const }), // a name breaks in two on a phone
        ...(options.head && { weight: 'Bolder' as const, size: 'Small' as const }),
        ...(options.right && { horizontalAlignment: 'Right' as const }),
      }),
    );
  const headers = [
    t('summary:where'),
    t('summary:total'),
    t('summary:used'),
    t('summary:remaining'),
    t('summary:waiting'),
  ];
  const head = new TableRow().withCells(...headers.map((text, i) => cell(text, { head: true, right: i > 0 })));
  const body = rows.map(({ name, total, used, remaining, waiting }) =>
    new TableRow().withCells(
      cell(escapeMarkdown(name)),
      ...[total, used, remaining, waiting].map((value) => cell(number(value), { right: true })),
    ),
  );
  const widths = [3.2, 1.3, 1.3, 1.3, 1.5].map((width) => new ColumnDefinition().withWidth(width));
  return new Table()
    .withColumns(...widths)
    .withFirstRowAsHeaders(true)
    .withShowGridLines(false)
    .withRows(head, ...body)
    .withFallback('drop');
}
