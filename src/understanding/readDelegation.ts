/** What a sentence tells of a delegation: `je délègue à mon adjointe du 3 au 15 mai`, `I delegate seeing to Marc until Friday`. */
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import * as en from 'chrono-node/en';
import * as fr from 'chrono-node/fr';
import type { Scope } from '../domain/permissions';
import { daysBefore, type PlainDate, plainDate } from '../domain/plainDate';
import { fold } from '../domain/words';
import { withMonthEnds } from './monthEnd';

export interface DelegationRead {
  from?: PlainDate;
  until?: PlainDate;
  scope?: Scope;
}

/** Longer than any sentence that delegates, in characters. */
const LONGEST = 300;
const NOON = 'T12:00:00Z';

const UNTIL = /\b(?:jusqu(?: a| au| en)?|until|till|to)$/;
const SCOPES: readonly (readonly [RegExp, Scope])[] = [
  [
    /\b(?:remises?|remettre|stocks?|livraisons?|receptions?|recevoir|distribu\w*|hand(?:ing)? over|hand overs?|deliver\w*)\b/,
    'handOver',
  ],
  [/\b(?:nommer|tout|toute|signature|decider|decisions?|everything|nominat\w*|decide)\b/, 'nominate'],
  [/\b(?:voir|consulter|lire|lecture|see|read|view)\b/, 'see'],
  [/\b(?:proposer|propositions?|propose|proposals?)\b/, 'propose'],
];
/** `pendant deux semaines`, `pour 15 jours`. */
const LASTING =
  /\b(?:(?:pendant|pour|for|durant|pdt|pr) )?(?:les |the )?(\w+) (jours?|semaines?|mois|days?|weeks?|months?)\b/;
const NUMBERS: Record<string, number> = {
  un: 1,
  une: 1,
  a: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  six: 6,
  huit: 8,
  dix: 10,
  quinze: 15,
};
const DAYS: readonly (readonly [RegExp, number])[] = [
  [/^(?:jour|day)/, 1],
  [/^(?:semaine|week)/, 7],
  [/^(?:mois|month)/, 30],
];

export function readDelegation(typed: string, today: PlainDate): DelegationRead {
  const text = typed.slice(0, LONGEST).replace(/[’ʼ`´]/g, "'");
  const words = fold(text);
  const scope = SCOPES.find(([pattern]) => pattern.test(words))?.[1];
  return { ...daysIn(text, words, today), ...(scope && { scope }) };
}

/** Whom it names after `à` or `to`, as typed: `Mme Roux`, `mon adjointe`, `my deputy Marc`; not when, from when, or what for. */
export function readDelegates(typed: string): string[] {
  const words = typed
    .slice(0, LONGEST)
    .replace(/[,;:.!?](?=\s|$)/g, ' ,')
    .split(/\s+/);
  return words.flatMap((word, i) => {
    if (!/^(?:à|to)$/i.test(word)) return [];
    const end = words.findIndex((next, k) => k > i && (fold(next) === '' || ENDS_WHOM.test(fold(next))));
    const whom = words.slice(i + 1, end < 0 ? undefined : end).filter((each) => each !== ',');
    return whom.length ? [whom.join(' ')] : [];
  });
}

/** What no person's name begins with, and what follows one. */
const ENDS_WHOM =
  /^(?:jusqu.*|pour|pendant|pdt|du|de|d|des|le|les|ce|cette|partir|compter|dater|et|a|demain|aujourd.*|until|till|to|from|for|on|this|next|and|tomorrow|today|see|nominate|propose|read|view|decide|hand)$/;

/** `mon adjointe`, `la principale adjointe`, `my deputy`: the office, and no name. */
const OFFICE =
  /^(?:mon|ma|notre|nos|mes|la|l|my|our|the|mme|m|mr|mrs|ms|madame|monsieur|principale?s?|adjoint(?:e|s|es)?|deputy|deputies|head|proviseure?)$/;

/** The words of it that are no office: somebody's name, or another's office. */
export const namesIn = (whom: string): string[] =>
  fold(whom)
    .split(' ')
    .filter((word) => word !== '' && !OFFICE.test(word));

type Days = Pick<DelegationRead, 'from' | 'until'>;

function daysIn(text: string, words: string, today: PlainDate): Days {
  const lasting = lastingIn(words);
  const { from, until } = lasting === null ? namedDays(text, today) : namedDays(withoutDuration(text), today);
  if (lasting === null) return { ...(from && { from }), ...(until && { until }) };
  const first = from ?? today;
  return { from: first, until: daysBefore(first, 1 - lasting) };
}

const UNIT = /^(?:jours?|semaines?|mois|days?|weeks?|months?)$/;
const LASTS = new Set('pendant pour for durant pdt pr'.split(' '));

/** The text without its duration, which a day would be read from. */
function withoutDuration(text: string): string {
  const words = text.split(' ');
  const unit = words.findIndex((word) => UNIT.test(fold(word)));
  const from = LASTS.has(fold(words[unit - 2] ?? '')) ? unit - 2 : unit - 1;
  return words.filter((_word, i) => i < from || i > unit).join(' ');
}

/** In days; null where none is told. */
function lastingIn(words: string): number | null {
  const [, number = '', unit = ''] = LASTING.exec(words) ?? [];
  return daysOf(number, unit);
}

function daysOf(number: string, unit: string): number | null {
  const days = (NUMBERS[number] ?? Number(number)) * (DAYS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
  return number !== '' && Number.isInteger(days) && days > 0 ? days : null;
}

/** Whether a year stands in it. */
const YEAR = /\b20\d{2}\b|\d\/\d{1,2}\/\d{2}\b/;
/** An end that far behind its beginning is a slip, where no year is told. In days. */
const SLIP = 183;

/** `à mon adjointe` has no Monday, and no month. */
const MINE = /(?<!\p{L})(?:[aà] )?mon(?!\p{L})/giu;

function namedDays(typed: string, today: PlainDate): Days {
  const text = withMonthEnds(typed.replace(MINE, ' '), today);
  const reference = { instant: new Date(today + NOON), timezone: 0 };
  for (const language of [fr, en]) {
    const found = language.parse(text, reference, { forwardDate: true }).filter((each) => isWhole(text, each));
    const days = found.flatMap(({ index, start, end }): Days[] => {
      const first = dayIn(start);
      const last = end ? dayIn(end) : null;
      if (!first) return [];
      if (last) return [{ from: first, until: last }];
      return [UNTIL.test(fold(text.slice(0, index))) ? { until: first } : { from: first }];
    });
    const { from, until } = Object.assign({}, ...days) as Days;
    const isSlip = from !== undefined && until !== undefined && until > daysBefore(from, -SLIP) && !YEAR.test(text);
    if (days.length) return { ...(from && { from }), ...(until && !isSlip && { until }) };
  }
  return {};
}

/** Between no letters: to the library an accent ends a word, and `il a déménagé` has `a d`, a day. */
const isWhole = (text: string, { index, text: day }: ParsedResult): boolean =>
  !/\p{L}$/u.test(text.slice(0, index)) && !/^\p{L}/u.test(text.slice(index + day.length));

const dayIn = (part: ParsedComponents): PlainDate | null =>
  plainDate(part.get('year')!, part.get('month')!, part.get('day')!);

/** `dans deux semaines`, `d'ici un mois`, `in 10 days`. */
const FROM_NOW = /\b(?:dans|d ici|in|within) (\w+) (jours?|semaines?|mois|days?|weeks?|months?)\b/;
/** `le 15`: of this month, or of the next. */
const OF_THE_MONTH = /^(?:pour |jusqu )?(?:le|au) (\d{1,2})$/;

/** The one day that a text names, today or later; null where it names none, or several. */
export function readComingDay(typed: string, today: PlainDate): PlainDate | null {
  if (typed.length > LONGEST) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim());
  if (iso) return plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = fold(typed);
  const [, number = '', unit = ''] = FROM_NOW.exec(words) ?? [];
  const days = daysOf(number, unit);
  if (days !== null) return daysBefore(today, -days);
  const ofMonth = OF_THE_MONTH.exec(words);
  if (ofMonth) return nextOf(Number(ofMonth[1]), today);
  const { from, until } = daysIn(typed.replace(/[’ʼ`´]/g, "'"), words, today);
  return until === undefined ? (from ?? null) : from === undefined ? until : null;
}

/** How long a text says, in days: `de deux semaines`; null where it says nothing, or a day. */
export const readDuration = (typed: string): number | null =>
  typed.length > LONGEST ? null : lastingIn(fold(typed).replace(/\bd (?=un )/, ''));

function nextOf(day: number, today: PlainDate): PlainDate | null {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const own = plainDate(year, month, day);
  if (own && own >= today) return own;
  return plainDate(month === 12 ? year + 1 : year, (month % 12) + 1, day);
}
