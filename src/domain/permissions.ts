/** Who may do what: the one table that services, dialogs, cards and commands ask. `test/contract/matrix` walks it whole. */
import type { Role } from './member';
import type { PlainDate } from './plainDate';
import type { Uai } from './uai';

export const ACTS = [
  /** Tells the head of a pupil; sees what became of it. */
  'propose',
  /** Records a pupil, and corrects what is recorded. */
  'nominate',
  /** Accepts or declines what was proposed. */
  'decide',
  'withdraw',
  /** Receives and counts what is delivered, hands articles over to families, and notes what becomes of them. */
  'handOver',
  'seePupils',
  'seeCounts',
  'seeAllCounts',
  'seeJournal',
  'seeAllJournal',
  'delegate',
  'managePeople',
  /** Sets up an operation, opens and closes it, receives, shares out and moves its units. */
  'steer',
  /** Answers a family: tells, and erases, what is kept of one pupil. */
  'answerRights',
] as const;
export type Act = (typeof ACTS)[number];

/** What of a head's rights can be delegated. Who decides on pupils has to see them: the same pupil is not to be nominated twice. */
export const SCOPES = ['propose', 'see', 'nominate', 'handOver'] as const;
export type Scope = (typeof SCOPES)[number];

export const ACTS_OF_SCOPE: Record<Scope, readonly Act[]> = {
  propose: ['propose'],
  see: ['seePupils', 'seeCounts'],
  nominate: ['propose', 'nominate', 'decide', 'withdraw', 'seePupils', 'seeCounts'],
  handOver: ['handOver', 'seePupils', 'seeCounts'],
};

const HEAD: readonly Act[] = [
  ...(['nominate', 'decide', 'withdraw', 'handOver', 'seePupils', 'seeCounts', 'seeJournal', 'delegate'] as const),
];

/** By itself; a deputy also has what is delegated. Who is of the whole operation answers for cards and people, not for pupils. */
export const ACTS_OF_ROLE: Record<Role, readonly Act[]> = {
  principal: HEAD,
  inspector: HEAD,
  deputy: ['propose', 'seeCounts'],
  proposer: ['propose'],
  coordinator: ['seeCounts', 'seeAllCounts', 'seeJournal', 'seeAllJournal', 'managePeople', 'steer', 'answerRights'],
  reader: ['seeCounts', 'seeAllCounts'],
};

/** Acts that reach every institution, by the act that they widen. */
const EVERYWHERE: Partial<Record<Act, Act>> = { seeCounts: 'seeAllCounts', seeJournal: 'seeAllJournal' };

/** What somebody may do for a head, today. */
export interface Power {
  scopes: readonly Scope[];
  institution: Uai;
  /** The head, by their member's id. */
  by: string;
  /** The last day. */
  until: PlainDate;
}

export interface Rights {
  role: Role;
  institutions: readonly Uai[];
  powers?: readonly Power[];
}

/** By what right: one's own, or a head's, by delegation. */
export type Right = { own: true } | { own: false; by: string };

/** The right to do it; with an institution, to do it there. Null when there is none. */
export function rightTo({ role, institutions, powers = [] }: Rights, act: Act, institution?: Uai): Right | null {
  const own = ACTS_OF_ROLE[role];
  const isEverywhere = EVERYWHERE[act] !== undefined && own.includes(EVERYWHERE[act]);
  if (own.includes(act) && (institution === undefined || isEverywhere || institutions.includes(institution)))
    return { own: true };
  const power = powers.find(
    (each) =>
      (institution === undefined || each.institution === institution) &&
      each.scopes.some((scope) => ACTS_OF_SCOPE[scope].includes(act)),
  );
  return power ? { own: false, by: power.by } : null;
}

/** The institutions where it may be done, by one's own right or a head's. */
export function placesTo(rights: Rights, act: Act): Uai[] {
  const own = ACTS_OF_ROLE[rights.role].includes(act) ? rights.institutions : [];
  const delegated = (rights.powers ?? []).filter(({ institution }) => rightTo(rights, act, institution));
  return [...new Set([...own, ...delegated.map(({ institution }) => institution)])];
}
