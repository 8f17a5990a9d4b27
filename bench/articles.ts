/** `npm run bench -- --articles`: 15,000 serials in, against reading and inserting them bare; 130 delivery notes out, against setting one page. */
import { parse } from 'csv-parse/sync';
import { isLuhn, type Serial } from '../src/domain/serial';
import { readSerialFile } from '../src/domain/serialFile';
import { deliveryNotes } from '../src/documents/deliveryNotes';
import { readTable } from '../src/files/readTable';
import { planSerials, registerSerials } from '../src/services/articles/registerSerials';
import { prepareDeliveries } from '../src/services/deliveries/prepare';
import { OPERATOR } from '../src/services/people/changePeople';
import { loadTexts } from '../src/texts';
import { openServices, took } from './services';

const SERIALS = 15_000;
const SCHOOLS = 130;
const A_SCHOOL = 11;

/** Told as it goes, beside what is measured. */
const tell = (what: string, done: number, of: number): void => void process.stderr.write(`\r${what} ${done}/${of}`);

const serialOf = (n: number): Serial => {
  const digits = `8933${10 ** 13 + n * 7}`;
  return [...'0123456789'].map((check) => digits + check).find(isLuhn)! as Serial;
};

export async function compareArticles(name: string, uri?: string): Promise<string[]> {
  const { services, campaign, institutions, close } = await openServices({ uri, schools: SCHOOLS, units: A_SCHOOL });
  const actor = { ...OPERATOR, within: campaign.id };
  const file = Buffer.from(
    ['ICCID;PUK', ...Array.from({ length: SERIALS }, (_, n) => `${serialOf(n)};1234`)].join('\r\n'),
  );
  const plain = Array.from({ length: SERIALS }, (_, n) => ({
    _id: `bare-${n}`,
    campaign: 'bare',
    kind: 'sim',
    tail: '',
    source: 'x',
  }));
  const bare = await took(async () => {
    parse(file, { delimiter: ';' });
    await services.store.serials.model.insertMany(plain, { ordered: false, lean: true });
  });
  const ours = await took(async () => {
    const rows = readSerialFile(await readTable(file))!;
    const plan = await planSerials(services, actor, rows);
    await registerSerials(services, actor, plan, { source: name, tell: (done) => tell('serials', done, SERIALS) });
  });
  const prepared = await took(() =>
    prepareDeliveries(services, actor, { tell: (done, of) => tell('notes', done, of) }),
  );
  const notes = await services.store.deliveries.of(campaign.id);
  const t = loadTexts()('fr');
  const about = { campaign, article: 'Cartes SIM', from: 'bench', institutions };
  await deliveryNotes(t, { ...about, notes: notes.slice(0, 1) }); // fonts are read once
  const one = await took(() => deliveryNotes(t, { ...about, notes: notes.slice(1, 2) }));
  const all = await took(() => deliveryNotes(t, { ...about, notes }));
  process.stderr.write('\n');
  await close();
  const row = (what: string, ratio: number, ms: number): string =>
    `${name.padEnd(9)} ${what.padEnd(58)} ${ratio.toFixed(2).padStart(6)}  ${ms.toFixed(0).padStart(6)} ms`;
  return [
    row(`${SERIALS} serials in, to reading and inserting them bare`, ours / bare, ours),
    row(`${notes.length} notes prepared, to setting them in type`, prepared / all, prepared),
    row(`${notes.length} notes in one file, to one alone times their number`, all / (one * notes.length), all),
  ];
}
