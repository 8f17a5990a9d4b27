/** Inserting what may be there already: safe to repeat. */
import type { Model } from 'mongoose';
import { isDuplicateKey, repeatable } from './retry';

/** @returns false when one of its id, or of another unique key, is there already. @throws StoreAway */
export const insertOnce = <T>(model: Model<T>, document: object): Promise<boolean> =>
  repeatable(async () => {
    try {
      await model.insertMany([document] as never, { lean: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  });

/** Inserts those that are not there yet; those that are stay as they are. @throws StoreAway */
export const insertMissing = <T>(model: Model<T>, documents: readonly object[]): Promise<void> =>
  repeatable(async () => {
    await model.insertMany(documents as never, { ordered: false, lean: true }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  });
