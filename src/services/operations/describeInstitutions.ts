/** Writing down what files say of institutions: what changed is kept as their history, what a file does not say stays. */
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { Institution, InstitutionChange } from '../../domain/institution';
import type { InstitutionRow } from '../../domain/institutionFile';
import type { Uai } from '../../domain/uai';
import type { Described } from '../../store/institutions';

export interface Written {
  added: number;
  changed: number;
  same: number;
  /** Rows without a name or kind, of institutions that nobody knows. */
  unknown: Uai[];
}

type Describing = Pick<ServiceContext, 'store' | 'now' | 'directory'>;

/** A batch of rows. Safe to repeat. @param known those among them that are, as they stand. @throws NotAllowed, StoreAway */
export async function describeInstitutions(
  { store, now, directory }: Describing,
  actor: Actor,
  rows: readonly InstitutionRow[],
  known: ReadonlyMap<Uai, Institution>,
): Promise<Written> {
  authorise(actor, 'steer');
  const at = now();
  const written: Written = { added: 0, changed: 0, same: 0, unknown: [] };
  const described: Described[] = [];
  for (const { number: _number, districtName: _district, ...row } of rows) {
    const before = known.get(row.uai);
    const { kind = before?.kind, name = before?.name, communes = before?.communes ?? [] } = row;
    if (!kind || !name) {
      written.unknown.push(row.uai);
      continue;
    }
    const institution = { ...row, kind, name, communes };
    if (before && isSame(before, institution)) {
      written.same++;
      continue;
    }
    written[before ? 'changed' : 'added']++;
    described.push({ institution, changes: before ? changesOf(before, institution, at) : [] });
  }
  await store.institutions.describe(described);
  directory.forget();
  return written;
}

function isSame(before: Institution, now: Described['institution']): boolean {
  const said = (value: unknown): string => JSON.stringify(value === false ? null : (value ?? null));
  const fields = Object.keys(now) as (keyof Described['institution'])[];
  return fields.every((field) => said(before[field]) === said(now[field]));
}

function changesOf(before: Institution, now: Described['institution'], at: Date): InstitutionChange[] {
  const isOpener = now.isClosed === false && before.isClosed === true;
  return [
    ...(now.name === before.name ? [] : [{ at, what: 'renamed' as const, was: before.name }]),
    ...(now.isClosed && !before.isClosed ? [{ at, what: 'closed' as const }] : []),
    ...(isOpener ? [{ at, what: 'reopened' as const }] : []),
    ...(now.circonscription && before.circonscription && now.circonscription !== before.circonscription
      ? [{ at, what: 'moved' as const, was: before.circonscription }]
      : []),
  ];
}

/**
 * The districts that schools name and that have no row of their own: their communes are those of their schools, and so are their pupils.
 * @param schools all of them, or what was read of them so far
 */
export function districtsOf(schools: Iterable<InstitutionRow>): InstitutionRow[] {
  const districts = new Map<Uai, InstitutionRow & { communes: string[] }>();
  for (const { kind, circonscription: uai, districtName, communes = [], department, isClosed, pupils } of schools) {
    if (kind !== 'ecole' || !uai || !districtName || isClosed) continue;
    const known = districts.get(uai) ?? {
      ...{ uai, kind: 'circonscription', name: districtName, communes: [] },
      ...(department !== undefined && { department }),
    };
    for (const commune of communes) if (!known.communes.includes(commune)) known.communes.push(commune);
    if (pupils !== undefined) known.pupils = (known.pupils ?? 0) + pupils;
    districts.set(uai, known);
  }
  return [...districts.values()];
}
