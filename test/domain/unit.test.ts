/** The table of a unit's life: what is possible, and that nothing else is. */
import { canDo, COUNTED_AS, HOLDING, isOut, UNIT_ACTS, UNIT_STATES, type UnitAct } from '../../src/domain/unit';

test('every state is reached, and every state but the last is left', () => {
  const acts = Object.values(UNIT_ACTS) as { from: readonly string[]; to: string | null }[];
  const reached = new Set(acts.map(({ to }) => to));
  expect(UNIT_STATES.filter((state) => !reached.has(state))).toEqual([]);
  const left = new Set(acts.flatMap(({ from }) => from));
  expect(UNIT_STATES.filter((state) => !left.has(state))).toEqual(['retired']);
});

test.each<[UnitAct, string[]]>([
  ['handOver', ['held']],
  ['hold', ['free']],
  ['release', ['held', 'leaving']],
  ['lose', ['held', 'handed', 'active', 'lapsed', 'lent', 'returned']],
  ['giveBack', ['handed', 'active', 'lapsed', 'lent']],
  ['check', ['returned']],
  ['postpone', ['handed', 'active', 'lapsed']],
  ['postponeLent', ['lent']],
])('%s: from %j, and from nowhere else', (act, from) => {
  expect(UNIT_STATES.filter((state) => canDo(act, state)).sort()).toEqual([...from].sort());
});

test('what a family has is held, what is held is counted so, and nothing free is', () => {
  for (const state of UNIT_STATES) {
    if (isOut(state)) expect(HOLDING).toContain(state);
    expect(COUNTED_AS[state] === 'held').toBe((HOLDING as readonly string[]).includes(state));
  }
  expect(COUNTED_AS.free).toBe('free');
});
