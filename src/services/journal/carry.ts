/** Carries the lines of acts from the documents they changed into the journal, and into the outbox what people are told of. Safe to repeat, and to be ended halfway. */
import type { Store } from '../../store/open';

/** @throws StoreAway */
export async function carry(store: Store): Promise<void> {
  for (const source of [
    store.nominations,
    store.units,
    store.deliveries,
    store.members,
    store.campaigns,
    store.movements,
  ])
    for (;;) {
      const waiting = await source.uncarried();
      if (!waiting.length) break;
      const lines = waiting.flatMap(({ journal }) => journal);
      await store.journal.add(lines);
      await store.outbox.add(lines);
      await source.carried(waiting);
    }
}
