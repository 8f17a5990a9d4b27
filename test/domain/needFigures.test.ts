/**
 * The adversary: knows how many each school nominates each day, and all figures of all nights. Whatever the histories, for each school and
 * need there must be a world with the same figures in which that school has no pupil with it, and none is told to be without.
 */
import fc from 'fast-check';
import {
  FEWEST_INSTITUTIONS,
  FEWEST_PUPILS,
  NEED_STEP,
  type NeedFigures,
  nextFigures,
  type Nominated,
} from '../../src/domain/needFigures';
import { type Need, NEEDS } from '../../src/domain/need';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Uai } from '../../src/domain/uai';

const DOUBT = NEED_STEP - 1;
const EVERYBODY = 100_000;

interface Night {
  /** By school and need, what was nominated on that day. */
  nominated: number[][];
  /** Which in ten are not counted; 10: none happen to be. */
  leftOut: number;
}

const schoolOf = (i: number): Uai => `${i}` as Uai;

interface Published {
  added: Map<string, number>;
  /** Since the night before it. */
  changed: number[];
}

/** What is told after each night, with what each school has in it: both are known. */
function told(nights: readonly Night[], needs: readonly Need[]): Published[] {
  let figures: Omit<NeedFigures, 'upTo'> = { told: {}, left: {} };
  let waiting: Nominated[] = [];
  const all: Published[] = [];
  for (const [i, { nominated, leftOut }] of nights.entries()) {
    nominated.forEach((row, school) =>
      row.forEach((count, need) => {
        for (let n = 0; n < count; n++)
          waiting.push({
            institution: schoolOf(school),
            need: needs[need]!,
            isLeftOut: (n + school + need) % 10 === leftOut,
          });
      }),
    );
    const next = nextFigures(figures, waiting, `2026-01-${String(i + 1).padStart(2, '0')}` as PlainDate);
    if (!next) continue;
    const added = new Map<string, number>();
    for (const { institution } of waiting) added.set(institution, (added.get(institution) ?? 0) + 1);
    const changed = needs.map((need) => (next.told[need] ?? 0) - (figures.told[need] ?? 0));
    all.push({ added, changed });
    figures = next;
    waiting = [];
  }
  return all;
}

/**
 * Whether a world fits all that was told in which this school has no pupil with this need: pupils flow from each night's schools to needs, or are
 * left out; what comes to a need is told, and up to four go on to the next night; where a figure was held back, which shows, any number more may
 * have come to it. A flow with lower bounds.
 */
function isPossible(
  published: readonly Published[],
  needs: number,
  without: { school: string; need: number },
): boolean {
  const graph = new Flow();
  let supply = 0;
  for (const [night, { added, changed }] of published.entries()) {
    const counts = [...added.values()];
    const room = counts.reduce((sum, count) => sum + count, 0) - Math.max(...counts) - DOUBT;
    const mightRise = Math.max(0, room - (room % NEED_STEP));
    for (const [school, count] of added) {
      const from = `s${school}@${night}`;
      graph.edge('source', from, 0, count);
      graph.edge(from, 'sink', 0, count); // any of them may be left out
      supply += count;
      for (let need = 0; need < needs; need++)
        if (school !== without.school || need !== without.need) graph.edge(from, `n${need}@${night}`, 0, count);
    }
    for (let need = 0; need < needs; need++) {
      const more = changed[need]!;
      graph.edge(`n${need}@${night}`, 'sink', more, more === mightRise ? EVERYBODY : more);
      const next = night === published.length - 1 ? 'sink' : `n${need}@${night + 1}`;
      graph.edge(`n${need}@${night}`, next, 0, DOUBT);
    }
  }
  return graph.carries(supply);
}

/** Whether so much can flow, within lower and upper bounds: bounds become demands of their own, as textbooks do it. */
class Flow {
  readonly #capacity = new Map<string, Map<string, number>>();
  #demanded = 0;

  edge(from: string, to: string, low: number, high: number): void {
    this.#add(from, to, high - low);
    if (!low) return;
    this.#add('extraSource', to, low);
    this.#add(from, 'extraSink', low);
    this.#demanded += low;
  }

  #add(from: string, to: string, capacity: number): void {
    const of = this.#capacity.get(from) ?? new Map<string, number>();
    of.set(to, (of.get(to) ?? 0) + capacity);
    this.#capacity.set(from, of);
    if (!this.#capacity.get(to)?.has(from)) this.#capacity.set(to, new Map(this.#capacity.get(to)).set(from, 0));
  }

  carries(supply: number): boolean {
    this.edge('sink', 'source', supply, supply);
    return this.#most('extraSource', 'extraSink') === this.#demanded;
  }

  #most(source: string, sink: string): number {
    for (let flow = 0; ;) {
      const before = new Map<string, string>([[source, '']]);
      const queue = [source];
      for (const at of queue)
        for (const [to, left] of this.#capacity.get(at) ?? [])
          if (left > 0 && !before.has(to)) {
            before.set(to, at);
            queue.push(to);
          }
      if (!before.has(sink)) return flow;
      let least = Infinity;
      for (let at = sink; at !== source; at = before.get(at)!)
        least = Math.min(least, this.#capacity.get(before.get(at)!)!.get(at)!);
      for (let at = sink; at !== source; at = before.get(at)!) {
        const [forth, back] = [this.#capacity.get(before.get(at)!)!, this.#capacity.get(at)!];
        forth.set(at, forth.get(at)! - least);
        back.set(before.get(at)!, (back.get(before.get(at)!) ?? 0) + least);
      }
      flow += least;
    }
  }
}

/** A school that nominates much, schools that nominate little, all with one need: what is hardest to hide. */
const night = (schools: number, needs: number, most: number) =>
  fc.record({
    nominated: fc.array(
      fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(most) }), {
        minLength: needs,
        maxLength: needs,
      }),
      { minLength: schools, maxLength: schools },
    ),
    leftOut: fc.nat(10),
  });
const history = fc
  .record({
    schools: fc.integer({ min: 2, max: 5 }),
    needs: fc.integer({ min: 2, max: 5 }),
    most: fc.constantFrom(2, 6, 20),
  })
  .chain(({ schools, needs, most }) =>
    fc.record({
      ...{ schools: fc.constant(schools), needs: fc.constant(needs) },
      nights: fc.array(night(schools, needs, most), { minLength: 1, maxLength: 5 }),
    }),
  );

test('nobody learns whether a school has a pupil with a need, whatever they ask on whatever nights', () => {
  fc.assert(
    fc.property(history, ({ schools, needs, nights }) => {
      const published = told(nights, NEEDS.slice(0, needs));
      for (let school = 0; school < schools; school++)
        for (let need = 0; need < needs; need++)
          expect(isPossible(published, needs, { school: schoolOf(school), need })).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('the adversary is no fool: of plain counts it learns', () => {
  const added = new Map([
    ['0', 8],
    ['1', 1],
    ['2', 1],
  ]);
  expect(isPossible([{ added, changed: [10, 0] }], 2, { school: '0', need: 0 })).toBe(false);
  const oneMore = { added: new Map([['3', 1]]), changed: [5, 0] };
  expect(isPossible([{ added, changed: [0, 0] }, oneMore], 2, { school: '3', need: 0 })).toBe(false);
});

test('each change of a figure is of ten pupils in three institutions at least, in steps of five, and no figure goes down', () => {
  fc.assert(
    fc.property(history, ({ needs, nights }) => {
      for (const { added, changed } of told(nights, NEEDS.slice(0, needs))) {
        expect(added.size).toBeGreaterThanOrEqual(FEWEST_INSTITUTIONS);
        expect([...added.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(FEWEST_PUPILS);
        for (const change of changed) expect([change % NEED_STEP, Math.min(change, 0)]).toEqual([0, 0]);
      }
    }),
  );
});

test('of an operation as it is, the figures are near what is so', () => {
  const needs = [...NEEDS];
  const of = (i: number, need: Need, count: number): Nominated[] =>
    Array.from({ length: count }, (_none, n) => ({ institution: schoolOf(i), need, isLeftOut: (i + n) % 10 === 0 }));
  const since = Array.from({ length: 130 }, (_school, i) => [
    ...of(i, needs[0]!, 6),
    ...of(i, needs[1]!, 3),
    ...of(i, needs[2]!, i % 3),
  ]).flat();
  const { told: figures } = nextFigures({ told: {}, left: {} }, since, '2026-05-01' as PlainDate)!;
  expect([figures[needs[0]!], figures[needs[1]!], figures[needs[2]!]]).toEqual([700, 350, 115]);
});
