/** Answers a question about the counts, in one reading: units and those who wait, or nominations by when and why. */
import { type Actor, authorise, may, placesWhere } from './authorise';
import type { ServiceContext } from './context';
import type { Answer } from './questions/answer';
import { byName, isOneOf } from './questions/groups';
import { answerOfNeeds, isOfUnknownNeeds } from './questions/needs';
import { answerOfNominations } from './questions/nominations';
import { answerOfUnits } from './questions/units';
import type { Institution } from '../domain/institution';
import type { Question } from '../domain/question';

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function ask(context: ServiceContext, actor: Actor, asked: Question): Promise<Answer> {
  authorise(actor, 'seeCounts');
  if (!may(actor, 'seeAllCounts')) return askOwn(context, actor, asked);
  const known = [...(await takingPart(context, actor)).values()];
  return answerOf(
    context,
    actor,
    asked,
    known.filter((institution) => isAsked(institution, asked)),
    false,
  );
}

const takingPart = async ({ directory }: ServiceContext, actor: Actor) =>
  directory.taking(await directory.campaign(actor));

/** Of their own institutions alone, whatever was asked about. */
async function askOwn(context: ServiceContext, actor: Actor, question: Question): Promise<Answer> {
  const known = await takingPart(context, actor);
  const own = placesWhere(actor, 'seeCounts').flatMap((uai) => known.get(uai) ?? []);
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
  const answer = isOfUnknownNeeds(actor, question, institutions)
    ? await answerOfNeeds(context, actor, question, await context.directory.campaign(actor))
    : isNominated
      ? await answerOfNominations(context, actor, question, institutions)
      : await answerOfUnits(context, actor, question, institutions);
  return { ...answer, institutions, leftOut };
}

/** Whether an institution is one of those that are meant. */
export function isAsked(
  institution: Institution,
  { places, kind, priority }: Pick<Question, 'places' | 'kind' | 'priority'>,
): boolean {
  if (places.length && !isOneOf(institution, places)) return false;
  if (kind && institution.kind !== kind) return false;
  return !priority || (priority === 'any' ? institution.priority !== undefined : institution.priority === priority);
}

const inOrder = (a: Institution, b: Institution): number =>
  a.kind.localeCompare(b.kind) * -1 ||
  byName.compare(a.name, b.name) ||
  byName.compare(a.communes.join(' '), b.communes.join(' '));
