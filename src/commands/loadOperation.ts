/** `npm run load-operation`: the first operation with its units, from `data/`. Safe to repeat. */
import path from 'node:path';
import { projectRoot } from '../projectRoot';
import { FIRST_OPERATION, loadFirstOperation } from '../services/loadOperation';
import { withStore } from './database';

void withStore(async (store) => {
  await loadFirstOperation(store, path.join(projectRoot(), 'data'), new Date());
  const units = await store.units.model.countDocuments({ campaign: FIRST_OPERATION.id });
  process.stdout.write(`${FIRST_OPERATION.name}: ${units}\n`);
});
