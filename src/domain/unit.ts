/** The life of a unit: one table of states, and of the acts that lead from one to the next. What no act allows cannot happen. */

export const UNIT_STATES = [
  /** Nobody's yet: in the reserve, or with an institution. */
  'free',
  /** A pupil's, who has not been given it. */
  'held',
  /** The same, while its nomination is being ended. */
  'leaving',
  /** With the family: signed for. */
  'handed',
  /** Its line works, until a day. */
  'active',
  /** Its line has ended. */
  'lapsed',
  /** With the institution itself, which uses it: no pupil's. */
  'lent',
  /** Brought back, and not looked at yet. */
  'returned',
  /** Lost, stolen or broken: nobody's any more, found again perhaps. */
  'lost',
  /** Out of use for good. */
  'retired',
] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** What can be done with a unit, from where to where. */
export const UNIT_ACTS = {
  hold: { from: ['free'], to: 'held' },
  leave: { from: ['held'], to: 'leaving' },
  /** Its nomination was not ended after all. */
  stay: { from: ['leaving'], to: 'held' },
  release: { from: ['held', 'leaving'], to: 'free' },
  handOver: { from: ['held'], to: 'handed' },
  undo: { from: ['handed'], to: 'held' },
  lend: { from: ['free'], to: 'lent' },
  activate: { from: ['handed', 'active', 'lapsed'], to: 'active' },
  lapse: { from: ['active'], to: 'lapsed' },
  lose: { from: ['held', 'handed', 'active', 'lapsed', 'lent', 'returned'], to: 'lost' },
  find: { from: ['lost'], to: 'returned' },
  giveBack: { from: ['handed', 'active', 'lapsed', 'lent'], to: 'returned' },
  check: { from: ['returned'], to: 'free' },
  scrap: { from: ['returned'], to: 'retired' },
  retire: { from: ['free'], to: 'retired' },
  /** A loan until another day: how it stands does not change. */
  postpone: { from: ['handed', 'active', 'lapsed'], to: null },
  /** The same of what the institution uses itself. */
  postponeLent: { from: ['lent'], to: null },
} as const satisfies Record<string, { from: readonly UnitState[]; to: UnitState | null }>;
export type UnitAct = keyof typeof UNIT_ACTS;

/** Acts that one button does at once: each can be taken back for ten minutes. */
export const UNDOABLE = ['activate', 'check', 'scrap', 'find', 'giveBack'] as const satisfies readonly UnitAct[];
export type Undoable = (typeof UNDOABLE)[number];

/** Whether an act leads anywhere from a state. */
export const canDo = (act: UnitAct, state: UnitState): boolean =>
  (UNIT_ACTS[act].from as readonly UnitState[]).includes(state);

/** A nomination holds it. */
export const HOLDING = ['held', 'leaving', 'handed', 'active', 'lapsed'] as const satisfies readonly UnitState[];

/** It is outside of the institution: with a family. */
export const OUT = ['handed', 'active', 'lapsed'] as const satisfies readonly UnitState[];

export const isOut = (state: UnitState): boolean => (OUT as readonly UnitState[]).includes(state);

/** Where a quota counts it: `apart` is the institution's, and no pupil's to have. */
export type Counted = 'free' | 'held' | 'apart' | 'retired';
export const COUNTED_AS: Record<UnitState, Counted> = {
  free: 'free',
  held: 'held',
  leaving: 'held',
  handed: 'held',
  active: 'held',
  lapsed: 'held',
  lent: 'apart',
  returned: 'apart',
  lost: 'retired',
  retired: 'retired',
};
