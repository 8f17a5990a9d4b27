import type { Engine } from '../engine';
import type { Doc } from '../values';

/** A database command: the fields it takes beside the driver's envelope, and what it does. */
export interface Command {
  fields: readonly string[];
  run(engine: Engine, db: string, body: Doc): Doc;
}
