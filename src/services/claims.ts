/** A pupil's keys: today's, and while it is changed the one before; and the change itself. */
import type { ServiceContext } from './context';
import { type Pupil, type PupilKey, pupilKey } from '../domain/pupil';
import type { Store } from '../store/open';

type Secrets = Pick<ServiceContext, 'pupilSecret' | 'previousPupilSecret'>;
type Identity = Pick<Pupil, 'lastName' | 'firstName' | 'birthDate'>;

/** Today's first. */
export function claimsOf({ pupilSecret, previousPupilSecret }: Secrets, pupil: Identity): [PupilKey, ...PupilKey[]] {
  const earlier = previousPupilSecret === undefined ? [] : [pupilKey(pupil, previousPupilSecret)];
  return [pupilKey(pupil, pupilSecret), ...earlier];
}

export interface Rekeyed {
  rekeyed: number;
  /** Nominations whose pupil is nominated twice: one under each key. */
  twice: string[];
}

const AT_ONCE = 500;

/** Gives every pupil today's key. Safe to repeat, and to be ended halfway. @throws StoreAway */
export async function rekey(store: Store, secrets: Secrets): Promise<Rekeyed> {
  const done: Rekeyed = { rekeyed: 0, twice: [] };
  for (const { id: campaign } of await store.campaigns.all())
    for (let after = ''; ;) {
      const claimed = await store.nominations.claimed(campaign, after, AT_ONCE);
      for (const { _id, claim, pupil } of claimed) {
        const [wanted] = claimsOf(secrets, pupil);
        if (claim === wanted) continue;
        if (await store.nominations.rekey({ campaign, _id }, claim!, wanted)) done.rekeyed++;
        else done.twice.push(_id);
      }
      if (claimed.length < AT_ONCE) break;
      after = claimed.at(-1)!._id;
    }
  return done;
}
