/** Lists by UAI: who takes part, how many pupils and which social index, how many units for whom. */
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { Campaign } from '../../domain/campaign';
import {
  type BadRow,
  type InstitutionColumns,
  type InstitutionRow,
  isBadRow,
  readInstitutionRow,
} from '../../domain/institutionFile';
import type { Uai } from '../../domain/uai';
import type { TableRow } from '../../files/readTable';
import { describeInstitutions } from './describeInstitutions';

type Listing = Pick<ServiceContext, 'store' | 'now' | 'directory'>;

export interface Lists {
  known: InstitutionRow[];
  /** Codes of no institution that is known: they matched nothing. */
  unknown: Uai[];
  bad: BadRow[];
}

/** The rows of a list, by whether their institution is known; of a code that comes twice, the first. @throws StoreAway */
export async function listsIn(
  { directory }: Listing,
  columns: InstitutionColumns,
  rows: readonly TableRow[],
): Promise<Lists> {
  const institutions = await directory.institutions();
  const known = new Map<Uai, InstitutionRow>();
  const lists: Lists = { known: [], unknown: [], bad: [] };
  for (const { line, cells } of rows) {
    const row = readInstitutionRow(columns, cells);
    if (isBadRow(row)) lists.bad.push({ line, ...row });
    else if (known.has(row.uai)) lists.bad.push({ line, problem: 'twice', value: row.uai });
    else if (institutions.has(row.uai)) known.set(row.uai, row);
    else lists.unknown.push(row.uai);
  }
  return { ...lists, known: [...known.values()] };
}

/** Writes pupils, social index and priority education beside what is known. @throws NotAllowed, StoreAway */
export async function joinFigures(context: Listing, asking: Actor, rows: readonly InstitutionRow[]): Promise<void> {
  const actor = await actorNow(context, asking);
  authorise(actor, 'steer');
  const there = await context.store.institutions.among(rows.map(({ uai }) => uai));
  const known = new Map(there.map((each) => [each.uai, each]));
  await describeInstitutions(
    context,
    actor,
    rows.map(({ uai, pupils, ips, priority }) => ({
      uai,
      ...(pupils !== undefined && { pupils }),
      ...(ips !== undefined && { ips }),
      ...(priority && { priority }),
    })),
    known,
  );
}

/** They take part in the operation from now on. @throws NotAllowed, StoreAway */
export async function takeList(
  { store, directory, now }: Listing,
  asking: Actor,
  { id }: Pick<Campaign, 'id'>,
  uais: readonly Uai[],
): Promise<void> {
  const actor = await actorNow({ store, now }, asking);
  authorise(actor, 'steer');
  await store.institutions.takePart(id, uais);
  directory.forget();
}
