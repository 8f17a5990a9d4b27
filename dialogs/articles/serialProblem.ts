/** What is wrong with a serial, in a sentence. */
import type { SerialRefusal } from '../../src/services/articles/handOver';
import { plainPlaceName } from '../placeName';
import type { Turn } from '../turn';

/** @throws StoreAway */
export async function serialProblem({ t, services }: Turn, why: SerialRefusal): Promise<string> {
  if (why.problem !== 'elsewhere') return t(`articles:problem.${why.problem}`);
  const place = await services.directory.institution(why.institution);
  return t('articles:problem.elsewhere', { name: place ? plainPlaceName(t, place) : why.institution });
}
