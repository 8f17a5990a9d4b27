/**
 * Carries a movement out, unit by unit. Each unit takes a mark of its own that exists once, so any number of processes may do the same
 * movement at the same time, be killed and begin anew: no unit goes twice, and none too many. What is held stays where it is.
 */
import type { Kind } from '../../domain/campaign';
import type { Deed, JournalLine, Stamp } from '../../domain/journal';
import { askedOf, type End, isInstitution, type Leg, markOf, type Movement } from '../../domain/movement';
import type { Uai } from '../../domain/uai';
import type { Store } from '../../store/open';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { match } from '../match';

type Carrying = Pick<ServiceContext, 'store' | 'now'>;

/** Units a command: a turn that waits behind it waits a few milliseconds. */
const AT_ONCE = 500;

export interface CarryOptions {
  /** Told after each step: units that went, of those that were asked for. */
  tell?: (movement: Movement) => void;
  /** Once it is, what is left is done by whoever carries it out next. */
  stopped?: AbortSignal;
}

/** One unit to move: its leg, and which of the leg's units it is, from 1. */
interface Step {
  leg: number;
  number: number;
}

/** @returns the movement as it stands then. @throws StoreAway */
export async function carryOut(
  { store, now }: Carrying,
  id: string,
  { tell, stopped }: CarryOptions = {},
): Promise<Movement | null> {
  const movement = await store.movements.find(id);
  if (!movement || movement.state === 'done') return movement;
  const campaign = await store.campaigns.find(movement.campaign);
  if (!campaign) return movement;
  const done = new Map<number, number>();
  for (const steps of batchesOf(movement.legs)) {
    if (stopped?.aborted) return store.movements.find(id);
    const { from } = movement.legs[steps[0]!.leg]!;
    const went = await (from === 'outside' ? receive : move)(store, movement, campaign.kind, steps);
    for (const { leg } of steps) done.set(leg, done.get(leg) ?? 0);
    for (const { leg } of went) done.set(leg, done.get(leg)! + 1);
    const touched = new Map([...new Set(steps.map(({ leg }) => leg))].map((leg) => [leg, done.get(leg)!]));
    await store.movements.went(id, touched);
    tell?.({ ...movement, legs: withDone(movement.legs, done) });
  }
  const legs = withDone(movement.legs, done);
  await serve(store, movement, campaign.kind, now());
  await store.movements.end(id, linesOf({ ...movement, legs }));
  await carry(store);
  return store.movements.find(id);
}

/** Finishes what a crash left half done. @returns how many there were. @throws StoreAway */
export async function finishMovements(context: Carrying, stopped?: AbortSignal): Promise<number> {
  const running = await context.store.movements.running();
  for (const { id } of running) await carryOut(context, id, stopped ? { stopped } : {});
  return running.length;
}

const withDone = (legs: readonly Leg[], done: ReadonlyMap<number, number>): Leg[] =>
  legs.map((leg, i) => (done.has(i) ? { ...leg, done: done.get(i)! } : leg));

/** The steps of all legs, those that leave from one end together. */
function* batchesOf(legs: readonly Leg[]): Generator<Step[]> {
  let steps: Step[] = [];
  for (const [leg, { from, count }] of legs.entries()) {
    if (steps.length && legs[steps[0]!.leg]!.from !== from) {
      yield steps;
      steps = [];
    }
    for (let number = 1; number <= count; number++) {
      steps.push({ leg, number });
      if (steps.length < AT_ONCE) continue;
      yield steps;
      steps = [];
    }
  }
  if (steps.length) yield steps;
}

type Steps = (store: Store, movement: Movement, kind: Kind, steps: readonly Step[]) => Promise<Step[]>;

const move: Steps = async (store, { id, campaign, legs }, kind, steps) => {
  const wanted = steps.map((step) => ({ step, mark: markOf(id, step.leg, step.number), to: legs[step.leg]!.to }));
  const went = await store.units.move({ campaign, kind }, legs[steps[0]!.leg]!.from, wanted);
  return wanted.filter(({ mark }) => went.has(mark)).map(({ step }) => step);
};

/** Units are numbered within their lot: inserted twice, they are there once. */
const receive: Steps = async (store, { id, campaign, legs }, kind, steps) => {
  const lot = id.split('-')[0]!;
  // Numbered through all legs: a lot may come to several institutions at once.
  const before = legs.map((_leg, i) => askedOf(legs.slice(0, i)));
  await store.units.receive(
    steps.map(({ leg, number }) => {
      const { to } = legs[leg]!;
      const where = isInstitution(to) ? { institution: to, delivery: id } : {}; // there already: nothing is to be sent
      return {
        _id: `${campaign}/${lot}-${String(before[leg]! + number).padStart(4, '0')}`,
        campaign,
        kind,
        ...where,
        state: 'free',
      };
    }),
  );
  return [...steps];
};

/** By whose act. */
const stampOf = ({ by, delegatedBy, activity }: Movement, at: Date): Stamp => ({
  ...{ by, at },
  ...(delegatedBy !== undefined && { delegatedBy }),
  ...(activity !== undefined && { activity }),
});

/** Whoever waits where units came is served. */
async function serve(store: Store, movement: Movement, kind: Kind, at: Date): Promise<void> {
  const { campaign } = movement;
  const reached = [...new Set(movement.legs.map(({ to }) => to).filter(isInstitution))];
  if (!reached.length) return;
  const stamp = stampOf(movement, at);
  for (const { institution, open, held, free } of await store.counts.places(campaign, reached))
    if (institution && free > 0 && open > held) await match(store, { campaign, kind, institution }, stamp);
}

/** A line for each institution that gave or got units, and one for the reserve's own. */
function linesOf(movement: Movement): JournalLine[] {
  const { id, campaign, reason, legs } = movement;
  const stamp = stampOf(movement, movement.at);
  const line = (what: Deed, count: number, institution?: Uai, other?: Uai): JournalLine => ({
    ...{ _id: `${id}/${what}/${institution ?? 'reserve'}`, what, campaign, reason, count, movement: id, ...stamp },
    ...(institution && { institution }),
    ...(other && { other }),
  });
  const sumOf = (some: readonly Leg[]): number => some.reduce((sum, { done = 0 }) => sum + done, 0);
  const deeds: [Deed, 'from' | 'to', (leg: Leg) => boolean][] = [
    ['unitsReceived', 'to', ({ from }) => from === 'outside'],
    ['unitsRetired', 'from', ({ to }) => to === 'outside'],
    ['unitsTaken', 'from', ({ from, to }) => isInstitution(from) && to !== 'outside'],
    ['unitsGiven', 'to', ({ from, to }) => isInstitution(to) && from !== 'outside'],
  ];
  return deeds.flatMap(([what, side, isOf]) => {
    const byEnd = new Map<End, Leg[]>();
    for (const leg of legs.filter(isOf)) byEnd.set(leg[side], [...(byEnd.get(leg[side]) ?? []), leg]);
    return [...byEnd].flatMap(([end, some]) => {
      const count = sumOf(some);
      const others = [...new Set(some.map((leg) => leg[side === 'from' ? 'to' : 'from']))];
      const [other] = others.length === 1 ? others.filter(isInstitution) : [];
      return count ? [line(what, count, isInstitution(end) ? end : undefined, other)] : [];
    });
  });
}
