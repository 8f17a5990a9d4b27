/**
 * A list that an ENT or Pronote exports: when each pupil connected last. Of its columns these are read: name, first name, birth date,
 * class, last connection, the school's code. Nothing else of it is kept (DOMAIN, Pupils' data).
 */
import { type PlainDate, plainDate } from './plainDate';
import { LONGEST_NAME, readName } from './pupil';
import { parseUai, type Uai } from './uai';
import { fold } from './words';

interface TableRow {
  line: number;
  cells: string[];
}

/** One pupil of the list. */
export interface Connection {
  line: number;
  lastName: string;
  firstName: string;
  birthDate?: PlainDate;
  className?: string;
  /** The last day on which they connected; absent: never. */
  seenOn?: PlainDate;
  /** Their school, if the list says so. */
  institution?: Uai;
}

export interface ConnectionFile {
  pupils: Connection[];
  /** Lines without a name, or with a day that cannot be read. */
  bad: number[];
}

const TITLES = {
  lastName: ['nom', 'nom de famille', 'nom eleve', 'nom de l eleve', 'name', 'last name', 'surname'],
  firstName: ['prenom', 'prenoms', 'prenom 1', 'prenom eleve', 'prenom de l eleve', 'first name'],
  whole: ['eleve', 'nom prenom', 'nom et prenom', 'nom prenom eleve', 'utilisateur', 'pupil', 'user'],
  birthDate: ['date de naissance', 'ne e le', 'nee le', 'ne le', 'naissance', 'birth date', 'date of birth'],
  className: ['classe', 'division', 'classes', 'class', 'regroupement'],
  seenOn: [
    ...['derniere connexion', 'date derniere connexion', 'date de derniere connexion', 'derniere connexion le'],
    ...[
      'dern connexion',
      'derniere connexion eleve',
      'derniere connexion ent',
      'connexion',
      'last login',
      'last connection',
    ],
    ...['derniere visite', 'date de la derniere connexion', 'dernier acces', 'derniere activite', 'last sign in'],
  ],
  profile: ['profil', 'type', 'statut', 'role', 'categorie', 'profile'],
  institution: ['uai', 'rne', 'etablissement uai', 'code uai', 'code etablissement', 'uai etablissement'],
} as const;
type Column = keyof typeof TITLES;

/** What stands where nobody ever connected. */
const NEVER = new Set([
  '',
  'jamais',
  'jamais connecte',
  'jamais connectee',
  'aucune',
  'aucune connexion',
  'never',
  'non',
  '0',
  'n a',
]);
/** Rows of others than pupils: parents and teachers have accounts as well. */
const PUPIL = /^(?:eleves?(?: s)?|pupils?|students?|national 1|ent_eleve)$/;

/** Null when it is no such list: without a pupil's name and a last connection. */
export function readConnectionFile([head, ...rows]: readonly TableRow[]): ConnectionFile | null {
  const titles = (head?.cells ?? []).map(fold);
  const at = (column: Column): number =>
    titles.findIndex((title) => (TITLES[column] as readonly string[]).includes(title));
  const isNamed = (at('lastName') >= 0 && at('firstName') >= 0) || at('whole') >= 0;
  if (!isNamed || at('seenOn') < 0) return null;
  const file: ConnectionFile = { pupils: [], bad: [] };
  for (const { line, cells } of rows) {
    const cell = (column: Column): string => cells[at(column)]?.trim() ?? '';
    const profile = fold(cell('profile'));
    if (profile && !PUPIL.test(profile)) continue;
    const read = readRow(cell);
    if (read) file.pupils.push({ line, ...read });
    else file.bad.push(line);
  }
  return file;
}

function readRow(cell: (column: Column) => string): Omit<Connection, 'line'> | null {
  const [lastName, firstName] = namesIn(cell);
  if (lastName === null || firstName === null) return null;
  const seen = cell('seenOn');
  const seenOn = NEVER.has(fold(seen)) ? undefined : dayIn(seen);
  if (seenOn === null) return null;
  const birthDate = dayIn(cell('birthDate'));
  const institution = parseUai(cell('institution'));
  if (cell('institution') && !institution) return null; // nobody knows whose pupil it is
  const className = cell('className').slice(0, LONGEST_NAME);
  return {
    ...{ lastName, firstName },
    ...(birthDate && { birthDate }),
    ...(className && { className }),
    ...(seenOn && { seenOn }),
    ...(institution && { institution }),
  };
}

function namesIn(cell: (column: Column) => string): [string | null, string | null] {
  const name = (typed: string): string | null => {
    const read = readName(typed);
    return 'name' in read ? read.name : null;
  };
  if (cell('lastName')) return [name(cell('lastName')), name(cell('firstName'))];
  // `DIALLO Fatou`: the words in capitals are the family's.
  const words = cell('whole').replace(/,/g, ' ').split(/\s+/).filter(Boolean);
  const given = words.findIndex((word, i) => i > 0 && word !== word.toUpperCase());
  const from = given < 0 ? 1 : given;
  return [name(words.slice(0, from).join(' ')), name(words.slice(from).join(' '))];
}

/** `12/05/2026`, `12/05/2026 08:41`, `2026-05-12T08:41:00`, `12-05-26`; a spreadsheet's own day. */
function dayIn(text: string): PlainDate | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const french = /^(?:le )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/i.exec(text);
  if (french) {
    const year = Number(french[3]);
    return plainDate(year < 100 ? 2000 + year : year, Number(french[2]), Number(french[1]));
  }
  const date = /^\w{3} \w{3} \d{1,2} \d{4} /.test(text) ? new Date(text) : null; // as read from an XLSX
  return date && !Number.isNaN(date.getTime())
    ? plainDate(date.getFullYear(), date.getMonth() + 1, date.getDate())
    : null;
}
