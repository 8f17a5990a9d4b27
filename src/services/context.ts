import type { Pupil } from '../domain/pupil';
import type { Store } from '../store/open';
import type { Directory } from './directory';

/** What every use case works with. */
export interface ServiceContext {
  store: Store;
  directory: Directory;
  /** Key of the pupils' HMAC; the same for every process on the same database. */
  pupilSecret: string;
  /** The key before, while pupils are rekeyed: who is known by it is known. */
  previousPupilSecret?: string;
  now: () => Date;
  /** What else keeps what was said of pupils, and forgets those who are erased: the local chat. */
  alsoForget?: (pupils: readonly Pupil[]) => void;
}
