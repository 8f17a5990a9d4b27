import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { placesWhere } from '../src/services/authorise';
import type { Turn } from './turn';

/** Where the person may nominate a pupil, or propose one, in any operation. */
export const placesToTell = ({ actor }: Pick<Turn, 'actor'>): Uai[] => [
  ...new Set([...placesWhere(actor, 'nominate'), ...placesWhere(actor, 'propose')]),
];

/** The same as institutions, as far as they take part in the operation of now. */
export async function ownInstitutions(turn: Turn): Promise<Institution[]> {
  const { directory } = turn.services;
  const campaign = await directory.campaign(turn.actor);
  const taking = await directory.taking(campaign);
  return placesToTell(turn)
    .flatMap((uai) => taking.get(uai) ?? [])
    .filter(({ kind, isClosed }) => campaign.levels.includes(kind) && !isClosed);
}
