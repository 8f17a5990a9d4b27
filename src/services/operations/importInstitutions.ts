/** Institutions from the national file, or any list with their names: which of them are taken in, and which take part in an operation. */
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { Campaign } from '../../domain/campaign';
import type { InstitutionKind } from '../../domain/institution';
import {
  type BadRow,
  type InstitutionColumns,
  type InstitutionRow,
  isBadRow,
  readInstitutionRow,
} from '../../domain/institutionFile';
import type { Uai } from '../../domain/uai';
import type { TableRow } from '../../files/readTable';
import { describeInstitutions, districtsOf, type Written } from './describeInstitutions';

/** Which rows are wanted. */
export interface Wanted {
  /** As the national file writes them: `093`; all of them without. */
  departments?: readonly string[];
  kinds?: readonly InstitutionKind[] | undefined;
  sector: 'public' | 'private' | 'all';
}

export interface Imported extends Omit<Written, 'unknown'> {
  /** Rows of the file. */
  read: number;
  /** Rows that were not asked for: another département, kind or sector, a section of a school. */
  left: number;
  /** By kind, those that are open. */
  byKind: Partial<Record<InstitutionKind, number>>;
  taking: number;
  /** Open ones that were left for their sector alone. */
  otherSector: number;
  bad: BadRow[];
}

/** Rows that are told; all are counted. */
export const MOST_BAD = 1_000;
const AT_ONCE = 1_000;

export interface ImportOptions extends Wanted {
  columns: InstitutionColumns;
  /** The operation in which they take part from now on. */
  campaign?: Pick<Campaign, 'id' | 'levels'>;
  /** The kind of the rows that do not say theirs. */
  usual?: InstitutionKind;
  /** Changes nothing: tells what would be. */
  isDry?: boolean;
  /** Told after each batch: rows so far. */
  tell?: (read: number) => void;
}

type Importing = Pick<ServiceContext, 'store' | 'now' | 'directory'>;

function isWanted({ departments, kinds, sector }: Wanted, row: InstitutionRow): boolean {
  if (departments && !departments.includes(row.department ?? '')) return false;
  if (sector !== 'all' && (row.isPrivate === true) !== (sector === 'private')) return false;
  return !kinds || (row.kind !== undefined && kinds.includes(row.kind));
}

/**
 * Reads rows as they come and keeps a batch of them at most. Closed ones are kept with their history where they are known, and left out
 * where they are not. Safe to repeat, and to be ended halfway.
 * @throws NotAllowed, StoreAway
 */
export async function importInstitutions(
  context: Importing,
  asking: Actor,
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  options: ImportOptions,
): Promise<Imported> {
  const actor = await actorNow(context, asking);
  authorise(actor, 'steer');
  const { columns, campaign, usual, isDry = false, tell } = options;
  const found: Imported = {
    read: 0,
    left: 0,
    added: 0,
    changed: 0,
    same: 0,
    byKind: {},
    taking: 0,
    otherSector: 0,
    bad: [],
  };
  const districts = new Map<Uai, InstitutionRow>();
  const withRows = new Set<Uai>();
  const kinds = withSchools(options.kinds);
  let batch: InstitutionRow[] = [];
  const flush = async (): Promise<void> => {
    const some = batch.splice(0);
    if (!some.length) return;
    const known = new Map(
      (await context.store.institutions.among(some.map(({ uai }) => uai))).map((each) => [each.uai, each]),
    );
    const kept = some.filter(({ uai, isClosed }) => !isClosed || known.has(uai));
    found.left += some.length - kept.length;
    for (const { kind, isClosed } of kept) if (kind && !isClosed) found.byKind[kind] = (found.byKind[kind] ?? 0) + 1;
    const taking = kept.filter(({ kind, isClosed }) => kind && !isClosed && campaign?.levels.includes(kind));
    found.taking += taking.length;
    if (isDry) {
      found.added += kept.filter(({ uai }) => !known.has(uai)).length;
      found.same += kept.filter(({ uai }) => known.has(uai)).length;
      return;
    }
    const written = await describeInstitutions(context, actor, kept, known);
    for (const each of ['added', 'changed', 'same'] as const) found[each] += written[each];
    if (campaign)
      await context.store.institutions.takePart(
        campaign.id,
        taking.map(({ uai }) => uai),
      );
  };
  for await (const { line, cells } of rows) {
    found.read++;
    const row = readInstitutionRow(columns, cells, usual);
    if (isBadRow(row)) {
      if (row.problem === 'nature') found.left++;
      else if (found.bad.length < MOST_BAD) found.bad.push({ line, ...row });
      continue;
    }
    if (!isWanted({ ...options, kinds }, row)) {
      found.left++;
      if (!row.isClosed && isWanted({ ...options, kinds, sector: 'all' }, row)) found.otherSector++;
      continue;
    }
    if (row.kind === 'circonscription') withRows.add(row.uai);
    for (const district of districtsOf([row])) merge(districts, district);
    if (options.kinds && row.kind && !options.kinds.includes(row.kind)) continue; // a school that only names its district
    batch.push(row);
    if (batch.length < AT_ONCE) continue;
    await flush();
    tell?.(found.read);
  }
  await flush();
  if (isWantedKind(options.kinds, 'circonscription')) {
    const named = [...districts.values()].filter(({ uai }) => !withRows.has(uai));
    // The national file names districts as they are called; another list's labels name those alone that nobody knows.
    const isNational = columns.nature !== undefined;
    const known = isNational ? [] : await context.store.institutions.among(named.map(({ uai }) => uai));
    batch = named.filter(({ uai }) => !known.some((each) => each.uai === uai));
  }
  await flush();
  context.directory.forget();
  return found;
}

const isWantedKind = (kinds: Wanted['kinds'], kind: InstitutionKind): boolean => !kinds || kinds.includes(kind);

/** Districts may be known by their schools alone. */
const withSchools = (kinds: Wanted['kinds']): Wanted['kinds'] =>
  kinds?.includes('circonscription') && !kinds.includes('ecole') ? [...kinds, 'ecole'] : kinds;

function merge(districts: Map<Uai, InstitutionRow>, { uai, communes = [], pupils, ...rest }: InstitutionRow): void {
  const known = districts.get(uai);
  const sum = (known?.pupils ?? 0) + (pupils ?? 0);
  districts.set(uai, {
    ...{ uai, ...rest, communes: [...new Set([...(known?.communes ?? []), ...communes])] },
    ...(sum && { pupils: sum }),
  });
}
