/** One distribution (opération): what is given, to whom, until when, by which rules. */
import { INSTITUTION_KINDS, type InstitutionKind } from './institution';
import { type Need, NEEDS } from './need';
import type { PlainDate } from './plainDate';

/** What a pupil can be given; `other` is named by the operation. */
export const KINDS = ['sim', 'router', 'tablet', 'computer', 'other'] as const;
export type Kind = (typeof KINDS)[number];

/** A connection answers other needs than a device. */
export const isDevice = (kind: Kind): boolean => kind === 'tablet' || kind === 'computer';

/** draft: being set up; open: pupils are nominated; closed: nothing more is asked for; archived: out of the lists. */
export const CAMPAIGN_STATES = ['draft', 'open', 'closed', 'archived'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** What an operation can decide otherwise. */
export interface CampaignRules {
  /** Which institutions nominate, of those that take part. */
  levels: InstitutionKind[];
  /** Which needs it answers. */
  needs: Need[];
  /** Whether a pupil can have several of its articles. */
  perPupil: 'one' | 'several';
  /** Whether the head decides on what is proposed, or a proposal is a nomination. */
  proposals: 'decided' | 'direct';
  /** Whether children of one household can each have one. */
  household: 'one' | 'each';
}

export interface Campaign extends CampaignRules {
  id: string;
  name: string;
  kind: Kind;
  /** What `other` is, as people call it. */
  article?: string;
  /** Who gives the articles. */
  giver?: string;
  /** Days after the closing during which pupils' data are kept. */
  retentionDays: number;
  /** What people are told who ask when the articles arrive; absent while nothing is known. */
  delivery?: string;
  /** What is asked of the family. */
  family?: string;
  /** Days for which a line works once it is activated, or topped up. */
  lineDays?: number;
  /** Of what is lent: the day by which it comes back. */
  dueOn?: PlainDate;
  /** The last day on which pupils are nominated. */
  deadline?: PlainDate;
  state: CampaignState;
  openedAt?: Date;
  closedAt?: Date;
  /** When all its pupils had been erased. */
  purgedAt?: Date;
}

/** What a coordinator describes. */
export const DESCRIBED = [
  'name',
  'kind',
  'article',
  'giver',
  'delivery',
  'family',
  'deadline',
  'levels',
  'needs',
  'perPupil',
  'proposals',
  'household',
  'dueOn',
  'lineDays',
] as const;
export type Described = (typeof DESCRIBED)[number];
export type CampaignDescription = Pick<Campaign, 'name' | 'kind'> &
  CampaignRules &
  Partial<Pick<Campaign, 'article' | 'giver' | 'delivery' | 'family' | 'deadline' | 'dueOn' | 'lineDays'>>;

/** Days, of an operation that says nothing else (DOMAIN, Pupils' data). */
export const RETENTION_DAYS = 90;

/** Access but no device: a connection is no help, and the other way round. */
export const usualNeeds = (kind: Kind): Need[] =>
  kind === 'other'
    ? [...NEEDS]
    : NEEDS.filter((need) => (need === 'noDevice') === isDevice(kind) || need === 'shelter');

export const usualRules = (kind: Kind): CampaignRules => ({
  levels: INSTITUTION_KINDS.filter((level) => level !== 'ecole'),
  needs: usualNeeds(kind),
  perPupil: 'one',
  proposals: 'decided',
  household: 'each',
});

/** What can be done next with an operation, by its state. */
const NEXT: Record<CampaignState, readonly CampaignState[]> = {
  draft: ['open', 'archived'],
  open: ['closed'],
  closed: ['open', 'archived'],
  archived: ['closed'],
};

/** Whether it can go there; what was purged is not opened again. */
export const canBecome = ({ state, purgedAt }: Pick<Campaign, 'state' | 'purgedAt'>, next: CampaignState): boolean =>
  NEXT[state].includes(next) && !(next === 'open' && purgedAt);

/** Why no pupil can be nominated today; null when one can. */
export function whyNot({ state, deadline }: Campaign, today: PlainDate): 'notOpened' | 'closed' | 'late' | null {
  if (state === 'draft') return 'notOpened';
  if (state !== 'open') return 'closed';
  return deadline !== undefined && today > deadline ? 'late' : null;
}
