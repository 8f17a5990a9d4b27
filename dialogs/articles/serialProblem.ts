/** What is wrong with a serial, in a sentence. */
import { findMine } from '../../src/services/listPupils';
import type { SerialRefusal } from '../../src/services/articles/handOver';
import { plainPlaceName } from '../placeName';
import type { Turn } from '../turn';

/** @throws StoreAway */
export async function serialProblem({ t, services, actor }: Turn, why: SerialRefusal): Promise<string> {
  const theirs =
    why.problem === 'taken' && why.holder?.nomination ? await findMine(services, actor, why.holder.nomination) : null;
  if (theirs && why.problem === 'taken')
    return t('articles:problem.takenBy', { ...theirs.pupil, at: why.holder!.handed?.at ?? theirs.at });
  if (why.problem !== 'elsewhere') return t(`articles:problem.${why.problem}`);
  const place = await services.directory.institution(why.institution);
  return t('articles:problem.elsewhere', { name: place ? plainPlaceName(t, place) : why.institution });
}
