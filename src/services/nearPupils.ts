/** Pupils who may be the one that is about to be nominated: a name very close, born on the same day. */
import { createHash } from 'node:crypto';
import { type Actor, authorise, may } from './authorise';
import { claimsOf } from './claims';
import type { ServiceContext } from './context';
import { isNearName, isSameName } from '../domain/nearName';
import type { Pupil, PupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import type { Born } from '../store/nomination';

export interface NearPupils {
  /** Names them all, and says nothing of them: who confirms that theirs is another pupil says that of these. */
  token: string;
  /** Those of institutions that the actor acts for. */
  own: Born[];
  /** Whether others, elsewhere, are near as well. */
  elsewhere: boolean;
}

/**
 * Null when nobody is near. The same name under another key is near too: the pupils' secret was changed or lost.
 * @param form its own nomination is nobody else's. @param claims whoever has one of them is the same pupil, which is refused elsewhere
 */
export function nearAmong(
  actor: Actor,
  born: Born[],
  pupil: Pupil,
  form: string,
  claims: readonly PupilKey[],
): NearPupils | null {
  const near = born.filter(
    (other) =>
      other._id !== form &&
      !claims.includes(other.claim!) &&
      (isSameName(other.pupil, pupil) || isNearName(other.pupil, pupil)),
  );
  if (!near.length) return null;
  const ids = near.map(({ _id }) => _id).sort();
  const own = near.filter(({ institution }) => may(actor, 'seePupils', institution));
  return {
    token: createHash('sha256').update(ids.join('\n')).digest('base64url'),
    own,
    elsewhere: own.length < near.length,
  };
}

export interface LikePupils {
  near: NearPupils | null;
  /** This very pupil is nominated, or proposed, by another form; the institution is told only to those who act for it. */
  duplicate: { institution: Uai | null; isProposed: boolean } | null;
}

/** Who is like a pupil that is about to be nominated or corrected. @throws NotAllowed, NoCampaign, StoreAway */
export async function findLikePupils(
  context: ServiceContext,
  actor: Actor,
  { id, institution, pupil }: { id: string; institution: Uai; pupil: Pupil },
): Promise<LikePupils> {
  const isKnown = may(actor, 'propose', institution) || may(actor, 'answerRights');
  if (!isKnown) authorise(actor, 'nominate', institution);
  const { id: campaign, kind, perPupil } = await context.directory.campaign(actor);
  if (perPupil === 'several') return { near: null, duplicate: null };
  const { born } = await context.store.nominations.before({ campaign, kind, institution }, pupil.birthDate);
  const claims = claimsOf(context, pupil);
  const same = born.find((other) => claims.includes(other.claim!) && other._id !== id);
  const mayKnow = same !== undefined && may(actor, 'seePupils', same.institution);
  return {
    near: nearAmong(actor, born, pupil, id, claims),
    duplicate: same ? { institution: mayKnow ? same.institution : null, isProposed: same.state === 'proposed' } : null,
  };
}
