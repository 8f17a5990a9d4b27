/** Answers a question about the counts, in one reading: units and those who wait, or nominations by when and why. */
import { type Actor, authorise, may } from './authorise';
import type { ServiceContext } from './context';
import { type Counts, type InstitutionCounts, summariseInstitutions, summariseOperation, sumOf } from './summarise';
import { type Institution, INSTITUTION_KINDS, type InstitutionKind } from '../domain/institution';
import type { Need } from '../domain/need';
import { dayOf, daysBefore, type PlainDate } from '../domain/plainDate';
import type { Grouping, PlaceRef, Question } from '../domain/question';
import { type NominatedRow, nominatedRows } from '../store/counts';

/** What a row is about. */
export type Of =
  | { institution: Institution }
  | { commune: string }
  | { stream: InstitutionKind }
  | { day: PlainDate }
  /** By its Monday. */
  | { week: PlainDate }
  | { need: Need };

export interface AnswerRow {
  of: Of;
  counts: Counts;
  /** Nominations that stand; null where so few have a need that they could be told by name. */
  nominated: number | null;
}

export interface Answer {
  /** What is counted: units and those who wait, or nominations. */
  counted: 'units' | 'nominations';
  all: Counts;
  nominated: number | null;
  rows: AnswerRow[];
  /** The grouping of the rows; absent where there is one institution. */
  by?: Grouping | undefined;
  /** Units that no institution holds, where the whole operation is asked about. */
  reserve: number;
  /** Of how many institutions. */
  institutions: Institution[];
  /** How many of them have nominated nobody, and have nothing left. */
  notBegun: number;
  usedUp: number;
  /** Institutions were asked about that are not the person's own: left out. */
  leftOut: boolean;
}

/** A need that fewer have is not told by place: in a school they would be known (DOMAIN, RGPD). */
export const FEWEST_TOLD = 5;
/** Where the schools are: days are theirs. */
const TIME_ZONE = 'Europe/Paris';

const byName = new Intl.Collator('fr', { numeric: true });
const nothing = (): Counts => ({ total: 0, used: 0, remaining: 0, waiting: 0 });

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function ask(context: ServiceContext, actor: Actor, asked: Question): Promise<Answer> {
  authorise(actor, 'seeCounts');
  if (!may(actor, 'seeAllCounts')) return askOwn(context, actor, asked);
  const known = [...(await context.directory.institutions()).values()];
  return answerOf(
    context,
    actor,
    asked,
    known.filter((institution) => isAsked(institution, asked)),
    false,
  );
}

/** Of their own institutions alone, whatever was asked about. */
async function askOwn(context: ServiceContext, actor: Actor, question: Question): Promise<Answer> {
  const known = await context.directory.institutions();
  const own = actor.institutions.flatMap((uai) => known.get(uai) ?? []);
  const asked = [...known.values()].filter((institution) => isAsked(institution, question));
  const meant = own.filter((institution) => asked.includes(institution));
  const isElsewhere = question.places.length > 0 || question.kind !== undefined || question.priority !== undefined;
  const { kind: _kind, priority: _priority, ...mine } = question;
  const by = question.by === 'commune' || question.by === 'stream' ? 'institution' : question.by;
  const plain: Question = { ...mine, places: [], ...(by && { by }) };
  const leftOut = isElsewhere && asked.some((each) => !own.includes(each));
  return answerOf(context, actor, plain, meant.length ? meant : own, leftOut);
}

async function answerOf(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  scope: Institution[],
  leftOut: boolean,
): Promise<Answer> {
  const institutions = scope.sort(inOrder);
  const isNominated =
    question.period !== undefined || question.need !== undefined || ['day', 'week', 'need'].includes(question.by ?? '');
  const answer = isNominated
    ? await nominations(context, actor, question, institutions)
    : await units(context, actor, question, institutions);
  return { ...answer, institutions, leftOut };
}

const isOneOf = ({ uai, communes }: Institution, places: readonly PlaceRef[]): boolean =>
  places.some((place) => ('uai' in place ? place.uai === uai : communes.includes(place.commune)));

function isAsked(institution: Institution, { places, kind, priority }: Question): boolean {
  if (places.length && !isOneOf(institution, places)) return false;
  if (kind && institution.kind !== kind) return false;
  return !priority || (priority === 'any' ? institution.priority !== undefined : institution.priority === priority);
}

const inOrder = (a: Institution, b: Institution): number =>
  a.kind.localeCompare(b.kind) * -1 || byName.compare(a.name, b.name);

/** How the rows are told apart where nothing was said of it. */
function groupingOf({ by, only, order, limit, places, kind, priority }: Question, seesAll: boolean): Grouping {
  if (by) return by;
  if (only || order || limit) return places.length > 1 && order ? 'commune' : 'institution';
  const communes = places.filter((place) => 'commune' in place);
  if (communes.length > 1 && communes.length === places.length) return 'commune';
  return places.length || !seesAll ? 'institution' : kind || priority ? 'commune' : 'stream';
}

type Found = Omit<Answer, 'institutions' | 'leftOut'>;

async function units(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  institutions: Institution[],
): Promise<Found> {
  const isAll = may(actor, 'seeAllCounts') && !question.places.length && !question.kind && !question.priority;
  const { counted, reserve } = isAll
    ? await everywhere(context, actor, institutions)
    : { counted: await summariseInstitutions(context, actor, institutions), reserve: 0 };
  const by = groupingOf(question, may(actor, 'seeAllCounts'));
  const rows = ordered(question, filtered(question, grouped(by, counted, question.places)));
  const shown = question.only ? counted.filter((each) => isTrue(question, each.counts)) : counted;
  return {
    counted: 'units',
    all: sumOf(shown),
    nominated: null,
    rows,
    ...(institutions.length > 1 && { by }),
    reserve,
    notBegun: counted.filter(({ counts }) => isNotBegun(counts)).length,
    usedUp: counted.filter(({ counts }) => isUsedUp(counts)).length,
  };
}

/** The same as one by one, and the reserve, in one reading. */
async function everywhere(
  context: ServiceContext,
  actor: Actor,
  order: Institution[],
): Promise<{ counted: InstitutionCounts[]; reserve: number }> {
  const { institutions, reserve } = await summariseOperation(context, actor);
  const counts = new Map(institutions.map((each) => [each.institution.uai, each]));
  return { counted: order.flatMap(({ uai }) => counts.get(uai) ?? []), reserve };
}

const isNotBegun = ({ total, used, waiting }: Counts): boolean => total > 0 && used === 0 && waiting === 0;
const isUsedUp = ({ total, remaining }: Counts): boolean => total > 0 && remaining === 0;

/** The number that a question measures. */
export function measured({ measure }: Question, { total, used, remaining, waiting }: Counts): number {
  if (measure === 'total') return total;
  if (measure === 'taken') return used;
  return measure === 'waiting' ? waiting : remaining;
}

function isTrue(question: Question, counts: Counts): boolean {
  const { only } = question;
  if (!only) return true;
  if (only.is === 'notBegun') return isNotBegun(counts);
  if (only.is === 'begun') return counts.used > 0 || counts.waiting > 0;
  if (only.is === 'usedUp') return isUsedUp(counts);
  if (only.is === 'waiting') return counts.waiting > 0;
  const value = measured(question, counts);
  return only.is === 'moreThan' ? value > only.than : only.is === 'fewerThan' && value < only.than;
}

function grouped(
  by: Grouping,
  counted: { institution: Institution; counts: Counts }[],
  places: readonly PlaceRef[],
): AnswerRow[] {
  if (by === 'stream')
    return INSTITUTION_KINDS.map((kind) => {
      const of = counted.filter(({ institution }) => institution.kind === kind);
      return { of: { stream: kind }, counts: sumOf(of), nominated: null };
    });
  if (by !== 'commune')
    return counted.map(({ institution, counts }) => ({ of: { institution }, counts, nominated: null }));
  const named = places.filter((place) => 'commune' in place).map(({ commune }) => commune);
  const communes =
    named.length || places.length
      ? named
      : [...new Set(counted.map(({ institution }) => institution.communes[0]!))].sort(byName.compare);
  const alone = counted.filter(({ institution }) =>
    places.some((place) => 'uai' in place && place.uai === institution.uai),
  );
  return [
    ...communes.map((commune) => {
      const there = counted.filter(({ institution: { communes: its } }) =>
        named.length ? its.includes(commune) : its[0] === commune,
      );
      return { of: { commune }, counts: sumOf(there), nominated: null };
    }),
    ...alone.map(({ institution, counts }) => ({ of: { institution }, counts, nominated: null })),
  ];
}

const filtered = (question: Question, rows: AnswerRow[]): AnswerRow[] =>
  rows.filter(({ counts }) => isTrue(question, counts));

function ordered(question: Question, rows: AnswerRow[]): AnswerRow[] {
  const isRanked = question.limit !== undefined || (question.only !== undefined && 'than' in question.only);
  const { order = isRanked ? 'most' : undefined, limit } = question;
  const value = ({ counts, nominated }: AnswerRow): number => nominated ?? measured(question, counts);
  const sign = order === 'least' ? 1 : -1;
  const sorted = order ? [...rows].sort((a, b) => sign * (value(a) - value(b))) : rows;
  if (limit === undefined || limit >= sorted.length) return sorted;
  const last = value(sorted[limit - 1]!);
  return sorted.filter((row, i) => i < limit || (last > 0 && value(row) === last)); // none is left out for being as good as the last
}

async function nominations(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  institutions: Institution[],
): Promise<Found> {
  for (const { uai } of institutions) authorise(actor, 'seeCounts', uai);
  const { period, need } = question;
  const { id } = await context.directory.campaign();
  const rows = await nominatedRows(context.store.nominations, id, {
    institutions: institutions.map(({ uai }) => uai),
    ...(need && { need }),
    // A day begins at most fourteen hours before and ends at most twelve after its own in UTC: what is too much is dropped below.
    ...(period && {
      from: new Date(`${daysBefore(period.from, 1)}T00:00:00Z`),
      before: new Date(`${daysBefore(period.to, -2)}T00:00:00Z`),
    }),
  });
  const inside = rows
    .map((row) => ({ ...row, day: dayOf(new Date(`${row.hour}:30:00Z`), TIME_ZONE) }))
    .filter(({ day }) => !period || (day >= period.from && day <= period.to));
  const by =
    question.by ??
    (need ? groupingOf(question, may(actor, 'seeAllCounts')) : dayOrPlace(question, may(actor, 'seeAllCounts')));
  const grouped = groupedNominations(by, inside, institutions, question.places).filter((row) => isMeant(question, row));
  const total = inside.reduce((sum, { count }) => sum + count, 0);
  const found = { counted: 'nominations' as const, all: nothing(), by, reserve: 0, notBegun: 0, usedUp: 0 };
  // Whoever acts for the pupils knows them by name.
  if (!may(actor, 'seeAllCounts') || (!need && by !== 'need'))
    return { ...found, nominated: total, rows: ordered(question, grouped) };
  if (by === 'need') return { ...found, nominated: total, rows: ordered(question, withoutFew(grouped)) };
  const toldOf = (some: readonly Institution[]): boolean =>
    canBeTold(some.map(({ uai }) => sumOfRows(inside.filter((row) => row.institution === uai))));
  const isTold = toldOf(institutions);
  const told = grouped.map((row) =>
    toldOf(institutions.filter((each) => isOf(row.of, each))) ? row : { ...row, nominated: null },
  );
  return {
    ...found,
    nominated: isTold ? total : null,
    rows: ordered(question, isByPlace(by) ? told : isTold ? grouped : []),
  };
}

/** Whether a row counts an institution. */
function isOf(of: Of, { uai, kind, communes }: Institution): boolean {
  if ('institution' in of) return of.institution.uai === uai;
  if ('commune' in of) return communes.includes(of.commune);
  return 'stream' in of && of.stream === kind;
}

const sumOfRows = (rows: readonly NominatedRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const isByPlace = (by: Grouping): boolean => by === 'institution' || by === 'commune' || by === 'stream';
const isFew = (count: number): boolean => count > 0 && count < FEWEST_TOLD;
const hidden = (row: AnswerRow): AnswerRow => (isFew(row.nominated ?? 0) ? { ...row, nominated: null } : row);

/** Whether a sum tells of no institution that has few: it has none such, or several that are many together. */
function canBeTold(counts: readonly number[]): boolean {
  const few = counts.filter(isFew);
  return few.length === 0 || (few.length > 1 && few.reduce((sum, count) => sum + count, 0) >= FEWEST_TOLD);
}

/** The needs of few, and where it is one alone the next smallest with it: the total would tell it. */
function withoutFew(rows: AnswerRow[]): AnswerRow[] {
  if (rows.filter(({ nominated }) => isFew(nominated ?? 0)).length !== 1) return rows.map(hidden);
  const told = rows.filter(({ nominated }) => (nominated ?? 0) >= FEWEST_TOLD);
  const next = [...told].sort((a, b) => a.nominated! - b.nominated!)[0];
  return rows.map((row) => (row === next ? { ...row, nominated: null } : hidden(row)));
}

/** Of a period: who nominated nobody, and those with more or fewer than a bound. Zeros are left out where they were not asked for. */
function isMeant({ only, by, period, order }: Question, { nominated, of }: AnswerRow): boolean {
  const count = nominated ?? 0;
  if (only?.is === 'notBegun') return count === 0;
  if (only?.is === 'moreThan') return count > only.than;
  if (only?.is === 'fewerThan') return count < only.than;
  return !('institution' in of) || by !== 'institution' || period === undefined || order === 'least' || count > 0;
}

/** A few days are told one by one; a day, by where. */
function dayOrPlace({ period, places, order, limit, only, kind, priority }: Question, seesAll: boolean): Grouping {
  if (order || limit || only) return 'institution';
  if (period && period.from !== period.to) return 'day';
  return places.length || !seesAll ? 'institution' : kind || priority ? 'commune' : 'stream';
}

type Dated = NominatedRow & { day: PlainDate };

const mondayOf = (day: PlainDate): PlainDate => daysBefore(day, (new Date(day).getUTCDay() + 6) % 7);

function groupedNominations(
  by: Grouping,
  rows: Dated[],
  institutions: Institution[],
  places: readonly PlaceRef[],
): AnswerRow[] {
  const sum = (some: Dated[]): number => some.reduce((all, { count }) => all + count, 0);
  const row = (of: Of, some: Dated[]): AnswerRow => ({ of, counts: nothing(), nominated: sum(some) });
  const keyed = <Key extends string>(keys: Key[], of: (key: Key) => Of, is: (dated: Dated) => Key): AnswerRow[] =>
    [...new Set(keys)].sort().map((key) =>
      row(
        of(key),
        rows.filter((dated) => is(dated) === key),
      ),
    );
  const place = new Map(institutions.map((each) => [each.uai, each]));
  switch (by) {
    case 'day':
      return keyed(
        rows.map(({ day }) => day),
        (day) => ({ day }),
        ({ day }) => day,
      );
    case 'week':
      return keyed(
        rows.map(({ day }) => mondayOf(day)),
        (week) => ({ week }),
        ({ day }) => mondayOf(day),
      );
    case 'need':
      return keyed(
        rows.map(({ need }) => need),
        (need) => ({ need }),
        ({ need }) => need,
      );
    case 'stream':
      return INSTITUTION_KINDS.map((kind) =>
        row(
          { stream: kind },
          rows.filter((each) => place.get(each.institution)?.kind === kind),
        ),
      );
    case 'commune': {
      const named = places.filter((each) => 'commune' in each).map(({ commune }) => commune);
      const communes = named.length
        ? named
        : [...new Set(institutions.map(({ communes: [own = ''] }) => own))].sort(byName.compare);
      const isIn = (commune: string, { communes }: Institution): boolean =>
        named.length ? communes.includes(commune) : communes[0] === commune;
      return communes.map((commune) =>
        row(
          { commune },
          rows.filter((each) => isIn(commune, place.get(each.institution)!)),
        ),
      );
    }
    case 'institution':
      return institutions.map((institution) =>
        row(
          { institution },
          rows.filter((each) => each.institution === institution.uai),
        ),
      );
  }
}
