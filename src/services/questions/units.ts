/** Questions about units and those who wait for one. */
import { type Found, measured, ordered } from './answer';
import { groupsOf, placeGrouping } from './groups';
import { type Actor, may } from '../authorise';
import type { ServiceContext } from '../context';
import { type Counts, type InstitutionCounts, summariseInstitutions, summariseOperation, sumOf } from '../summarise';
import type { Institution } from '../../domain/institution';
import type { Question } from '../../domain/question';

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function answerOfUnits(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  institutions: Institution[],
): Promise<Found> {
  const seesAll = may(actor, 'seeAllCounts');
  const isAll = seesAll && !question.places.length && !question.kind && !question.priority;
  const { institutions: counted, reserve } = isAll
    ? await summariseOperation(context, actor)
    : { institutions: await summariseInstitutions(context, actor, institutions), reserve: 0 };
  const byUai = new Map(counted.map((each) => [each.institution.uai, each]));
  const countsOf = (some: Institution[]): InstitutionCounts[] => some.flatMap(({ uai }) => byUai.get(uai) ?? []);
  const by = placeGrouping(question, seesAll);
  const rows = groupsOf(by, institutions, question.places)
    .map((group) => ({ of: group.of, counts: sumOf(countsOf(group.institutions)), nominated: null }))
    .filter(({ counts }) => isTrue(question, counts));
  return {
    counted: 'units',
    all: sumOf(counted.filter(({ counts }) => isTrue(question, counts))),
    nominated: null,
    rows: ordered(question, rows),
    ...(institutions.length > 1 && { by }),
    reserve,
    notBegun: counted.filter(({ counts }) => isNotBegun(counts)).length,
    usedUp: counted.filter(({ counts }) => isUsedUp(counts)).length,
  };
}

const isNotBegun = ({ total, used, waiting }: Counts): boolean => total > 0 && used === 0 && waiting === 0;
const isUsedUp = ({ total, remaining }: Counts): boolean => total > 0 && remaining === 0;

function isTrue(question: Question, counts: Counts): boolean {
  const { only } = question;
  if (!only) return true;
  switch (only.is) {
    case 'notBegun':
      return isNotBegun(counts);
    case 'begun':
      return counts.used > 0 || counts.waiting > 0;
    case 'usedUp':
      return isUsedUp(counts);
    case 'waiting':
      return counts.waiting > 0;
    case 'moreThan':
      return measured(question, counts) > only.than;
    case 'fewerThan':
      return measured(question, counts) < only.than;
  }
}
