/** What runs beside the turns: indexes at start, healing at start and every few minutes. */
import { setTimeout as pause } from 'node:timers/promises';
import { faultOf, type Log } from './log';
import type { ServiceContext } from './services/context';
import { lapseLines } from './services/articles/afterwards';
import { carry } from './services/journal/carry';
import { finishDeliveries } from './services/deliveries/follow';
import { heal } from './services/heal';
import { finishMovements } from './services/movements/carryOut';
import { listInstitutions } from './services/operations/listInstitutions';
import { ensureManaged } from './services/people/changePeople';
import { purge } from './services/rights';
import { createIndexes } from './store/indexes';
import { isAway } from './store/retry';

const EVERY_MS = 5 * 60_000;
/** Passes of a day: the first of them looks everywhere. */
const PASSES_A_DAY = 86_400_000 / EVERY_MS;
const AGAIN_MS = 2_000;

/** Makes the indexes, waiting for a database that is away. @param stopped ends the waiting */
export async function prepareStore({ store }: ServiceContext, log: Log, stopped: AbortSignal): Promise<void> {
  for (let said = false; !stopped.aborted; said = true) {
    try {
      await createIndexes(store);
      return await listInstitutions(store);
    } catch (error) {
      if (!isAway(error)) throw error;
      if (!said) log.error(faultOf(error), 'the database is away: waiting for it');
      await pause(AGAIN_MS, undefined, { signal: stopped }).catch(() => undefined); // stopped: the loop ends
    }
  }
}

/** Heals now, then every few minutes; at the start and once a day everywhere. @param stopped ends it */
export async function startHealing(services: ServiceContext, log: Log, stopped: AbortSignal): Promise<void> {
  let passes = 0;
  const run = async (): Promise<void> => {
    if (stopped.aborted) return;
    const everywhere = passes++ % PASSES_A_DAY === 0;
    try {
      await carry(services.store);
      const restored = await ensureManaged(services);
      if (restored) log.warn({ member: restored.id }, 'nobody could manage people: one is restored');
      if (passes === 1) await services.store.forgetErased(); // a crash may have come between an erasure and the files
      if (everywhere) {
        const erased = await purge(services);
        if (erased) log.info({ erased }, 'pupils were erased, as is due');
        const lapsed = await lapseLines(services);
        if (lapsed) log.info({ lapsed }, 'lines have ended');
      }
      await finishDeliveries(services);
      const finished = await finishMovements(services, stopped);
      if (finished) log.warn({ finished }, 'movements of units were finished');
      for (const { id, state } of await services.directory.campaigns()) {
        // What the last turn before the closing left half done is found once a day.
        if (state !== 'open' && !(everywhere && state === 'closed')) continue;
        const healed = await heal(services.store, id, {
          everywhere,
          freesErased: state === 'open',
          now: services.now(),
        });
        if (healed.marked || healed.released || healed.served) log.warn({ ...healed, campaign: id }, 'healed');
      }
    } catch (error) {
      if (stopped.aborted) return;
      log.error(faultOf(error), 'healing failed');
    }
  };
  await run();
  const timer = setInterval(() => void run(), EVERY_MS).unref();
  stopped.addEventListener('abort', () => clearInterval(timer));
}
