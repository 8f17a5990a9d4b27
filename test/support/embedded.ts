/** What tests of the embedded files write and read back. */
import { Engine } from '../../src/store/embedded/engine';

export const insert = (engine: Engine, _id: number, text = 'x'.repeat(50)) =>
  engine.command('db', { insert: 'ns', documents: [{ _id, text }] });
export const ids = async (engine: Engine): Promise<number[]> => {
  const reply = await engine.command('db', { find: 'ns', batchSize: 100_000 });
  return (reply.cursor as { firstBatch: { _id: number }[] }).firstBatch.map(({ _id }) => _id).sort((a, b) => a - b);
};
/** All ids that a start finds in a folder. */
export async function readIds(at: string): Promise<number[]> {
  const engine = await Engine.open({ dir: at });
  const found = await ids(engine);
  await engine.close();
  return found;
}
