/** A list of people as a file has it: which column is what, and what each line says. */
import { LOCAL_ROLES, type Role } from './member';
import { parseUai, type Uai } from './uai';
import { fold } from './words';

export const COLUMNS = ['email', 'name', 'firstName', 'role', 'uais'] as const;
export type Column = (typeof COLUMNS)[number];

/** Titles of columns, folded; the first that fits. */
const TITLES: Record<Column, readonly string[]> = {
  email: [
    'e mail',
    'email',
    'mail',
    'adresse',
    'adresse e mail',
    'adresse mail',
    'mel',
    'adresse mel',
    'mel professionnel',
    'adresse electronique',
    'courriel',
    'upn',
    'user principal name',
    'userprincipalname',
    'compte',
    'identifiant',
    'address',
  ],
  name: [
    'nom',
    'nom complet',
    'nom de famille',
    'nom et prenom',
    'nom prenom',
    'name',
    'full name',
    'last name',
    'displayname',
    'display name',
    'nom affiche',
  ],
  firstName: ['prenom', 'first name', 'given name'],
  role: ['role', 'fonction', 'profil', 'function', 'job title', 'qualite'],
  uais: [
    'uai',
    'uais',
    'code uai',
    'codes uai',
    'rne',
    'code rne',
    'etablissement',
    'etablissements',
    'structure',
    'structures',
    'uai codes',
  ],
};

/** What people call a role, folded: a word of it is enough. Longer ones first: `principal adjoint` is no principal. */
const ROLE_WORDS: readonly (readonly [string, Role])[] = [
  ['principal adjoint', 'deputy'],
  ['principale adjointe', 'deputy'],
  ['proviseur adjoint', 'deputy'],
  ['adjoint', 'deputy'],
  ['adjointe', 'deputy'],
  ['deputy', 'deputy'],
  ['gestionnaire', 'deputy'],
  ['segpa', 'deputy'],
  ['directeur d ecole', 'proposer'],
  ['directrice d ecole', 'proposer'],
  ['school director', 'proposer'],
  ['cpe', 'proposer'],
  ['aed', 'proposer'],
  ['assistante sociale', 'proposer'],
  ['assistant social', 'proposer'],
  ['assistant de service social', 'proposer'],
  ['proposer', 'proposer'],
  ['propose', 'proposer'],
  ['ien', 'inspector'],
  ['inspecteur', 'inspector'],
  ['inspectrice', 'inspector'],
  ['inspector', 'inspector'],
  ['ppal', 'principal'],
  ['ppale', 'principal'],
  ['principal', 'principal'],
  ['principale', 'principal'],
  ['chef d etablissement', 'principal'],
  ['cheffe d etablissement', 'principal'],
  ['proviseur', 'principal'],
  ['proviseure', 'principal'],
  ['head', 'principal'],
  ['coordinateur', 'coordinator'],
  ['coordinatrice', 'coordinator'],
  ['coordination', 'coordinator'],
  ['coordonnateur', 'coordinator'],
  ['coordonnatrice', 'coordinator'],
  ['coordinator', 'coordinator'],
  ['lecture', 'reader'],
  ['lecteur', 'reader'],
  ['lectrice', 'reader'],
  ['dsden', 'reader'],
  ['reader', 'reader'],
];

/** The role that a text names; null when it names none. */
export function readRole(typed: string): Role | null {
  const said = ` ${fold(typed)} `;
  return ROLE_WORDS.find(([words]) => said.includes(` ${words} `))?.[1] ?? null;
}

/** RFC 5321, 4.5.3.1.3: 254 characters; what Entra takes in a user principal name, and an apostrophe. */
const EMAIL = /^[\p{L}\p{N}._'+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}$/u;
const LONGEST_EMAIL = 254;
const LONGEST_NAME = 100;

/** In small letters; null when it is none. */
export function readEmail(typed: string): string | null {
  const email = typed.trim().toLowerCase();
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null;
}

export type LineProblem = 'email' | 'name' | 'role' | 'uai' | 'uaiMissing' | 'uaiTooMany' | 'twice';

export interface MemberLine {
  /** Its number in the file. */
  line: number;
  email: string;
  name: string;
  role: Role;
  institutions: Uai[];
}

export interface BadLine {
  line: number;
  problem: LineProblem;
  /** What stands there, where it is not a person's. */
  value: string;
}

export interface MemberFile {
  lines: MemberLine[];
  bad: BadLine[];
}

/** Whether these titles are those of a list of people, whatever else it has. */
export const isMemberFile = (titles: readonly string[]): boolean => columnsOf(titles) !== null;

/** Which cell is what; null when a column that is needed is missing. */
function columnsOf(titles: readonly string[]): Partial<Record<Column, number>> | null {
  const folded = titles.map(fold);
  const found: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    const at = folded.findIndex((title) => TITLES[column].includes(title));
    if (at >= 0) found[column] = at;
  }
  return found.email !== undefined && found.name !== undefined && found.role !== undefined ? found : null;
}

/**
 * Reads the lines below the titles; null when these do not name an e-mail, a name and a role.
 * @param known the institutions of the operation
 */
export function readMemberFile(
  rows: readonly { line: number; cells: readonly string[] }[],
  known: ReadonlyMap<Uai, unknown>,
): MemberFile | null {
  const [head, ...rest] = rows;
  const columns = columnsOf(head?.cells ?? []);
  if (!columns) return null;
  const lines: MemberLine[] = [];
  const bad: BadLine[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rest) {
    const cell = (column: Column): string => cells[columns[column] ?? -1] ?? '';
    const read = readLine(cell, known);
    if ('problem' in read) bad.push({ line, ...read });
    else if (seen.has(read.email)) bad.push({ line, problem: 'twice', value: '' });
    else {
      seen.add(read.email);
      lines.push({ line, ...read });
    }
  }
  return { lines, bad };
}

function readLine(
  cell: (column: Column) => string,
  known: ReadonlyMap<Uai, unknown>,
): Omit<MemberLine, 'line'> | Omit<BadLine, 'line'> {
  const email = readEmail(cell('email'));
  if (email === null) return { problem: 'email', value: '' };
  const name = [cell('firstName'), cell('name')].filter(Boolean).join(' ').replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
  if (!name) return { problem: 'name', value: '' };
  const role = readRole(cell('role'));
  if (role === null) return { problem: 'role', value: cell('role') };
  const institutions = readUais(cell('uais'), known);
  if ('value' in institutions) return { problem: 'uai', value: institutions.value };
  const isLocal = LOCAL_ROLES.includes(role);
  if (isLocal && !institutions.uais.length) return { problem: 'uaiMissing', value: cell('role') };
  if (!isLocal && institutions.uais.length) return { problem: 'uaiTooMany', value: cell('role') };
  return { email, name, role, institutions: institutions.uais };
}

/** Codes with any sign between; the first that is none, or is of no institution of the operation, as written. */
export function readUais(typed: string, known: ReadonlyMap<Uai, unknown>): { uais: Uai[] } | { value: string } {
  const uais: Uai[] = [];
  for (const code of typed.split(/[\s,;/|+]+/).filter(Boolean)) {
    const uai = parseUai(code);
    if (!uai || !known.has(uai)) return { value: code };
    if (!uais.includes(uai)) uais.push(uai);
  }
  return { uais };
}
