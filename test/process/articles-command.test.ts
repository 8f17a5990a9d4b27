/** Serials in and delivery notes out by commands alone: what each says, its files, and its exit code. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isLuhn } from '../../src/domain/serial';
import { pagesOf } from '../support/pdf';
import { freshDir, ROOT } from './bot';

const dir = freshDir();
const ID = 'sim-2020';

function operation(...args: string[]) {
  const { PATH, HOME } = process.env;
  const program = path.join(ROOT, 'dist/src/commands/operation.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { PATH, HOME, RELAIS_DATA: dir },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

const listFile = (name: string, lines: string[]): string => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, lines.join('\n'));
  return file;
};

const serialOf = (n: number): string => {
  const digits = `8933${10 ** 13 + n * 7}`;
  return [...'0123456789'].map((each) => digits + each).find(isLuhn)!;
};

test('a lot’s serials: dry, then in; its bad lines are told, and the code says so', () => {
  fs.mkdirSync(dir, { recursive: true });
  expect(operation('load', path.join(ROOT, 'data/operations/sim-2020.json'))).toMatchObject({ status: 0 });
  const good = Array.from({ length: 1_800 }, (_, n) => `${serialOf(n)};1`);
  const file = listFile('lot.csv', ['ICCID;PUK', ...good, '8,93E+18;2', `${serialOf(0)};3`]);
  const told = '1802\t!\tdamaged\t8,93E+18\n1803\t!\ttwice';
  expect(operation('serials', ID, file, '--dry-run')).toMatchObject({
    status: 1,
    stdout: `${told}\t${serialOf(0)}\n1802: +1800 >0 =0 ?0 !2 (--dry-run)`,
  });
  expect(operation('serials', ID, file)).toMatchObject({ status: 1, stderr: '1000/1800\n1800/1800' });
});

test('all the notes of the operation in one file, with progress; then nothing more', () => {
  const [pdf, list] = [path.join(dir, 'notes.pdf'), path.join(dir, 'notes.xlsx')];
  const done = operation('deliver', ID, '--pdf', pdf, '--list', list, '--sent');
  const lines = done.stdout.split('\n');
  expect(lines.pop()).toBe('161: 1800 -> 161');
  expect(lines).toHaveLength(161);
  for (const line of lines) expect(line).toMatch(/^BL-\d{4}-\d{4}\t\w{8}\t[^\t]+\t\d+\t\d+\tsent$/);
  expect(done.stderr).toMatch(/161\/161$/);
  const pages = pagesOf(fs.readFileSync(pdf));
  expect(pages).toHaveLength(161);
  expect(pages.every((page) => page.includes('Bon de livraison BL-'))).toBe(true);
  expect(fs.readFileSync(list).subarray(0, 2).toString()).toBe('PK');
});

test('what the collèges have already: a second origin, with nothing to be sent; the public figures tell both', () => {
  const list = listFile('parc.csv', ['UAI;Nombre', '0931184G;40', '0930075L;2']);
  expect(operation('receive', ID, '--list', list, '--giver', 'Parc du Département').status).toBe(1); // one is of no school
  const good = listFile('parc.csv', ['UAI;Nombre', '0931184G;40']);
  expect(operation('receive', ID, '--list', good, '--giver', 'Parc du Département').stdout).toMatch(/40\/40$/);
  expect(operation('deliver', ID, '--dry-run').stdout).toBe('(--dry-run)');
  const pdf = path.join(dir, 'figures.pdf');
  const told = operation('figures', ID, '--pdf', pdf);
  expect(told.stdout).toMatch(/received\t1840[^]*Fondation SFR[^\t]*\t1800\t1800\nParc du Département\t40\t40/);
  expect(pagesOf(fs.readFileSync(pdf))).toHaveLength(1);
});
