/** Serials of a lot: which lines of a list are good, and writing them down. A serial is in one operation only. */
import type { Campaign } from '../../domain/campaign';
import { readSerial, type Serial, type SerialProblem } from '../../domain/serial';
import type { SerialRow } from '../../domain/serialFile';
import type { Uai } from '../../domain/uai';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';

export type BadSerialProblem = SerialProblem | 'tailOnly' | 'twice' | 'otherOperation' | 'unknownInstitution';

export interface BadSerial {
  line: number;
  problem: BadSerialProblem;
  /** As it stands in the list. */
  value: string;
}

export interface SerialPlan {
  added: { serial: Serial; institution?: Uai }[];
  /** Known already; of these, some are said to be elsewhere now. */
  same: number;
  put: { serial: Serial; institution: Uai }[];
  /** Of another country's issuer: they may be right. */
  foreign: number;
  bad: BadSerial[];
  /** Articles that were received in the operation, and serials known with these. */
  units: number;
  known: number;
}

const AT_ONCE = 1_000;

/** Changes nothing. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planSerials(
  context: ServiceContext,
  actor: Actor,
  rows: readonly SerialRow[],
): Promise<SerialPlan> {
  authorise(actor, 'steer');
  const { store, directory } = context;
  const campaign = await directory.campaign(actor);
  const taking = await directory.taking(campaign);
  const plan: SerialPlan = { added: [], same: 0, put: [], foreign: 0, bad: [], units: 0, known: 0 };
  const seen = new Set<Serial>();
  const reads = rows.map((row) => readSerial(row.serial, campaign.kind));
  // One in ten that a spreadsheet has rounded has a check digit that agrees: where some were, none is trusted.
  const isSpoilt = reads.some((read) => 'problem' in read && read.problem === 'damaged');
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const good: { serial: Serial; institution?: Uai; row: SerialRow }[] = [];
    for (const [i, row] of rows.slice(from, from + AT_ONCE).entries()) {
      const refuse = (problem: BadSerialProblem): void =>
        void plan.bad.push({ line: row.line, problem, value: row.serial });
      const read = reads[from + i]!;
      if ('problem' in read) refuse(read.problem);
      else if ('tail' in read) refuse('tailOnly');
      else if (read.isRound && isSpoilt) refuse('damaged');
      else if (seen.has(read.serial)) refuse('twice');
      else if (row.isElsewhere || (row.institution && !taking.has(row.institution))) refuse('unknownInstitution');
      else {
        seen.add(read.serial);
        if (read.isForeign) plan.foreign++;
        good.push({ serial: read.serial, row, ...(row.institution && { institution: row.institution }) });
      }
    }
    const known = new Map(
      (await store.serials.among(good.map(({ serial }) => serial))).map((each) => [each._id, each]),
    );
    for (const { row, ...each } of good) {
      const there = known.get(each.serial);
      if (!there) plan.added.push(each);
      else if (there.campaign !== campaign.id)
        plan.bad.push({ line: row.line, problem: 'otherOperation', value: row.serial });
      else if (each.institution && (there.institution !== each.institution || there.isUnboxed))
        plan.put.push({ serial: each.serial, institution: each.institution });
      else plan.same++;
    }
  }
  plan.bad.sort((a, b) => a.line - b.line);
  plan.units = await store.units.count({ campaign: campaign.id });
  plan.known = (await store.serials.count(campaign.id)) + plan.added.length;
  return plan;
}

export interface RegisterOptions {
  /** Of the list, or the form: written down twice, it is there once. */
  source: string;
  /** Told after each batch: serials so far. */
  tell?: (done: number) => void;
}

/** Does what was planned. Safe to repeat. @returns how many are new. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function registerSerials(
  context: ServiceContext,
  asking: Actor,
  { added, put }: Pick<SerialPlan, 'added' | 'put'>,
  { source, tell }: RegisterOptions,
): Promise<number> {
  const actor = await actorNow(context, asking);
  const by = authorise(actor, 'steer');
  const { store, now } = context;
  const campaign: Campaign = await context.directory.campaignNow(actor);
  const { id, kind } = campaign;
  for (let from = 0; from < added.length; from += AT_ONCE) {
    const some = added.slice(from, from + AT_ONCE);
    await store.serials.add(
      some.map(({ serial, institution }) => ({
        ...{ _id: serial, campaign: id, kind, source },
        ...(institution && { institution }),
      })),
    );
    tell?.(from + some.length);
  }
  const byPlace = new Map<Uai, Serial[]>();
  for (const { serial, institution } of put) byPlace.set(institution, [...(byPlace.get(institution) ?? []), serial]);
  for (const [institution, serials] of byPlace) await store.serials.put(id, serials, institution);
  // Written once all are there: many documents are no one change, and a list that is sent again adds none twice.
  if (added.length || put.length)
    await store.journal.add([
      {
        ...{ _id: `${id}/serials/${source}`, what: 'serialsAdded', campaign: id, count: added.length },
        ...{ ...by, at: now() },
      },
    ]);
  await carry(store);
  return added.length ? store.serials.madeBy(id, source) : 0; // another operation may have been quicker
}
