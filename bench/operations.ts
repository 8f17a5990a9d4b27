/** `npm run bench -- --operations`: the national file against csv-parse alone, a share of 100,000 units against receiving them, and the summary as units grow. */
import { parse } from 'csv-parse';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { usualRules } from '../src/domain/campaign';
import type { Institution } from '../src/domain/institution';
import { institutionColumns } from '../src/domain/institutionFile';
import type { Leg } from '../src/domain/movement';
import { parseUai, type Uai } from '../src/domain/uai';
import { streamTable } from '../src/files/readTable';
import { projectRoot } from '../src/projectRoot';
import type { ServiceContext } from '../src/services/context';
import { Directory } from '../src/services/directory';
import { carryOut } from '../src/services/movements/carryOut';
import { isPlan } from '../src/services/movements/plan';
import { planSharing } from '../src/services/movements/share';
import { start } from '../src/services/movements/start';
import { addOperation, become } from '../src/services/operations/changeOperation';
import { importInstitutions } from '../src/services/operations/importInstitutions';
import { OPERATOR } from '../src/services/people/changePeople';
import { summariseOperation } from '../src/services/summarise';
import { startEmbeddedMongo } from '../src/store/embedded/server';
import { createIndexes } from '../src/store/indexes';
import { openStore } from '../src/store/open';
import { took } from './services';

const ROWS = 68_000;
const DEPARTMENTS = 101;
const SCHOOLS = 1_000;
const SHARED = 100_000;
const SIZES = [1_800, 100_000, 1_000_000];
const TIMES = 21;
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const codeOf = (n: number): Uai => parseUai(`${String(n).padStart(7, '0')}${LETTERS[n % 23]}`)!;

interface Opened {
  services: ServiceContext;
  close: () => Promise<void>;
}

async function open(uri: string | undefined): Promise<Opened> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'operations-'));
  const name = `relais_bench_${randomUUID().slice(0, 8)}`;
  const embedded = uri ? null : await startEmbeddedMongo({ dir });
  const store = await openStore(uri ?? embedded!.uri(name), name, embedded?.run(name));
  await createIndexes(store);
  const now = (): Date => new Date();
  const services = { store, directory: new Directory(store, now), pupilSecret: 'bench', now };
  const close = async (): Promise<void> => {
    if (uri) await store.connection.dropDatabase();
    await store.close();
    await embedded?.close();
    fs.rmSync(dir, { recursive: true, force: true });
  };
  return { services, close };
}

/** As many lines as the national file has, made of those of one département: every school under a code of its own. */
function nationalFile(): string {
  const source = fs.readFileSync(path.join(projectRoot(), 'data/annuaire-94-2026-05.csv'), 'utf8');
  const [head = '', ...lines] = source.split(/\r?\n/).filter(Boolean);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'national-')), 'national.csv');
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${head}\n`);
  for (let n = 0; n < ROWS; n++) {
    const cells = lines[n % lines.length]!.split(';');
    cells[0] = codeOf(1_000_000 + n);
    cells[10] = String(1 + (n % DEPARTMENTS)).padStart(3, '0');
    fs.writeSync(out, `${cells.join(';')}\n`);
  }
  fs.closeSync(out);
  return file;
}

async function readAlone(file: string): Promise<void> {
  let rows = 0;
  const reader = fs.createReadStream(file).pipe(parse({ delimiter: ';', bom: true, info: true, relax_quotes: true }));
  for await (const _row of reader) rows++;
  if (rows !== ROWS + 1) throw new Error(`${rows} rows were read`);
}

async function national(database: string, uri: string | undefined): Promise<string[]> {
  const file = nationalFile();
  const { services, close } = await open(uri);
  await readAlone(file); // warm
  const alone = await took(() => readAlone(file));
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  const imports = async (departments?: string[]): Promise<void> => {
    const rows = streamTable(file);
    const head = (await rows.next()).value as { cells: string[] };
    const { columns } = institutionColumns(head.cells)!;
    const tell = (): void => void (most = Math.max(most, process.memoryUsage().heapUsed - before));
    await importInstitutions(services, OPERATOR, rows, {
      ...{ columns, sector: 'public', tell },
      ...(departments && { departments }),
    });
  };
  const one = await took(() => imports(['094']));
  const all = await took(() => imports());
  await close();
  fs.rmSync(path.dirname(file), { recursive: true });
  return [
    `${database.padEnd(9)} national file, one département, to csv-parse alone ${(one / alone).toFixed(2)} (aim 2)`,
    `${database.padEnd(9)} national file, all 68,000 kept, to csv-parse alone ${(all / alone).toFixed(2)}; heap at most +${Math.round(most / 1e6)} MB`,
  ];
}

/** An operation with so many units in its reserve, and schools to share them among. */
async function received(services: ServiceContext, units: number): Promise<{ id: string; spent: number }> {
  const made = Array.from({ length: SCHOOLS }, (_none, i): Institution => ({
    ...{
      uai: codeOf(2_000_000 + i),
      kind: 'college',
      name: `Collège ${i}`,
      communes: ['Essai'],
      pupils: 100 + (i % 700),
    },
  }));
  await services.store.institutions.describe(made.map((institution) => ({ institution })));
  const { id } = await addOperation(services, OPERATOR, {
    form: randomUUID(),
    name: 'Essai',
    kind: 'sim',
    ...usualRules('sim'),
  });
  await services.store.institutions.takePart(
    id,
    made.map(({ uai }) => uai),
  );
  await become(services, OPERATOR, id, 'open');
  const legs: Leg[] = [{ from: 'outside', to: 'reserve', count: units }];
  return { id, spent: await took(() => moves(services, id, 'receive', legs)) };
}

async function moves(
  services: ServiceContext,
  campaign: string,
  kind: 'receive' | 'share',
  legs: Leg[],
): Promise<void> {
  const id = randomUUID();
  await start(services, { ...OPERATOR, within: campaign }, { id, kind, reason: 'lot', legs });
  await carryOut(services, id);
}

async function sharing(database: string, uri: string | undefined): Promise<string[]> {
  const { services, close } = await open(uri);
  const { id, spent } = await received(services, SHARED);
  const actor = { ...OPERATOR, within: id };
  let legs: Leg[] = [];
  const planned = await took(async () => {
    const plan = await planSharing(services, actor, { by: 'pupils' });
    if (isPlan(plan)) legs = plan.legs;
  });
  const shared = await took(() => moves(services, id, 'share', legs));
  await close();
  return [
    `${database.padEnd(9)} share 100,000 units over 1,000 schools, to receiving them ${(shared / spent).toFixed(2)} (${(shared / 1_000).toFixed(1)} s; its plan ${planned.toFixed(0)} ms)`,
  ];
}

async function summaries(database: string, uri: string | undefined): Promise<string[]> {
  const costs: number[] = [];
  for (const units of SIZES) {
    const { services, close } = await open(uri);
    const { id } = await received(services, units);
    const actor = { ...OPERATOR, within: id };
    const plan = await planSharing(services, actor, { by: 'pupils' });
    if (isPlan(plan)) await moves(services, id, 'share', plan.legs);
    await summariseOperation(services, actor);
    const times: number[] = [];
    for (let i = 0; i < TIMES; i++) times.push(await took(() => summariseOperation(services, actor)));
    costs.push(times.sort((a, b) => a - b)[TIMES >> 1]!);
    await close();
  }
  const cells = costs.map((cost, i) => `${SIZES[i]!.toLocaleString('en')}: ${(cost / costs[0]!).toFixed(2)}`);
  return [
    `${database.padEnd(9)} summary, to that of 1,800 units  ${cells.join('  ')} (aim 3; ${costs[0]!.toFixed(1)} ms)`,
  ];
}

export async function compareOperations(database: string, uri?: string): Promise<string[]> {
  return [...(await national(database, uri)), ...(await sharing(database, uri)), ...(await summaries(database, uri))];
}
