import { faultOf, type Log } from './log';

/** Stops in order on SIGINT and SIGTERM; exits with 1 when something could not be put away. */
export function stopOnSignals(log: Log, stop: () => Promise<void>): void {
  const run = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping');
    try {
      await stop();
      log.info('stopped');
      process.exit(0);
    } catch (error) {
      log.error(faultOf(error), 'stopped, and not all was put away');
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void run(signal));
}
