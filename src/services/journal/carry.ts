/** Carries the lines of acts from the documents they changed into the journal. Safe to repeat, and to be ended halfway. */
import type { Store } from '../../store/open';

/** @throws StoreAway */
export async function carry(store: Store): Promise<void> {
  for (const source of [store.nominations, store.members, store.campaigns, store.movements])
    for (;;) {
      const waiting = await source.uncarried();
      if (!waiting.length) break;
      await store.journal.add(waiting.flatMap(({ journal }) => journal));
      await source.carried(waiting);
    }
}
