import type { Translate } from '../texts';
import type { BadTable } from './readTable';

/** Why a file cannot be read, in a sentence to whoever sent it. */
export const explainTable = (t: Translate, { problem, line = 0 }: BadTable): string =>
  t(`people:file.${problem}`, { line });
