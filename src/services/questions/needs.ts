/** What somebody who does not know the pupils is told of their needs: by stream, of the night before (`domain/needFigures`). */
import { createHmac } from 'node:crypto';
import { type Found, nothing } from './answer';
import type { ServiceContext } from '../context';
import { type Actor, may } from '../authorise';
import type { Campaign } from '../../domain/campaign';
import type { Institution, InstitutionKind } from '../../domain/institution';
import { LEFT_OUT, type NeedFigures, nextFigures } from '../../domain/needFigures';
import { dayOf, daysBefore, SCHOOLS_TIME_ZONE, startOf } from '../../domain/plainDate';
import type { Question } from '../../domain/question';

/** Whether a question is of needs, and who asks does not know all whom it is about by name. */
export const isOfUnknownNeeds = (actor: Actor, { need, by }: Question, institutions: readonly Institution[]): boolean =>
  (need !== undefined || by === 'need') &&
  !(institutions.length > 0 && institutions.every(({ uai }) => may(actor, 'seePupils', uai)));

/** Of a stream, or of all; of nothing smaller, and of no day. */
function canBeTold({ places, priority, period, only, by, measure }: Question): boolean {
  const isOfLess = places.length > 0 || (priority ?? period ?? only) !== undefined;
  const isCounted = measure === undefined || measure === 'taken';
  return !isOfLess && isCounted && (by === undefined || by === 'need' || by === 'stream');
}

/** @throws StoreAway */
export async function answerOfNeeds(
  context: ServiceContext,
  actor: Actor,
  question: Question,
  campaign: Campaign,
): Promise<Found> {
  const found = {
    counted: 'nominations' as const,
    all: nothing(),
    nominated: null,
    reserve: 0,
    notBegun: 0,
    usedUp: 0,
  };
  if (!may(actor, 'seeAllCounts') || !canBeTold(question)) return { ...found, rows: [], needs: 'notTold' };
  const streams = campaign.levels.filter((level) => question.kind === undefined || level === question.kind);
  const figures = await Promise.all(
    streams.map(async (stream) => ({ stream, told: (await figuresOf(context, campaign, stream))?.told ?? {} })),
  );
  const { need } = question;
  const sumOf = (each: (typeof campaign.needs)[number]): number =>
    figures.reduce((sum, { told }) => sum + (told[each] ?? 0), 0);
  if (need === undefined)
    return {
      ...{ ...found, by: 'need', needs: 'told' },
      rows: campaign.needs.map((each) => ({ of: { need: each }, counts: nothing(), nominated: sumOf(each) })),
    };
  // Parts, or their sum: not both.
  if (question.by !== 'stream') return { ...found, nominated: sumOf(need), rows: [], needs: 'told' };
  const rows = figures.map(({ stream, told }) => ({ of: { stream }, counts: nothing(), nominated: told[need] ?? 0 }));
  return { ...found, by: 'stream', rows, needs: 'told' };
}

/** Those of the night before: made when they are first asked for, and the same for all who ask. */
async function figuresOf(
  context: ServiceContext,
  campaign: Campaign,
  stream: InstitutionKind,
): Promise<NeedFigures | null> {
  const { store, directory, now, pupilSecret } = context;
  const today = dayOf(now(), SCHOOLS_TIME_ZONE);
  const yesterday = daysBefore(today, 1);
  const before = await store.needFigures.find(campaign.id, stream);
  if (before && before.upTo >= yesterday) return before;
  const institutions = [...(await directory.taking(campaign)).values()].filter(({ kind }) => kind === stream);
  const since = await store.counts.decidedBetween(campaign.id, {
    institutions: institutions.map(({ uai }) => uai),
    ...(before && { from: startOf(daysBefore(before.upTo, -1), SCHOOLS_TIME_ZONE) }),
    before: startOf(today, SCHOOLS_TIME_ZONE),
  });
  const isLeftOut = (id: string): boolean =>
    createHmac('sha256', pupilSecret).update(`needs ${id}`).digest().readUInt32BE() % LEFT_OUT === 0;
  const next = nextFigures(
    before ?? { told: {}, left: {} },
    since.map(({ _id, institution, need }) => ({ institution, need, isLeftOut: isLeftOut(_id) })),
    yesterday,
  );
  if (!next) return before;
  const isKept = await store.needFigures.keep(campaign.id, stream, before, next);
  return isKept ? next : store.needFigures.find(campaign.id, stream);
}
