/** Finds the days of the past that a text asks about: `hier`, `depuis lundi`, `entre le 2 et le 6 mars`, `en avril`. */
import { daysBefore, mondayOf, type PlainDate, plainDate } from '../domain/plainDate';
import type { Period } from '../domain/question';
import { readPastDay } from '../domain/spokenDate';
import type { Phrases } from './phrases';
import type { Token } from './tokens';

export interface PeriodFound {
  /** Null: something was said of time that names no days of the past. */
  period: Period | null;
  from: number;
  to: number;
}

const MONTHS = [
  'janvier january jan janv',
  'fevrier february feb fev',
  'mars march',
  'avril april apr avr',
  'mai may',
  'juin june',
  'juillet july',
  'aout august aug',
  'septembre september sept sep',
  'octobre october oct',
  'novembre november nov',
  'decembre december dec',
].map((names) => names.split(' '));
const WEEKDAYS = new Set(
  (
    'lundi mardi mercredi jeudi vendredi samedi dimanche ' + 'monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);
const WEEK = new Set(['semaine', 'week', 'sem']);
const WEEKEND = /^(?:weekend|week end)$/;
/** Words between what opens a period and its day. */
const BEFORE_DAY = new Set('le la l du de d des the of on au en in last past ces les derniers'.split(' '));
const LAST = new Set(['dernier', 'derniere', 'passe', 'passee', 'last', 'past', 'precedent']);
const AHEAD = new Set(['prochaine', 'prochain', 'next', 'suivante']);
const MORNING = new Set(['matin', 'soir', 'midi', 'morning', 'evening', 'night', 'afternoon']);
/** A day is looked for in so many places of a text, and no more: each costs more than all else. */
const MOST_READ = 6;

const NUMBERS_OF_A_DAY = /^\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$/;

export const monthOf = (word: string | undefined): number =>
  MONTHS.findIndex((names) => names.includes(word ?? '')) + 1;

/** The last such month that has begun, as far as it has gone. */
function wholeMonth(month: number, year: number | undefined, today: PlainDate): Period | null {
  const thisYear = Number(today.slice(0, 4));
  const of = year ?? (month > Number(today.slice(5, 7)) ? thisYear - 1 : thisYear);
  const from = plainDate(of, month, 1);
  const next = plainDate(month === 12 ? of + 1 : of, month === 12 ? 1 : month + 1, 1);
  if (!from || !next || from > today) return null;
  const last = daysBefore(next, 1);
  return { from, to: last < today ? last : today };
}

export class Periods {
  constructor(private readonly phrases: Phrases) {}

  /** The first period of a text. */
  find(text: string, tokens: readonly Token[], today: PlainDate, used: ReadonlySet<number>): PeriodFound | null {
    const reading = new Reading(text, tokens, today, this.phrases, used);
    for (let i = 0; i < tokens.length; i++) {
      const found = reading.at(i);
      if (found) return found;
    }
    return null;
  }
}

class Reading {
  #read = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly today: PlainDate,
    private readonly phrases: Phrases,
    private readonly used: ReadonlySet<number>,
  ) {}

  at(i: number): PeriodFound | null {
    if (this.used.has(i)) return null;
    return (
      this.#between(i) ??
      this.#since(i) ??
      this.#named(i) ??
      this.#daysBack(i) ??
      this.#weekOf(i) ??
      this.#month(i) ??
      this.#day(i)
    );
  }

  #word(i: number): string {
    return this.used.has(i) ? '' : (this.tokens[i]?.word ?? '');
  }

  #hit(i: number, value: string): number | null {
    const hit = this.phrases.at(this.tokens, i, ['period'], (k) => !this.used.has(k));
    return hit?.value === value ? hit.to : null;
  }

  #skip(i: number): number {
    while (BEFORE_DAY.has(this.#word(i))) i++;
    return i;
  }

  /** One day at a token, in as many words as make one. */
  #dayAt(i: number): { day: PlainDate; to: number } | null {
    const first = this.#word(i);
    const isDay = WEEKDAYS.has(first) || /^\d{1,2}(?:er|st|nd|rd|th)?$/.test(first) || /^\d{4}$/.test(first);
    if (!isDay) return this.#namedDay(i);
    for (let length = 4; length > 0; length--) {
      if (i + length > this.tokens.length || this.#read >= MOST_READ) continue;
      const last = this.tokens[i + length - 1]!;
      if (MORNING.has(last.word) && length > 1) continue;
      const said = this.text.slice(this.tokens[i]!.start, last.end);
      if (!this.#isLikeADay(said, i, length)) continue;
      this.#read++;
      const read = readPastDay(said, this.today);
      if (!('date' in read) || read.date > this.today) continue;
      let to = i + length;
      while (MORNING.has(this.#word(to)) || LAST.has(this.#word(to))) to++;
      return { day: read.date, to };
    }
    return null;
  }

  /** Numbers with their signs, or words with a month or a weekday among them: nothing else is worth a reading. */
  #isLikeADay(said: string, i: number, length: number): boolean {
    if (NUMBERS_OF_A_DAY.test(said)) return true;
    const words = this.tokens.slice(i, i + length).map(({ word }) => word);
    return words.some((word) => monthOf(word) > 0 || WEEKDAYS.has(word));
  }

  #namedDay(i: number): { day: PlainDate; to: number } | null {
    for (const [value, back] of [
      ['beforeYesterday', 2],
      ['yesterday', 1],
      ['today', 0],
    ] as const) {
      const to = this.#hit(i, value);
      if (to !== null) return { day: daysBefore(this.today, back), to };
    }
    return null;
  }

  #between(i: number): PeriodFound | null {
    if (!['entre', 'du', 'between', 'from', 'de'].includes(this.#word(i))) return null;
    const start = this.#skip(i + 1);
    const number = Number(/^(\d{1,2})(?:er|st|nd|rd|th)?$/.exec(this.#word(start))?.[1] ?? 0);
    const first = this.#dayAt(start);
    for (const behind of first ? [first.to] : number ? [start + 1] : []) {
      if (!['et', 'au', 'and', 'to', 'a', 'until', 'till'].includes(this.#word(behind))) continue;
      const second = this.#dayAt(this.#skip(behind + 1));
      if (!second) continue;
      const [year, month] = second.day.split('-').map(Number);
      const from = first && first.day <= second.day ? first.day : plainDate(year!, month!, number);
      if (from && from <= second.day) return { period: { from, to: second.day }, from: i, to: second.to };
    }
    return null;
  }

  #since(i: number): PeriodFound | null {
    const behind = this.#hit(i, 'since');
    if (behind === null) return null;
    const start = this.#skip(behind);
    for (const [value, from] of [
      ['thisWeek', mondayOf(this.today)],
      ['lastWeek', daysBefore(mondayOf(this.today), 7)],
      ['thisMonth', `${this.today.slice(0, 8)}01` as PlainDate],
    ] as const) {
      const to = this.#hit(behind, value) ?? this.#hit(start, value);
      if (to !== null) return { period: { from, to: this.today }, from: i, to };
    }
    const rest = ['debut', 'start', 'beginning'].includes(this.#word(start)) ? this.#skip(start + 1) : start;
    const month = this.#month(rest);
    if (month?.period) return { period: { from: month.period.from, to: this.today }, from: i, to: month.to };
    const count = this.#count(start);
    if (count) return { period: { from: daysBefore(this.today, count.days), to: this.today }, from: i, to: count.to };
    const day = this.#dayAt(start);
    return day ? { period: { from: day.day, to: this.today }, from: i, to: day.to } : null;
  }

  /** `3 jours`, `une semaine`. */
  #count(i: number): { days: number; to: number } | null {
    const number = /^\d{1,2}$/.test(this.#word(i))
      ? Number(this.#word(i))
      : this.#word(i) === 'a'
        ? 1
        : Number(this.phrases.at(this.tokens, i, ['numbers'])?.value ?? 0);
    const unit = this.#word(i + 1);
    if (!number) return null;
    if (/^(?:jours?|days?)$/.test(unit)) return { days: number, to: i + 2 };
    return /^(?:semaines?|weeks?)$/.test(unit) ? { days: number * 7, to: i + 2 } : null;
  }

  #named(i: number): PeriodFound | null {
    const { today } = this;
    const start = mondayOf(today);
    const firstOfMonth = `${today.slice(0, 8)}01` as PlainDate;
    const lastMonth = daysBefore(firstOfMonth, 1);
    const named: readonly [string, Period][] = [
      ['lastWeek', { from: daysBefore(start, 7), to: daysBefore(start, 1) }],
      ['thisWeek', { from: start, to: today }],
      ['lastMonth', { from: `${lastMonth.slice(0, 8)}01` as PlainDate, to: lastMonth }],
      ['thisMonth', { from: firstOfMonth, to: today }],
    ];
    for (const [value, period] of named) {
      const to = this.#hit(i, value);
      if (to === null || LAST.has(this.#word(to)) || AHEAD.has(this.#word(to))) continue;
      const isWeekOf = WEEK.has(this.#word(to - 1)) && this.#dayAt(this.#skip(to)) !== null;
      if (!isWeekOf) return { period, from: i, to };
    }
    const weekend = WEEKEND.test(this.#word(i))
      ? i + 1
      : WEEKEND.test(`${this.#word(i)} ${this.#word(i + 1)}`)
        ? i + 2
        : null;
    if (weekend !== null) {
      const saturday = daysBefore(start, 2);
      let to = weekend;
      while (LAST.has(this.#word(to))) to++;
      return { period: { from: saturday, to: daysBefore(saturday, -1) }, from: i, to };
    }
    return null;
  }

  /** `ces 7 derniers jours`, `the last 3 days`, `il y a 3 jours`. */
  #daysBack(i: number): PeriodFound | null {
    if (this.#word(i) === 'il' && this.#word(i + 1) === 'y' && this.#word(i + 2) === 'a') {
      const count = this.#count(i + 3);
      if (!count) return null;
      const day = daysBefore(this.today, count.days);
      return { period: { from: day, to: day }, from: i, to: count.to };
    }
    let at = i;
    while (LAST.has(this.#word(at)) || ['derniers', 'dernieres'].includes(this.#word(at))) at++;
    if (!/^\d{1,2}$/.test(this.#word(at))) return null;
    const number = Number(this.#word(at++));
    let isLast = at - 1 > i;
    while (['derniers', 'dernieres', 'last', 'past'].includes(this.#word(at))) {
      isLast = true;
      at++;
    }
    if (!/^(?:jours|days)$/.test(this.#word(at))) return null;
    isLast ||= ['derniers', 'passes'].includes(this.#word(at + 1));
    if (!isLast || !number) return null;
    const to = ['derniers', 'passes'].includes(this.#word(at + 1)) ? at + 2 : at + 1;
    return { period: { from: daysBefore(this.today, number - 1), to: this.today }, from: i, to };
  }

  /** `semaine du 2 mars`. */
  #weekOf(i: number): PeriodFound | null {
    if (!WEEK.has(this.#word(i))) return null;
    const day = this.#dayAt(this.#skip(i + 1));
    if (!day) return null;
    const from = mondayOf(day.day);
    const last = daysBefore(from, -6);
    return { period: { from, to: last < this.today ? last : this.today }, from: i, to: day.to };
  }

  #month(i: number): PeriodFound | null {
    const month = monthOf(this.#word(i));
    if (!month) return null;
    const year = /^20\d\d$/.test(this.#word(i + 1)) ? Number(this.#word(i + 1)) : undefined;
    return { period: wholeMonth(month, year, this.today), from: i, to: year ? i + 2 : i + 1 };
  }

  #day(i: number): PeriodFound | null {
    const isLast = ['last', 'past'].includes(this.#word(i));
    const day = this.#dayAt(isLast ? i + 1 : i);
    return day ? { period: { from: day.day, to: day.day }, from: i, to: day.to } : null;
  }
}
