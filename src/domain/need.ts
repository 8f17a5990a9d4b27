/** Why a pupil needs a card, coded: a free text would one day hold health or papers (CNIL, minimisation). */

export const NEEDS = [
  'noAccess',
  'parentPhone',
  'planUsedUp',
  'shared',
  'shelter',
  'poorCoverage',
  'noDevice',
] as const;
export type Need = (typeof NEEDS)[number];

/** How the family was told. It is information, not consent: the basis is the public-interest mission. */
export const TOLD_HOW = ['phone', 'meeting', 'schoolMessage', 'letter'] as const;
export type ToldHow = (typeof TOLD_HOW)[number];

/** A card may be of no use where the network is poor. */
export const cardMayNotHelp = (need: Need): boolean => need === 'poorCoverage';
