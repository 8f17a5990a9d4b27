/** Lists of institutions as people have them: the ministry's national file, a département's own list, codes alone. Columns go by their names. */
import type { Institution, InstitutionKind } from './institution';
import { parseUai, type Uai } from './uai';
import { fold } from './words';

/** Titles of columns, folded; they drift from year to year (data/SOURCES.md). */
const TITLES = {
  uai: ['uai', 'code uai', 'identifiant de l etablissement', 'numero uai', 'numero etablissement', 'rne', 'code rne'],
  name: ['nom etablissement', 'nom de l etablissement', 'name', 'nom', 'appellation officielle', 'etablissement'],
  kind: ['kind', 'type etablissement', 'type', 'libelle nature', 'nature'],
  nature: ['code nature', 'code nature uai'],
  commune: ['nom commune', 'commune', 'communes', 'ville', 'localite'],
  department: ['code departement'],
  sector: ['statut public prive', 'secteur', 'secteur public prive', 'statut'],
  state: ['etat', 'etat etablissement'],
  district: ['code circonscription', 'circo uai', 'uai circonscription'],
  districtName: ['nom circonscription', 'circo label'],
  priority: ['appartenance education prioritaire', 'rep', 'ep', 'education prioritaire'],
  pupils: [
    'pupils',
    'effectif',
    'effectifs',
    'nombre d eleves',
    'nombre eleves total',
    'nombre total d eleves',
    'eleves',
    'elem pupils rep 2022',
  ],
  ips: ['ips', 'indice de position sociale', 'ips de l etablissement'],
  number: [
    'nombre',
    'cartes',
    'places',
    'dotation',
    'quota',
    'quantite',
    'nb',
    'number',
    'units',
    'tablettes',
    'ordinateurs',
  ],
} as const;
export type InstitutionColumn = keyof typeof TITLES;
export type InstitutionColumns = Partial<Record<InstitutionColumn, number>>;

/** The ministry's nomenclature of natures (N_NATURE_UAI): sections (SEGPA: 390) are rows of their own, and no institution. */
const NATURES: Record<InstitutionKind, ReadonlySet<string>> = {
  ecole: new Set(['101', '102', '103', '111', '151', '152', '153', '160', '162']),
  college: new Set(['340', '350', '352']),
  lycee: new Set(['300', '301', '302', '306', '310', '320']),
  circonscription: new Set(['809']),
};
const KIND_WORDS: readonly (readonly [RegExp, InstitutionKind])[] = [
  [/^ecole|maternelle|elementaire/, 'ecole'],
  [/^college/, 'college'],
  [/^lycee/, 'lycee'],
  [/^circonscription|^ien /, 'circonscription'],
];

/** What a file says of one institution; what it has no column for is absent. */
export type InstitutionRow = Partial<Omit<Institution, 'uai' | 'campaigns' | 'history'>> & {
  uai: Uai;
  districtName?: string;
  number?: number;
};

export type RowProblem = 'uai' | 'nature' | 'number' | 'pupils' | 'ips' | 'twice';
export interface BadRow {
  line: number;
  problem: RowProblem;
  /** What stands there. */
  value: string;
}

/** What a list is for, by its columns. */
export type InstitutionFileKind = 'institutions' | 'figures' | 'shares' | 'codes';

/** Which cell is what; null where no column has codes. A file without titles has codes first, then numbers. */
export function institutionColumns(
  head: readonly string[],
): { columns: InstitutionColumns; hasTitles: boolean } | null {
  const folded = head.map(fold);
  const columns: InstitutionColumns = {};
  for (const [column, titles] of Object.entries(TITLES) as [InstitutionColumn, readonly string[]][]) {
    const at = folded.findIndex((title) => titles.includes(title));
    if (at >= 0) columns[column] = at;
  }
  if (columns.uai !== undefined) return { columns, hasTitles: true };
  if (!parseUai(head[0] ?? '')) return null;
  return { columns: { uai: 0, ...(/^\d+$/.test(head[1] ?? '') && { number: 1 }) }, hasTitles: false };
}

export function kindOfFile({ name, nature, pupils, ips, priority, number }: InstitutionColumns): InstitutionFileKind {
  if (name !== undefined || nature !== undefined) return 'institutions';
  if ((pupils ?? ips ?? priority) !== undefined) return 'figures';
  return number === undefined ? 'codes' : 'shares';
}

/** `Circonscription d'inspection du 1er degré de Fresnes` is `Circonscription de Fresnes` to people. */
const plainName = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^circonscription d['’]inspection du 1er degr[ée] /i, 'Circonscription ');

function kindIn(cell: (column: InstitutionColumn) => string): InstitutionKind | 'other' | undefined {
  const nature = cell('nature');
  const byNature = (Object.keys(NATURES) as InstitutionKind[]).find((kind) => NATURES[kind].has(nature));
  if (byNature) return byNature;
  if (nature) return 'other';
  const said = fold(cell('kind') || cell('name'));
  return KIND_WORDS.find(([words]) => words.test(said))?.[1];
}

/** A whole number, as spreadsheets write it: `1 234`, `12,0`; undefined when it is none. */
function numberIn(text: string): number | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The largest district of the 93 has under 10,000; the index goes from about 50 to 160. */
const MOST_PUPILS = 50_000;
const HIGHEST_IPS = 200;
/** What open data write where there is no number. */
const NONE = new Set(['ns', 'nd', 'n a', 'na', '']);

/** @param usual the kind of the rows that do not say theirs */
export function readInstitutionRow(
  columns: InstitutionColumns,
  cells: readonly string[],
  usual?: InstitutionKind,
): InstitutionRow | Omit<BadRow, 'line'> {
  const cell = (column: InstitutionColumn): string => (cells[columns[column] ?? -1] ?? '').trim();
  const uai = parseUai(cell('uai'));
  if (!uai) return { problem: 'uai', value: cell('uai') };
  const kind = kindIn(cell) ?? usual;
  if (kind === 'other') return { problem: 'nature', value: cell('nature') };
  const [pupils, ips, number] = [numberIn(cell('pupils')), numberIn(cell('ips')), numberIn(cell('number'))];
  if (columns.number !== undefined && (number === undefined || !Number.isInteger(number)))
    return { problem: 'number', value: cell('number') };
  const isBad = (column: 'pupils' | 'ips', value: number | undefined, most: number): boolean =>
    cell(column) !== '' && !NONE.has(fold(cell(column))) && (value === undefined || value > most);
  if (isBad('pupils', pupils, MOST_PUPILS) || (pupils !== undefined && !Number.isInteger(pupils)))
    return { problem: 'pupils', value: cell('pupils') };
  if (isBad('ips', ips, HIGHEST_IPS)) return { problem: 'ips', value: cell('ips') };
  const district = parseUai(cell('district'));
  const name = plainName(cell('name'));
  const communes = cell('commune')
    .split('|')
    .map((commune) => commune.trim())
    .filter(Boolean);
  const state = fold(cell('state'));
  const priority = cell('priority').toUpperCase();
  return {
    uai,
    ...(kind && { kind }),
    ...(name && { name }),
    ...(communes.length && { communes }),
    ...((cell('department') && { department: cell('department') }) || {}),
    ...(columns.sector !== undefined && fold(cell('sector')).startsWith('prive') && { isPrivate: true }),
    ...(columns.state !== undefined && { isClosed: state === 'ferme' }),
    ...(district && { circonscription: district, districtName: plainName(cell('districtName')) }),
    ...((priority === 'REP' || priority === 'REP+') && { priority }),
    ...(pupils !== undefined && { pupils }),
    ...(ips !== undefined && { ips }),
    ...(number !== undefined && { number }),
  };
}

export const isBadRow = (row: InstitutionRow | Omit<BadRow, 'line'>): row is Omit<BadRow, 'line'> => 'problem' in row;
