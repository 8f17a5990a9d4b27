/** Structured logs: what happened, to which thing, by which turn; never whom it is about. */
import { isNativeError } from 'node:util/types';
import pino, { type Logger } from 'pino';

export type Log = Logger;

export const createLog = (destination?: pino.DestinationStream): Log =>
  pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    destination,
  );

/** An error without its message, which may quote what a person gave: its name, code and where it was thrown. */
export function faultOf(error: unknown): object {
  if (!isNativeError(error)) return { error: typeof error };
  const at = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const cause = error.cause === undefined ? {} : { cause: faultOf(error.cause) };
  return { error: error.name, code: (error as { code?: unknown }).code, at, ...cause };
}

/** Libraries print what they like (the SDK: signing keys, over several lines): the log says that one did, not what. */
export function quietConsole(log: Log): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    console[method] = () => log.debug({ method }, 'a library printed something'); // eslint-disable-line no-console
}
