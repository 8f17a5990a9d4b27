/** What a sentence tells of a delegation: `je délègue à mon adjointe du 3 au 15 mai`, `I delegate seeing to Marc until Friday`. */
import type { ParsedComponents } from 'chrono-node';
import * as en from 'chrono-node/en';
import * as fr from 'chrono-node/fr';
import type { Scope } from '../domain/permissions';
import { daysBefore, type PlainDate, plainDate } from '../domain/plainDate';
import { fold } from '../domain/words';

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
  [/\b(?:nommer|tout|toute|signature|decider|decisions?|everything|nominat\w*|decide)\b/, 'nominate'],
  [/\b(?:voir|consulter|lire|lecture|see|read|view)\b/, 'see'],
  [/\b(?:proposer|propositions?|propose|proposals?)\b/, 'propose'],
];
/** `pendant deux semaines`, `pour 15 jours`. */
const LASTING = /\b(?:pendant|pour|for|durant) (?:les |the )?(\w+) (jours?|semaines?|mois|days?|weeks?|months?)\b/;
const NUMBERS: Record<string, number> = { un: 1, une: 1, a: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4 };
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

type Days = Pick<DelegationRead, 'from' | 'until'>;

function daysIn(text: string, words: string, today: PlainDate): Days {
  const lasting = LASTING.exec(words);
  if (lasting) {
    const [, number = '', unit = ''] = lasting;
    const count = NUMBERS[number] ?? Number(number);
    const days = count * (DAYS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
    if (Number.isInteger(days) && days > 0) return { from: today, until: daysBefore(today, 1 - days) };
  }
  const reference = { instant: new Date(today + NOON), timezone: 0 };
  for (const language of [fr, en]) {
    const found = language.parse(text, reference, { forwardDate: true });
    const days = found.flatMap(({ index, text: said, start, end }): Days[] => {
      if (said.toLowerCase() === 'mon') return []; // `à mon adjointe` has no Monday
      const first = dayIn(start);
      const last = end ? dayIn(end) : null;
      if (!first) return [];
      if (last) return [{ from: first, until: last }];
      return [UNTIL.test(fold(text.slice(0, index))) ? { until: first } : { from: first }];
    });
    if (days.length) return Object.assign({}, ...days) as Days;
  }
  return {};
}

const dayIn = (part: ParsedComponents): PlainDate | null =>
  plainDate(part.get('year')!, part.get('month')!, part.get('day')!);

/** The one day that a text names, today or later; null where it names none, or several. */
export function readComingDay(typed: string, today: PlainDate): PlainDate | null {
  if (typed.length > LONGEST) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim());
  if (iso) return plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const { from, until } = daysIn(typed.replace(/[’ʼ`´]/g, "'"), fold(typed), today);
  return until === undefined ? (from ?? null) : from === undefined ? until : null;
}
