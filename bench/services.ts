/** Services on a database of their own, with an operation, its schools and their units: for benches that need no bot. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Campaign, usualRules } from '../src/domain/campaign';
import type { Institution } from '../src/domain/institution';
import { parseUai, type Uai } from '../src/domain/uai';
import type { ServiceContext } from '../src/services/context';
import { Directory } from '../src/services/directory';
import { startEmbeddedMongo } from '../src/store/embedded/server';
import { createIndexes } from '../src/store/indexes';
import { openStore } from '../src/store/open';

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const codeOf = (n: number): Uai => parseUai(`${String(n).padStart(7, '0')}${LETTERS[n % 23]}`)!;

export interface OpenedServices {
  services: ServiceContext;
  campaign: Campaign;
  institutions: Map<Uai, Institution>;
  close: () => Promise<void>;
}

/** @param uri of a database; the embedded one without it. @param units of each school */
export async function openServices({
  uri,
  schools,
  units,
}: {
  uri: string | undefined;
  schools: number;
  units: number;
}): Promise<OpenedServices> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'articles-'));
  const name = `relais_bench_${randomUUID().slice(0, 8)}`;
  const embedded = uri ? null : await startEmbeddedMongo({ dir });
  const store = await openStore(uri ?? embedded!.uri(name), name, embedded?.run(name));
  await createIndexes(store);
  const now = (): Date => new Date();
  const campaign: Campaign = {
    ...usualRules('sim'),
    id: 'bench',
    name: 'Bench',
    kind: 'sim',
    retentionDays: 90,
    state: 'open',
  };
  const line = { _id: 'bench/added', what: 'campaignAdded', by: 'bench', at: now() } as const;
  await store.campaigns.add(campaign, line);
  const list = Array.from({ length: schools }, (_, n): Institution => ({
    ...{ uai: codeOf(9_300_000 + n), kind: 'college', name: `Collège ${n}`, communes: ['Bondy'] },
  }));
  await store.institutions.describe(list.map((institution) => ({ institution })));
  await store.institutions.takePart(
    campaign.id,
    list.map(({ uai }) => uai),
  );
  for (const { uai } of list)
    await store.units.receive(
      Array.from({ length: units }, (_, i) => ({
        ...{
          _id: `u/${uai}/${i}`,
          campaign: campaign.id,
          kind: campaign.kind,
          institution: uai,
          state: 'free' as const,
        },
      })),
    );
  return {
    ...{ services: { store, directory: new Directory(store, now), pupilSecret: 'bench', now }, campaign },
    institutions: new Map(list.map((each) => [each.uai, each])),
    async close() {
      if (uri) await store.connection.dropDatabase();
      await store.close();
      await embedded?.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** In milliseconds. */
export async function took(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
