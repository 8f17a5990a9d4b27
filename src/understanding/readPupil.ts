/** Reads a pupil out of a sentence: `nomme DIALLO Fatou, 5e B, née le 12 mars 2012, hôtel social`. */
import { NEEDS, type Need } from '../domain/need';
import { fold } from '../domain/words';
import type { PlainDate } from '../domain/plainDate';
import { readClass } from '../domain/schoolClass';
import { readBirthDay } from '../domain/spokenDate';
import { monthOf } from './periods';
import { type Phrases, tokensIn } from './phrases';
import type { Token } from './tokens';

export interface PupilSlots {
  lastName?: string;
  firstName?: string;
  className?: string;
  birthDate?: PlainDate;
  need?: Need;
  /** Nothing told which of two names is the last. */
  guessed?: true;
}

export interface PupilRead {
  pupil: PupilSlots;
  /** All that may be a name, as typed. */
  name: string;
  used: Set<number>;
  masks: Map<number, string>;
  /** Several pupils seem to be meant. */
  several: boolean;
}

/** A name as people write one: with hyphens and apostrophes in it. */
const CHUNK = /[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu;
/** Stands before a name and is no part of it. */
const ELISION = /^(?:[dlqnjsmtc]|qu)['’](?=\p{L}{2})/u;
const POSSESSIVE = /(?<=\p{L})['’]s$/u;
const CLASS_ALONE =
  /^(?:[3-6](?:e|eme|emes)?[a-z]?\d?|[3-6](?:e|eme)[a-z0-9]{1,3}|[3-6][a-z]{1,2}\d?|cp|ce1|ce2|cm1|cm2|ps|ms|gs|ulis|upe2a|segpa)$/;
const CLASS_BEHIND = /^[a-h\d]$/;
const BORN = new Set(['ne', 'nee', 'nes', 'born', 'naissance', 'dob']);
const LAST_LABELS = new Set(['nom', 'surname', 'family', 'last']);
const FIRST_LABELS = new Set(['prenom', 'prenomme', 'first', 'given']);
const HOW = new Set(['en', 'in', 'avec', 'with', 'sans', 'without']);
/** Who finds pupils, and is none. */
const STAFF = new Set(['cpe', 'aed', 'ien', 'aesh', 'dsden']);
const TITLES = new Set(['monsieur', 'madame', 'mademoiselle', 'mlle', 'mme', 'mr', 'mrs', 'ms', 'miss', 'm']);
/** `12/03/2012`, `12 03 2012`, `12032012`; words have a month in their middle. */
const NUMBERS_OF_A_BIRTH = /^(?:\d{1,4}[/. -]\d{1,2}[/. -]\d{2,4}|\d{8}|\d{6})$/;
/** Readings of a date: each costs more than all else. */
const MOST_DATES = 4;
/** Names have so many parts at most; more is a sentence. */
const MOST_CHUNKS = 5;

interface Chunk {
  text: string;
  /** Its tokens. */
  at: number[];
  end: number;
  start: number;
}

export class PupilReader {
  constructor(private readonly phrases: Phrases) {}

  /** @param known whether a word is one of those that sentences are made of, and so no name */
  read(text: string, tokens: readonly Token[], today: PlainDate, known: (word: string) => boolean): PupilRead {
    const used = new Set<number>();
    const masks = new Map<number, string>();
    const pupil: PupilSlots = {};
    const take = (at: number[], mask: string): void => {
      for (const [k, i] of at.entries()) {
        used.add(i);
        masks.set(i, k === 0 ? mask : '');
      }
    };
    for (const { value, from, to } of this.phrases.find(tokens, ['need']))
      if (isNeed(value)) {
        pupil.need ??= value;
        take(tokensIn({ from: from, to: to }), 'xneed');
      }
    const born = birthIn(text, tokens, today, used);
    if (born) {
      pupil.birthDate = born.date;
      take(tokensIn({ from: born.from, to: born.to }), 'xdate');
    }
    const classAt = classIn(text, tokens, used);
    if (classAt) {
      pupil.className = text.slice(tokens[classAt.from]!.start, tokens[classAt.to - 1]!.end);
      take(tokensIn({ from: classAt.from, to: classAt.to }), 'xclass');
      const other = classIn(text, tokens, used); // `pas en 3C mais en 3D`
      if (other) take(tokensIn({ from: other.from, to: other.to }), 'xclass');
    }
    const chunks = this.#chunks(text, tokens, used, known);
    const { several, ...named } = namesIn(text, tokens, chunks);
    const { lastName, firstName, guessed } = named;
    Object.assign(pupil, {
      ...(lastName !== undefined && { lastName }),
      ...(firstName !== undefined && { firstName }),
      ...(guessed && { guessed }),
    });
    let before = -1;
    for (const { at, start } of named.chunks) {
      const beside = before >= 0 && /^[\s\-'’]*$/.test(text.slice(before, start));
      take(at, beside ? '' : 'xname');
      before = at.length ? tokens[at.at(-1)!]!.end : before;
    }
    return { pupil, name: named.chunks.map((chunk) => chunk.text).join(' '), used, masks, several };
  }

  #chunks(
    text: string,
    tokens: readonly Token[],
    used: ReadonlySet<number>,
    known: (word: string) => boolean,
  ): Chunk[] {
    const shouts = !/\p{Ll}{2}/u.test(text);
    const all = [...text.matchAll(CHUNK)].map((found): Chunk & { isKnown: boolean; isUpper: boolean } => {
      const elided = ELISION.exec(found[0])?.[0] ?? '';
      const start = found.index + elided.length;
      const own = found[0].slice(elided.length).replace(POSSESSIVE, '');
      const end = start + own.length;
      const at = tokens.flatMap((token, i) => (token.start >= start && token.end <= end ? [i] : []));
      return {
        ...{ text: own, at, start, end },
        isKnown: at.every((i) => used.has(i) || known(tokens[i]!.word)) || at.some((i) => used.has(i)),
        isUpper: !shouts && own.length > 1 && own === own.toUpperCase() && !at.some((i) => used.has(i)),
      };
    });
    const beside = (a: Chunk | undefined, b: Chunk | undefined): boolean =>
      a !== undefined && b !== undefined && /^\s*$/.test(text.slice(a.end, b.start));
    // `LE GOFF`: a small word in capitals beside a name in capitals is part of it.
    const isName = all.map(({ isKnown, isUpper }, i) => {
      if (!isKnown) return true;
      const next = all[i + 1];
      const last = all[i - 1];
      const withNext = beside(all[i], next) && next!.isUpper && (!next!.isKnown || all[i + 2]?.isKnown === false);
      const withLast = beside(last, all[i]) && last!.isUpper && !last!.isKnown;
      const isLittle = /^\p{Lu}\p{Ll}{1,2}$/u.test(all[i]!.text) && all[i]!.start > 0;
      if (isLittle && beside(all[i], next) && !next!.isKnown && /^\p{Lu}/u.test(next!.text)) return true; // `Le Goff`
      return isUpper && (withNext || withLast);
    });
    return all.filter(({ text: own }, i) => isName[i] && (own.length > 1 || /\p{Lu}/u.test(own)));
  }
}

const isNeed = (value: string): value is Need => (NEEDS as readonly string[]).includes(value);

/** A day of birth with its year. */
function birthIn(
  text: string,
  tokens: readonly Token[],
  today: PlainDate,
  used: ReadonlySet<number>,
): { date: PlainDate; from: number; to: number } | null {
  let reads = 0;
  for (let i = 0; i < tokens.length && reads < MOST_DATES; i++) {
    if (!/^\d{1,2}(?:er|st|nd|rd|th)?$|^\d{4}$|^\d{8}$|^\d{6}$/.test(tokens[i]!.word)) continue;
    for (const length of [3, 1]) {
      if (i + length > tokens.length || tokensIn({ from: i, to: i + length }).some((k) => used.has(k))) continue;
      const said = text.slice(tokens[i]!.start, tokens[i + length - 1]!.end);
      if (!NUMBERS_OF_A_BIRTH.test(said) && (length === 1 || monthOf(tokens[i + 1]!.word) === 0)) continue;
      reads++;
      const read = readBirthDay(said, today);
      if (!('date' in read)) continue;
      let from = i;
      while (
        from > 0 &&
        (BORN.has(tokens[from - 1]!.word) || ['le', 'on', 'the', 'e', 'date', 'de'].includes(tokens[from - 1]!.word))
      )
        from--;
      return { date: read.date, from, to: i + length };
    }
  }
  return null;
}

function classIn(
  text: string,
  tokens: readonly Token[],
  used: ReadonlySet<number>,
): { from: number; to: number } | null {
  for (let i = 0; i < tokens.length; i++) {
    const { word } = tokens[i]!;
    if (used.has(i) || !CLASS_ALONE.test(word)) continue;
    const isBare = /^\d$/.test(word);
    const before = tokens[i - 1]?.word ?? '';
    const next = tokens[i + 1];
    const follows =
      next !== undefined &&
      !used.has(i + 1) &&
      CLASS_BEHIND.test(next.word) &&
      /^\s$/.test(text.slice(tokens[i]!.end, next.start));
    const isLetter = follows && (/\d/.test(next.word) || next.raw === next.raw.toUpperCase());
    if (isBare && !(isLetter && /[a-h]/.test(next.word) && ['en', 'classe', 'class', 'in'].includes(before))) continue;
    const to =
      isLetter && !/[a-z]\d?$/.test(word.replace(/^\d(?:e|eme|emes)$/, ''))
        ? i + 2
        : isLetter && /^(?:cp|ce1|ce2|cm1|cm2|segpa|ulis)$/.test(word)
          ? i + 2
          : i + 1;
    const said = text.slice(tokens[i]!.start, tokens[to - 1]!.end);
    const read = readClass(said);
    if ('problem' in read || read.stage === null) continue;
    return { from: i, to };
  }
  return null;
}

interface Named {
  lastName?: string;
  firstName?: string;
  guessed?: true;
  several: boolean;
  chunks: Chunk[];
}

/** Upper case tells the last name; then a label; then nothing does. */
function namesIn(text: string, tokens: readonly Token[], found: Chunk[]): Named {
  const all = found.filter((chunk) => !STAFF.has(fold(chunk.text)));
  const isUpper = ({ text: own }: Chunk): boolean => own.length > 1 && own === own.toUpperCase();
  const isTitle = ({ text: own }: Chunk): boolean => /^\p{Lu}/u.test(own);
  const labelled = labelsIn(tokens, all);
  if (labelled) return { ...labelled, several: false };
  const beside = (a: Chunk, b: Chunk): boolean => /^\s*$/.test(text.slice(a.end, b.start));
  const groups: Chunk[][] = [];
  for (const chunk of all) {
    const last = groups.at(-1);
    if (last && beside(last.at(-1)!, chunk)) last.push(chunk);
    else groups.push([chunk]);
  }
  const behind = ({ at }: Chunk): string => tokens[at[0]! - 1]?.word ?? '';
  const shouts = all.length > 0 && !/\p{Ll}{2}/u.test(text);
  const upper = shouts ? [] : groups.filter((group) => group.some(isUpper));
  if (upper.length > 1) return { several: true, chunks: upper.flat() };
  if (upper[0]) {
    const group = upper[0].filter((chunk) => isUpper(chunk) || isTitle(chunk));
    const last = group.filter(isUpper);
    const first = group.filter((chunk) => !isUpper(chunk));
    return {
      ...(last.length && { lastName: last.map((chunk) => chunk.text).join(' ') }),
      ...(first.length && { firstName: first.map((chunk) => chunk.text).join(' ') }),
      several: false,
      chunks: group,
    };
  }
  // `un élève en fracture numérique`: how a pupil is, not what they are called.
  const likely = groups.filter(([first]) => !HOW.has(behind(first!)) || /^\p{Lu}/u.test(first!.text));
  const titled = likely.filter((group) => group.some(isTitle) && group[0]!.start > 0);
  const chosen = titled.length ? titled : likely;
  const group = titled.length
    ? titled[0]!.filter(isTitle)
    : (chosen.find((each) => each.length > 1) ?? chosen[0] ?? []);
  if (!group.length || group.length > MOST_CHUNKS) return { several: false, chunks: [] };
  const several = titled.length > 1;
  const title = tokens[group[0]!.at[0]! - 1]?.word ?? '';
  if (group.length === 1)
    return {
      ...(TITLES.has(title) ? { lastName: group[0]!.text } : { firstName: group[0]!.text }),
      several,
      chunks: group,
    };
  const [first, ...last] = group.map((chunk) => chunk.text);
  return { firstName: first!, lastName: last.join(' '), guessed: true, several, chunks: group };
}

/** `nom Diallo prénom Fatou`. */
function labelsIn(tokens: readonly Token[], all: Chunk[]): Omit<Named, 'several'> | null {
  const behind = (labels: ReadonlySet<string>): Chunk[] => {
    const label = tokens.findIndex(({ word }) => labels.has(word));
    if (label < 0) return [];
    const start = all.findIndex(({ at }) => at[0] !== undefined && at[0] > label && at[0] <= label + 2);
    if (start < 0) return [];
    const group = [all[start]!];
    for (const chunk of all.slice(start + 1)) {
      if (chunk.at[0] !== group.at(-1)!.at.at(-1)! + 1) break;
      group.push(chunk);
    }
    return group;
  };
  const last = behind(LAST_LABELS);
  const first = behind(FIRST_LABELS);
  const others = all.filter((chunk) => !last.includes(chunk) && !first.includes(chunk));
  if (!last.length || (!first.length && !others.length)) return null;
  const own = first.length
    ? first
    : others.filter(({ text }) => !last.some((chunk) => chunk.text === text)).slice(0, 1);
  if (!own.length) return null;
  const spell = (chunks: Chunk[]): string => chunks.map(({ text }) => text).join(' ');
  return { lastName: spell(last), firstName: spell(own), chunks: [...last, ...own] };
}
