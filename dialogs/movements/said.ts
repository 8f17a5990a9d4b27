/** What sentences about movements tell: how many, whose, from where, for whom; a form shows it all, to be put right. */
import type { PlainDate } from '../../src/domain/plainDate';
import { readPastDay } from '../../src/domain/spokenDate';
import { fold } from '../../src/domain/words';
import type { Basis } from '../../src/services/movements/share';
import type { Places } from '../../src/understanding/places';
import { tokensOf } from '../../src/understanding/tokens';
import type { Values } from '../form/form';
import type { Turn } from '../turn';
import { endTitle, numberIn, scopeIn } from './fields';

/** The first number of a sentence that is no part of a date, of a code, or a share of a hundred. */
function numberSaid(said: string): string | undefined {
  const plain = said.replace(/\b\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|\b\d{6,7}\s?[a-z]\b|\d{1,3}\s?%|\b20\d\d\b/gi, ' ');
  const found = /(?<![\p{L}\d])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|(?<![\p{L}\d])\d{1,7}(?![\p{L}\d])/u.exec(
    plain,
  )?.[0];
  return found === undefined ? undefined : String(numberIn(found));
}

/** A number, or all. */
export const countSaid = ({ t }: Turn, said: string): Values => {
  const count = numberSaid(said);
  if (count !== undefined) return { count };
  return /\b(?:tout|toute|toutes|tous|all)\b/.test(fold(said)) ? { count: t('movements:count.all') } : {};
};

/** `annoncées 6 000`, `sur 500 annoncées`. */
const ANNOUNCED = /\bannonc\p{L}{0,4}\s{0,2}:?\s{0,2}(\d[\d \u00a0\u202f]{0,10})/iu;
const ANNOUNCED_BEFORE =
  /(?:(?:sur|of)\s)?(\d[\d \u00a0\u202f]{0,10})\s?(?:annonc\p{L}{0,4}|announced|pr[ée]vu\p{L}{0,2})/iu;
/** `le 12/05/2026`, `hier`. */
const DAY_SAID =
  /\b(?:le|on|the)\s(\d{1,2}(?:\/\d{1,2}(?:\/\d{2,4})?|\s\p{L}{3,9}(?:\s\d{4})?))|\b(avant-hier|hier|yesterday)\b/iu;

/** Who gave a lot, when it came, how many were announced and came. */
export function lotSaid(said: string, today: PlainDate): Values {
  const giver =
    /\b(?:de la part de|de l['’]|de la|du|de|from)\s*(\p{Lu}[\p{L}'’-]*(?: (?!le |annonc|on |ce |hier|aujourd|ier )[\p{L}'’-]+){0,6})/u.exec(
      said,
    )?.[1];
  const announced = ANNOUNCED.exec(said)?.[1] ?? ANNOUNCED_BEFORE.exec(said)?.[1];
  const rest = said.replace(ANNOUNCED, ' ').replace(ANNOUNCED_BEFORE, ' ');
  const received = numberSaid(rest);
  const [, date, ago] = DAY_SAID.exec(said) ?? [];
  const day = date ?? ago;
  const on = day === undefined ? null : readPastDay(day, today);
  return {
    on: on && 'date' in on ? on.date : today,
    ...(received !== undefined && {
      received,
      announced: announced === undefined ? received : String(numberIn(announced)),
    }),
    ...(giver !== undefined && { giver: giver.trim() }),
  };
}

const BASIS_SAID: readonly [RegExp, Basis][] = [
  [/\b(?:ips|besoin|besoins|need|indice|social)\b/, 'need'],
  [/\b(?:eleve|eleves|effectif|effectifs|pupils?)\b/, 'pupils'],
  [/\b(?:egal|egale|egales|egalement|egalite|egaux|equally|equal)\b/, 'equal'],
  [/\b(?:attend|attendent|attente|waiting|waits?)\b/, 'waiting'],
];

/** A part of the reserve: how many that is has to be said. */
const PART_SAID = /%|\bmoiti[ée]|\b(?:tiers|quart|half|third|quarter)\b/i;
/** Whether a part is meant: how many that is has to be asked. */
export const isPartSaid = (said: string): boolean => PART_SAID.test(said);

const MIN_SAID = /\b(?:minimum|mini?|au moins|at least)\D{0,12}(\d{1,5})/i;
const MAX_SAID = /\b(?:maximum|maxi?|au plus|at most)\D{0,12}(\d{1,5})/i;

export const basisSaid = (said: string): Basis | undefined => BASIS_SAID.find(([words]) => words.test(fold(said)))?.[1];

/** The least and the most, and the sentence without them. */
export function boundsSaid(said: string): { min: string | undefined; max: string | undefined; rest: string } {
  const [min, max] = [MIN_SAID.exec(said)?.[1], MAX_SAID.exec(said)?.[1]];
  return { min, max, rest: said.replace(MIN_SAID, ' ').replace(MAX_SAID, ' ') };
}

/** Whom a sentence names, in its own words: kinds, communes and schools, priority education; all without. */
export function scopeSaid({ t, today }: Turn, said: string, places: Places): string {
  const named = places
    .find(tokensOf(said))
    .places.map((place) => ('uai' in place ? place.uai : place.commune))
    .join(', ');
  const [kind, another] = said.match(KINDS_SAID) ?? [];
  const priority = /\brep\s?\+|\brep plus\b/i.test(said) ? 'REP+' : /\brep\b/i.test(said) ? 'REP' : '';
  const only = another === undefined ? (kind ?? '') : '';
  // One school is itself, whatever is said of its kind.
  const tries = [[only, priority, named], [priority, named], [only, priority], [named]];
  const read = tries
    .map((parts) => parts.filter(Boolean).join(' '))
    .find((text) => text && scopeIn(text, places, today));
  return read ?? t('movements:everyone');
}

const KINDS_SAID = /\b(?:coll[èe]ges|circonscriptions|districts|lyc[ée]es|high schools)(?!\p{L})/giu;

const RESERVE_SAID = /\breserves?\b/;
export const isReserveSaid = (said: string): boolean => RESERVE_SAID.test(fold(said));

/** `donne 3 places à Jean Moulin`: from the reserve, to what stands behind. */
export function parted(said: string): [string, string] {
  const at = said.search(/\s(?:à|au|aux)\s/i);
  return at < 0 ? [said, ''] : [said.slice(0, at), said.slice(at)];
}

export function endSaid({ t }: Turn, text: string, places: Places, isReserve: boolean): string | null {
  const found = places
    .find(tokensOf(text))
    .places.flatMap((place) => ('uai' in place ? (places.institution(place.uai) ?? []) : []));
  if (found[0]) return endTitle(t, found[0]);
  return isReserve ? t('movements:reserve') : null;
}
