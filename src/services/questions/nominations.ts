/** Questions about nominations that stand: by when they were made, where and why. */
import { type AnswerRow, type Found, nothing, ordered } from './answer';
import { type Group, groupsOf, isByPlace, placeGrouping } from './groups';
import { type Actor, authorise, may } from '../authorise';
import type { ServiceContext } from '../context';
import type { Institution } from '../../domain/institution';
import { dayOf, daysBefore, mondayOf, type PlainDate, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';
import type { Grouping, Question } from '../../domain/question';
import type { Uai } from '../../domain/uai';
import type { NominatedRow } from '../../store/counts';

type Dated = NominatedRow & { day: PlainDate };

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function answerOfNominations(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  institutions: Institution[],
): Promise<Found> {
  for (const { uai } of institutions) authorise(actor, 'seeCounts', uai);
  const seesAll = may(actor, 'seeAllCounts');
  const rows = await datedRows(context, actor, question, institutions);
  const by = groupingOf(question, seesAll);
  const total = sumOf(rows);
  const found = { counted: 'nominations' as const, all: nothing(), by, reserve: 0, notBegun: 0, usedUp: 0 };
  const told = (nominated: number | null, some: AnswerRow[]): Found => ({
    ...found,
    nominated,
    rows: ordered(
      question,
      some.filter((row) => isMeant(question, row)),
    ),
  });
  if (!isByPlace(by)) return told(total, keyedRows(by, rows));
  const byInstitution = new Map<Uai, number>();
  for (const { institution, count } of rows)
    byInstitution.set(institution, (byInstitution.get(institution) ?? 0) + count);
  const groups = groupsOf(by, institutions, question.places);
  return told(
    total,
    groups.map((group) =>
      countedRow(
        group,
        group.institutions.map(({ uai }) => byInstitution.get(uai) ?? 0),
      ),
    ),
  );
}

async function datedRows(
  context: ServiceContext,
  actor: Actor,
  { period, need }: Question,
  scope: Institution[],
): Promise<Dated[]> {
  const { id } = await context.directory.campaign(actor);
  const rows = await context.store.counts.nominated(id, {
    institutions: scope.map(({ uai }) => uai),
    ...(need && { need }),
    // A day begins at most fourteen hours before and ends at most twelve after its own in UTC: what is too much is dropped below.
    ...(period && {
      from: new Date(`${daysBefore(period.from, 1)}T00:00:00Z`),
      before: new Date(`${daysBefore(period.to, -2)}T00:00:00Z`),
    }),
  });
  return rows
    .map((row) => ({ ...row, day: dayOf(new Date(`${row.hour}:30:00Z`), SCHOOLS_TIME_ZONE) }))
    .filter(({ day }) => !period || (day >= period.from && day <= period.to));
}

/** A few days are told one by one; a day, by where. */
function groupingOf(question: Question, seesAll: boolean): Grouping {
  const { by, need, period, order, limit, only } = question;
  if (by) return by;
  const isOfDays = !need && !order && !limit && !only && period !== undefined && period.from !== period.to;
  return isOfDays ? 'day' : placeGrouping(question, seesAll);
}

const sumOf = (rows: readonly NominatedRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);

const countedRow = ({ of }: Group, counts: readonly number[]): AnswerRow => ({
  ...{ of, counts: nothing() },
  nominated: counts.reduce((sum, count) => sum + count, 0),
});

function keyedRows(by: Exclude<Grouping, 'institution' | 'commune' | 'stream'>, rows: readonly Dated[]): AnswerRow[] {
  const keyOf = {
    day: ({ day }: Dated) => day,
    week: ({ day }: Dated) => mondayOf(day),
    need: ({ need }: Dated) => need,
  };
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf[by](row), (sums.get(keyOf[by](row)) ?? 0) + row.count);
  return [...sums]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, nominated]) => ({ of: { [by]: key } as AnswerRow['of'], counts: nothing(), nominated }));
}

/**
 * Who nominated nobody, and those with more or fewer than a bound; zeros are left out of a period where they were not asked for.
 */
function isMeant({ only, by, period, order }: Question, { nominated, of }: AnswerRow): boolean {
  const count = nominated ?? 0;
  if (only?.is === 'notBegun') return count === 0;
  if (only?.is === 'moreThan') return count > only.than;
  if (only?.is === 'fewerThan') return count < only.than;
  const isListed = by === 'institution' && period !== undefined && order !== 'least';
  return !isListed || !('institution' in of) || count > 0 || nominated === null;
}
