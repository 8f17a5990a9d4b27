/** Days as people say them (`lundi dernier`, `il y a 3 jours`, `1er février`, `12/03`), by chrono-node; ADR 11 says why. */
import type { ParsedResult } from 'chrono-node';
import * as en from 'chrono-node/en';
import * as fr from 'chrono-node/fr';
import { daysBefore, type PlainDate, plainDate, type ReadDate, readDate } from './plainDate';
import { fold } from './words';

export type SpokenDateProblem =
  | 'unreadable'
  /** The same of a day to come, whose year need not be told. */
  | 'unclear'
  | 'impossible'
  | 'noYear'
  | 'noDay';
export type SpokenDate = { date: PlainDate } | { problem: SpokenDateProblem };

/** Longer than any way to say a day, in characters. */
const LONGEST = 60;
const NOON = 'T12:00:00Z';

/**
 * Reads a day that is over, or today: without a year, the last such day (`12/03`, `lundi`).
 * What it names must be a day: `le mois dernier` is asked again.
 */
export function readPastDay(typed: string, today: PlainDate): SpokenDate {
  return onItsWeekday(typed, pastDay(withoutBorn(typed), today));
}

function pastDay(typed: string, today: PlainDate): SpokenDate {
  const exact = readDate(typed, today);
  if (!('problem' in exact) || exact.problem === 'impossible') return exact;
  const dayAndMonth = readDayAndMonth(typed, today) ?? readWeekdayAndDay(typed, today);
  if (dayAndMonth) return dayAndMonth;
  if (VAGUE.test(fold(typed))) return { problem: 'noDay' };
  const found = parse(typed, today);
  if (!found) return { problem: 'unreadable' };
  const { start } = found;
  const date = plainDate(start.get('year')!, start.get('month')!, start.get('day')!);
  if (!date) return { problem: 'impossible' };
  const isMonth = start.isCertain('month') && !start.isCertain('day');
  if (isMonth) return { problem: 'noDay' };
  if (/\d/.test(typed) && !start.isCertain('day')) return { problem: 'unreadable' }; // a number that it did not use
  if (date <= today || start.isCertain('year')) return { date };
  const isAhead = /\b(?:prochaine?|suivante?|next)\b/.test(fold(found.text));
  if (start.isCertain('weekday') && !start.isCertain('day') && !isAhead) return { date: daysBefore(date, 7) };
  if (start.isCertain('month')) return lastSuch(start.get('month')!, start.get('day')!, today);
  return { date };
}

/** Reads a day of birth: a day without its year is asked for the year. */
export function readBirthDay(typed: string, today: PlainDate): SpokenDate {
  return onItsWeekday(typed, birthDay(withoutBorn(typed), today));
}

function birthDay(typed: string, today: PlainDate): SpokenDate {
  const exact = readDate(typed, today);
  if (!('problem' in exact) || exact.problem === 'impossible') return exact;
  if (readDayAndMonth(typed, today)) return { problem: 'noYear' };
  const found = parse(typed, today);
  if (!found) return { problem: 'unreadable' };
  const { start } = found;
  if (start.isCertain('year') && start.isCertain('month') && start.isCertain('day')) {
    const date = plainDate(start.get('year')!, start.get('month')!, start.get('day')!);
    return date ? { date } : { problem: 'impossible' };
  }
  if (start.isCertain('month')) return { problem: start.isCertain('day') ? 'noYear' : 'noDay' };
  return { problem: 'unreadable' };
}

/** What names no day, and what chrono makes one of. */
const VAGUE = /\b(?:quelques?|plusieurs|few|several|annees?|years?|an dernier|cette semaine|this week)\b/;

const WEEKDAYS = [
  ['dimanche', 'dim', 'sunday', 'sun'],
  ['lundi', 'lun', 'monday', 'mon'],
  ['mardi', 'tuesday', 'tue'],
  ['mercredi', 'mer', 'wednesday', 'wed'],
  ['jeudi', 'jeu', 'thursday', 'thu'],
  ['vendredi', 'ven', 'friday', 'fri'],
  ['samedi', 'sam', 'saturday', 'sat'],
];

const weekdayIn = (typed: string): number => {
  const words = typed.length > LONGEST ? [] : fold(typed).split(' ');
  return WEEKDAYS.findIndex((names) => names.some((name) => words.includes(name)));
};

/** `née le 12 mai 2013`. */
const withoutBorn = (typed: string): string => typed.replace(/^\s*(?:née?|nee?|born) (?:le |on )?/i, '');

/** A weekday that is named is the day's own, or one of the two is wrong. */
function onItsWeekday(typed: string, read: SpokenDate): SpokenDate {
  if ('problem' in read) return read;
  const weekday = weekdayIn(typed);
  return weekday < 0 || weekday === new Date(read.date).getUTCDay() ? read : { problem: 'impossible' };
}

/** `vendredi 13`: the last such day, or one that comes soon. */
function readWeekdayAndDay(typed: string, today: PlainDate): ReadDate | null {
  const day = /^(?:le )?\p{L}+ (\d{1,2})$/u.exec(fold(typed))?.[1];
  const weekday = weekdayIn(typed);
  if (day === undefined || weekday < 0) return null;
  for (let back = 0; back <= FAR; back++) {
    const date = daysBefore(today, back);
    if (Number(date.slice(8)) === Number(day) && new Date(date).getUTCDay() === weekday) return { date };
  }
  return { problem: 'impossible' };
}

/** A weekday and a number come together again within so many days; further back the month is said. */
const FAR = 62;

/** `12/03`, `12.3`, `1er février` with no year: the last such day. */
function readDayAndMonth(typed: string, today: PlainDate): ReadDate | null {
  const text = fold(typed).replace(/^le /, '');
  const numeric = /^(\d{1,2}) (\d{1,2})$/.exec(text);
  const written = /^\d{1,2}(?:er|st|nd|rd|th)? \p{L}+$/u.test(text);
  if (numeric) return lastSuch(Number(numeric[2]), Number(numeric[1]), today);
  if (!written) return null;
  const read = readDate(`${text} ${LEAP_YEAR}`, today);
  if ('problem' in read) return read.problem === 'unreadable' ? null : read;
  return lastSuch(Number(read.date.slice(5, 7)), Number(read.date.slice(8)), today);
}

/** Has every day that a year can have. */
const LEAP_YEAR = 2024;
/** A day that comes this soon is meant, by mistake, rather than the one of a year ago. In days. */
const SOON = 31;

/** February 29th is a day of leap years alone: the last of them is meant. */
function lastSuch(month: number, day: number, today: PlainDate): ReadDate {
  const year = Number(today.slice(0, 4));
  const soon = daysBefore(today, -SOON);
  for (let back = 0; back <= 4; back++) {
    const date = plainDate(year - back, month, day);
    if (date && date <= soon) return { date };
  }
  return { problem: 'impossible' };
}

/** What stands beside a day and does not change it. */
const FILLERS = new Set(
  'le la l au du de en a on the of soir matin midi apres evening morning vers environ'.split(' '),
);

/** The one day that is named, if nothing else is said. */
function parse(typed: string, today: PlainDate): ParsedResult | null {
  if (typed.length > LONGEST) return null;
  const text = typed.replace(/[’ʼ`´]/g, "'");
  const reference = { instant: new Date(today + NOON), timezone: 0 };
  for (const language of [fr, en]) {
    const [found, another] = language.parse(text, reference);
    if (!found || another || found.end) continue;
    const left = text.slice(0, found.index) + text.slice(found.index + found.text.length);
    if (
      fold(left)
        .split(' ')
        .every((word) => !word || FILLERS.has(word))
    )
      return found;
  }
  return null;
}
