import type { Campaign } from '../domain/campaign';
import { largestRemainder } from '../domain/shares';
import type { Store } from '../store/open';
import type { Unit } from '../store/units';
import { readCirconscriptions, readColleges, type WeighedInstitution } from './openDataFiles';

/** Département de la Seine-Saint-Denis, April 2020: 1,800 cards, 1,400 of them by the collèges, 400 by the circonscriptions. */
export const FIRST_OPERATION: Campaign = {
  id: 'sim-2020',
  name: 'Cartes SIM, printemps 2020',
  kind: 'sim',
  retentionDays: 90,
};
const COLLEGE_UNITS = 1400;
const CIRCONSCRIPTION_UNITS = 400;

/** As many units as the institution's share, numbered on from the last. */
function unitsFor(shares: Map<WeighedInstitution, number>, from: number): Unit[] {
  let number = from;
  return [...shares].flatMap(([{ uai }, share]) =>
    Array.from({ length: share }, () => ({
      _id: `${FIRST_OPERATION.id}/${String(++number).padStart(4, '0')}`,
      campaign: FIRST_OPERATION.id,
      kind: FIRST_OPERATION.kind,
      institution: uai,
      state: 'free' as const,
    })),
  );
}

/**
 * Loads the first operation from the open data in `dataDir`. Safe to repeat, also after a crash halfway: what is there stays
 * as it is, and the operation is announced last, once all of its units are there.
 * @throws Error naming the file and row that is wrong; StoreAway
 */
export async function loadFirstOperation(store: Store, dataDir: string, now: Date): Promise<void> {
  const colleges = readColleges(dataDir);
  const circonscriptions = readCirconscriptions(dataDir, colleges);
  const pupils = ({ pupils }: WeighedInstitution): number => pupils;
  await store.campaigns.describe(
    [...colleges, ...circonscriptions].map(({ pupils: _, ...institution }) => institution),
  );
  await store.units.receive([
    ...unitsFor(largestRemainder(COLLEGE_UNITS, colleges, pupils), 0),
    ...unitsFor(largestRemainder(CIRCONSCRIPTION_UNITS, circonscriptions, pupils), COLLEGE_UNITS),
  ]);
  await store.campaigns.start(FIRST_OPERATION, now);
}
