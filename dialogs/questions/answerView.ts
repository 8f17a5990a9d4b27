/** How an answer to a question is said: its title, its sentences, its columns and rows. */
import type { QuestionRow, QuestionView } from '../../src/cards/questionCard';
import type { Institution } from '../../src/domain/institution';
import { type Grouping, type Measure, type Question, writeQuestion } from '../../src/domain/question';
import { may } from '../../src/services/authorise';
import { type Answer, type AnswerRow, measured, type Of } from '../../src/services/questions/answer';
import type { Counts } from '../../src/services/summarise';
import { placeName } from '../placeName';
import { needsView } from './needsView';
import type { Turn } from '../turn';

type Column = 'remaining' | 'total' | 'taken' | 'waiting';

/** What was asked first, then what goes with it. */
const COLUMNS: Record<Measure, readonly Column[]> = {
  remaining: ['remaining', 'total', 'waiting'],
  total: ['total', 'taken', 'remaining'],
  taken: ['taken', 'total', 'remaining'],
  waiting: ['waiting', 'total', 'remaining'],
  progress: ['taken', 'remaining', 'waiting'],
};

export function viewOf(turn: Turn, question: Question, answer: Answer, page: number): QuestionView {
  if (answer.needs) return needsView(turn, question, answer, titleOf(turn, question, answer));
  const { t, services } = turn;
  const measure = question.measure ?? (answer.counted === 'nominations' ? 'taken' : 'remaining');
  const isNominations = answer.counted === 'nominations';
  const rows = isShown(question, answer)
    ? answer.rows.map((row) => rowOf(turn, measure, row, isNominations, answer.rows))
    : [];
  const isWhole = !question.only && question.limit === undefined;
  const number = (value: number): string => t('summary:number', { value });
  const all: QuestionRow = {
    name: t('summary:all'),
    cells: isNominations
      ? [number(answer.nominated ?? 0)]
      : COLUMNS[measure].map((column) => number(valueOf(column, answer.all))),
    bar: [],
  };
  return {
    title: titleOf(turn, question, answer),
    ...(answer.leftOut && { above: t('summary:ownOnly') }),
    sentences: sentencesOf(turn, question, measure, answer),
    columns: [
      t(`question:by.${answer.by ?? 'institution'}`),
      ...(isNominations ? [t('question:nominated')] : COLUMNS[measure].map((column) => t(`question:column.${column}`))),
    ],
    rows,
    ...(isWhole && { all }),
    legends: isNominations
      ? [t('question:nominated')]
      : measure === 'waiting'
        ? [t('question:column.waiting')]
        : [t('question:column.remaining'), t('question:column.taken')],
    chartTitle: isNominations
      ? t('question:chart.nominated')
      : measure === 'waiting'
        ? t('question:chart.waiting')
        : t('summary:chart'),
    notes: notesOf(turn, question, answer),
    at: services.now(),
    page,
    question: writeQuestion(question),
    otherwise: otherwise(turn, question, answer),
  };
}

/** A single row would only say the sentence again, unless it names who was looked for. */
const isShown = ({ only, limit, order, by }: Question, { rows }: Answer): boolean =>
  rows.length > 1 ||
  (rows.length === 1 && (only ?? limit ?? order ?? (by === 'institution' ? undefined : by)) !== undefined);

function valueOf(column: Column, { total, used, remaining, waiting }: Counts): number {
  return { remaining, total, taken: used, waiting }[column];
}

function rowOf(
  turn: Turn,
  measure: Measure,
  { of, counts, nominated }: AnswerRow,
  isNominations: boolean,
  all: readonly AnswerRow[],
): QuestionRow {
  const { t } = turn;
  const number = (value: number): string => t('summary:number', { value });
  const cells = isNominations
    ? [number(nominated ?? 0)]
    : COLUMNS[measure].map((column) => number(valueOf(column, counts)));
  const bar = isNominations
    ? [nominated ?? 0]
    : measure === 'waiting'
      ? [counts.waiting]
      : [counts.remaining, counts.used];
  return { name: nameAmong(turn, of, all), cells, bar, ...('institution' in of && { opens: of.institution.uai }) };
}

/** With its commune where another row has the same name. */
function nameAmong(turn: Turn, of: Of, all: readonly AnswerRow[]): string {
  const name = nameOf(turn, of);
  if (!('institution' in of) || all.filter((other) => nameOf(turn, other.of) === name).length < 2) return name;
  return turn.t('common:atPlain', { name, commune: of.institution.communes[0] });
}

/** As a table names it, so that name and numbers stand on one line of a phone. */
export function nameOf({ t }: Turn, of: Of): string {
  if ('institution' in of) return shortName(t, of.institution);
  if ('commune' in of) return of.commune;
  if ('stream' in of) return t(`summary:${of.stream}`);
  if ('need' in of) return t(`need:${of.need}`);
  if ('day' in of) return t('question:day', { date: new Date(of.day) });
  return t('question:week', { date: new Date(of.week) });
}

const shortName = (t: Turn['t'], { kind, name }: Institution): string => {
  const own = name.split(' ').slice(1).join(' ') || name;
  return kind === 'circonscription' ? t('summary:districtShort', { name: own }) : own;
};

/** What was understood, so that a misunderstanding is seen at once. */
function titleOf(turn: Turn, question: Question, answer: Answer): string {
  const { t, actor } = turn;
  const { kind, priority, period, need, only, order, limit } = question;
  const measure = question.measure ?? (answer.counted === 'nominations' ? 'taken' : 'remaining');
  const isOfPlaces = only !== undefined && !('than' in only) && only.is !== 'waiting';
  const what = isOfPlaces
    ? t('question:what.institutions')
    : answer.counted === 'nominations'
      ? t('question:what.nominated')
      : t(`question:what.${only?.is === 'waiting' ? 'waiting' : measure}`);
  const seesAll = may(actor, 'seeAllCounts');
  const places = (seesAll ? question.places : []).map((place) => placeOf(turn, answer, place));
  const own = seesAll
    ? []
    : answer.institutions.length > 1
      ? [t('summary:yours')]
      : answer.institutions.map((each) => placeName(t, each));
  const parts = [
    what,
    ...(need ? [t(`need:${need}`)] : []),
    ...(only ? onlyOf(t, only) : []),
    ...(order
      ? [limit === undefined ? t(`question:order.${order}`) : t(`question:first.${order}`, { count: limit })]
      : []),
    ...(places.length ? [t('question:places', { places })] : own),
    ...(kind && seesAll ? [t(`summary:${kind}`)] : []),
    ...(priority && seesAll ? [priority === 'any' ? t('question:anyPriority') : priority] : []),
    ...(period ? [periodOf(t, period)] : []),
    ...(isEverywhere(question) && seesAll ? [t('question:everywhere')] : []),
  ];
  return parts.map((part, i) => (i === 0 ? part : t('question:part', { part }))).join('');
}

const isEverywhere = ({ places, kind, priority }: Question): boolean => !places.length && !kind && !priority;

function placeOf({ t }: Turn, { institutions }: Answer, place: Question['places'][number]): string {
  if ('commune' in place) return t('common:plain', { text: place.commune });
  const found = institutions.find(({ uai }) => uai === place.uai);
  return found ? placeName(t, found) : place.uai;
}

function periodOf(t: Turn['t'], { from, to }: NonNullable<Question['period']>): string {
  const [first, last] = [new Date(from), new Date(to)];
  return from === to ? t('question:onDay', { date: first }) : t('question:fromTo', { days: [first, last] });
}

function onlyOf(t: Turn['t'], only: NonNullable<Question['only']>): string[] {
  if ('than' in only) return [t(`question:only.${only.is}`, { count: only.than })];
  return only.is === 'waiting' ? [] : [t(`question:only.${only.is}`)]; // the measure says it
}

function sentencesOf(turn: Turn, question: Question, measure: Measure, answer: Answer): string[] {
  const { t } = turn;
  const { all, reserve, rows } = answer;
  if (answer.counted === 'nominations') {
    if (question.only) return [foundSentence(turn, question, rows)];
    if (question.order && rows[0]?.nominated) return [bestSentence(turn, question, measure, rows)];
    const count = answer.nominated ?? 0;
    return [question.need ? t('question:needSentence', { count }) : t('question:nominatedSentence', { count })];
  }
  if (!answer.institutions.length) return [t('question:nowhere')];
  if (question.only) {
    const waits = question.only.is === 'waiting' && all.waiting > 0;
    return [
      foundSentence(turn, question, rows),
      ...(waits ? [t('summary:waitingSentence', { count: all.waiting })] : []),
    ];
  }
  if ((question.order ?? question.limit) !== undefined && rows[0] && answer.institutions.length > 1)
    return [bestSentence(turn, question, measure, rows)];
  const waiting = all.waiting ? [t('summary:waitingSentence', { count: all.waiting })] : [];
  const reserved = reserve ? [t('summary:reserveSentence', { count: reserve })] : [];
  if (all.total === 0 && all.waiting === 0)
    return [answer.institutions.length > 1 ? t('summary:nothingShared') : t('summary:noQuota'), ...reserved];
  switch (measure) {
    case 'total':
      return [t('question:totalSentence', { count: all.total }), ...reserved];
    case 'taken':
      return [t('question:takenSentence', { count: all.used, total: all.total }), ...waiting];
    case 'waiting':
      return all.waiting ? waiting : [t('question:nobodyWaits')];
    case 'progress':
      return [
        t('question:takenSentence', { count: all.used, total: all.total }),
        t('summary:sentence', { count: all.remaining, total: all.total }),
        ...waiting,
        ...(answer.institutions.length > 1
          ? [
              t('question:notBegunSentence', { count: answer.notBegun }),
              t('question:usedUpSentence', { count: answer.usedUp }),
            ]
          : []),
        ...reserved,
      ];
    case 'remaining':
      return [t('summary:sentence', { count: all.remaining, total: all.total }), ...waiting, ...reserved];
  }
}

/** How many were looked for and found. */
function foundSentence({ t }: Turn, { only, by }: Question, rows: AnswerRow[]): string {
  const count = rows.length;
  const of = by === 'commune' ? 'communes' : 'institutions';
  if (only!.is === 'moreThan' || only!.is === 'fewerThan') return t(`question:found.${of}.bound`, { count });
  return t(`question:found.${of}.${only!.is}`, { count });
}

/** Who is first, or last: several may be, alike. */
function bestSentence(turn: Turn, question: Question, measure: Measure, rows: AnswerRow[]): string {
  const { t } = turn;
  const valueOf = ({ counts, nominated }: AnswerRow): number => nominated ?? measured(question, counts);
  const value = valueOf(rows[0]!);
  const alike = rows.filter((row) => valueOf(row) === value);
  const names = alike.slice(0, MOST_NAMED).map(({ of }) => nameAmong(turn, of, rows));
  const unit = rows[0]!.nominated === null ? measure : 'nominated';
  const what = t(`question:unit.${unit}`, { count: value });
  const order = question.order ?? 'most';
  if (alike.length > MOST_NAMED) return t(`question:alike.${order}`, { count: alike.length, what });
  return t(`question:best.${order}`, { names, what });
}

/** More who are alike are counted. */
const MOST_NAMED = 3;

function notesOf(turn: Turn, question: Question, { institutions, by, counted }: Answer): string[] {
  const { t, actor } = turn;
  const communes = question.places.filter((place) => 'commune' in place).map(({ commune }) => commune);
  const shared = may(actor, 'seeAllCounts')
    ? institutions.flatMap(({ name, communes: its }) => {
        const others = its.filter((commune) => !communes.includes(commune));
        return communes.length && others.length && its.some((commune) => communes.includes(commune))
          ? [t('summary:shared', { name, communes: others.join(', ') })]
          : [];
      })
    : [];
  return [
    ...(by === 'commune' || communes.length === 1 ? shared.slice(0, MOST_NOTES) : []),
    ...(question.period && counted === 'nominations' ? [t('question:stillStanding')] : []),
    ...(question.priority ? [t('question:priorityNote')] : []),
  ];
}

const MOST_NOTES = 2;

/** The same question grouped, or ordered, otherwise. */
function otherwise({ t, actor }: Turn, question: Question, answer: Answer): QuestionView['otherwise'] {
  if (answer.institutions.length < 2 || !may(actor, 'seeAllCounts')) return [];
  const ask = (title: string, change: Partial<Question>) => ({
    title,
    question: writeQuestion({ ...question, ...change }),
  });
  // Nominations of no period and no need are no longer that when they are counted by place.
  const isDated = (question.period ?? question.need) !== undefined;
  const groupings: Grouping[] =
    answer.counted === 'units' ? ['institution', 'commune'] : isDated ? ['institution', 'day'] : ['day', 'week'];
  const { limit: _limit, order: _order, ...unordered } = question;
  const communes = new Set(answer.institutions.map(({ communes: [own] }) => own));
  return [
    ...groupings
      .filter((by) => by !== answer.by && (by !== 'commune' || communes.size > 1))
      .slice(0, 1)
      .map((by) => ask(t(`question:group.${by as 'institution' | 'commune' | 'day' | 'week'}`), { by })),
    ...(answer.by === 'day' || answer.by === 'week' || answer.rows.length < 3
      ? []
      : question.order
        ? [{ title: t('question:sort.name'), question: writeQuestion({ ...unordered, by: answer.by }) }]
        : [ask(t('question:sort.most'), { order: 'most', by: answer.by })]),
  ];
}

/** All that the chart and the table say, in lines: for those who see neither. */
export function textOf(t: Turn['t'], view: QuestionView): string {
  const line = ({ name, cells }: QuestionRow): string => {
    const values = cells.map((value, i) => t('question:textCell', { column: view.columns[i + 1], value }));
    return t('question:textLine', { name, values: values.join(', ') });
  };
  return [
    view.title,
    view.sentences.join(' '),
    ...view.rows.map(line),
    ...(view.all && view.rows.length > 1 ? [line(view.all)] : []),
    ...view.notes,
  ].join('\n\n');
}
