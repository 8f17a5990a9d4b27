import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { placesWhere } from '../src/services/authorise';
import type { Turn } from './turn';

/** Where the person may nominate a pupil, or propose one. */
export const placesToTell = ({ actor }: Pick<Turn, 'actor'>): Uai[] => [
  ...new Set([...placesWhere(actor, 'nominate'), ...placesWhere(actor, 'propose')]),
];

/** The same as institutions, as far as they are known. */
export async function ownInstitutions(turn: Turn): Promise<Institution[]> {
  const known = await turn.services.directory.institutions();
  return placesToTell(turn).flatMap((uai) => known.get(uai) ?? []);
}
