/** A day of the calendar without time or zone, `YYYY-MM-DD`, and how a person types one. */
import { fold } from './words';

/** A day that exists: only this file makes one. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

export type DateProblem = 'unreadable' | 'impossible';
export type ReadDate = { date: PlainDate } | { problem: DateProblem };

const MONTHS = [
  ['janvier', 'janv', 'january', 'jan'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'sept', 'september', 'sep'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['decembre', 'dec', 'december'],
];
/** Nobody that a school meets was born before; a smaller year is a slip of the finger. */
const FIRST_YEAR = 1900;

/** Where the schools are: days are theirs. */
export const SCHOOLS_TIME_ZONE = 'Europe/Paris';

/** The instant at which a day begins in a time zone (`GMT+02:00` is how Intl tells an offset). */
export function startOf(day: PlainDate, timeZone: string): Date {
  const midnight = Date.parse(day);
  const offset = (at: number): number => {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  };
  return new Date(midnight - offset(midnight - offset(midnight)));
}

/** The day it is in a time zone. */
export function dayOf(instant: Date, timeZone: string): PlainDate {
  let format = FORMATS.get(timeZone);
  if (!format) FORMATS.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone }))); // writes YYYY-MM-DD
  return format.format(instant) as PlainDate;
}

/** By time zone: making one costs more than all else in a turn. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

export const plainDate = (year: number, month: number, day: number): PlainDate | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= FIRST_YEAR ? (date.toISOString().slice(0, 10) as PlainDate) : null;
};

export const daysBefore = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10) as PlainDate;

/** The first day of its week (ISO 8601: a Monday). */
export const mondayOf = (day: PlainDate): PlainDate => daysBefore(day, (new Date(day).getUTCDay() + 6) % 7);

/** The same day of an earlier year; the 28th where there is no 29th. */
export function yearsBefore(date: PlainDate, years: number): PlainDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return plainDate(year - years, month, day) ?? plainDate(year - years, month, day - 1)!;
}

/** Longer than any way to write a day, in characters. */
const LONGEST_DATE = 60;

/**
 * Reads `12/05/2007`, `12.5.07`, `12 mai 2007`, `12052007`, and `2007-05-12` as a card sends it; the day comes first, as in French.
 * A year of two digits is the last such year up to `today`. `aujourd'hui` and `hier` are understood too.
 */
export function readDate(typed: string, today: PlainDate): ReadDate {
  if (typed.length > LONGEST_DATE) return { problem: 'unreadable' };
  const text = fold(typed);
  if (['aujourd hui', 'aujourdhui', 'today', 'ce jour'].includes(text)) return { date: today };
  if (['hier', 'yesterday'].includes(text)) return { date: daysBefore(today, 1) };
  if (['avant hier', 'avanthier'].includes(text)) return { date: daysBefore(today, 2) };
  const parts = partsOf(text);
  if (!parts) return { problem: 'unreadable' };
  const date = plainDate(fullYear(parts.year, today), parts.month, parts.day);
  return date ? { date } : { problem: 'impossible' };
}

interface Parts {
  year: string;
  month: number;
  day: number;
}

function partsOf(text: string): Parts | null {
  const iso = /^(\d{4}) (\d{1,2}) (\d{1,2})$/.exec(text);
  if (iso) return { year: iso[1]!, month: Number(iso[2]), day: Number(iso[3]) };
  const numeric =
    /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (numeric) return { day: Number(numeric[1]), month: Number(numeric[2]), year: numeric[3]! };
  const words = /^(?:le )?(?:\p{L}+ )?(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}+) (\d{4}|\d{2})$/u.exec(text);
  const month = words ? MONTHS.findIndex((names) => names.includes(words[2]!)) + 1 : 0;
  return words && month ? { day: Number(words[1]), month, year: words[3]! } : null;
}

function fullYear(digits: string, today: PlainDate): number {
  if (digits.length === 4) return Number(digits);
  const thisYear = Number(today.slice(0, 4));
  const year = Math.floor(thisYear / 100) * 100 + Number(digits);
  return year > thisYear ? year - 100 : year;
}

/** Whole years on a given day. */
export function ageOn(birthDate: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
