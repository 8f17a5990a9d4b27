/** Deleting one document: DocumentDB deletes nothing where another write meets it, and says so as if there was none. */
import type { Model } from 'mongoose';
import { repeatable, stepAside } from './retry';

/** @returns whether it was there, and is not any more. @throws StoreAway */
export const deleteOnce = <T>(model: Model<T>, filter: object): Promise<boolean> =>
  repeatable(async () => {
    for (;;) {
      if ((await model.deleteOne(filter)).deletedCount === 1) return true;
      if (!(await model.exists(filter))) return false;
      await stepAside();
    }
  });
