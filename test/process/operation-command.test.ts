/** An operation of another département, set up and steered by commands alone: what each says, and its exit code. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freshDir, ROOT } from './bot';

const NATIONAL = path.join(ROOT, 'data/annuaire-94-2026-05.csv');
const dir = freshDir();

function operation(...args: string[]) {
  const { PATH, HOME } = process.env;
  const program = path.join(ROOT, 'dist/src/commands/operation.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { PATH, HOME, RELAIS_DATA: dir },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

const listFile = (name: string, text: string): string => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};

let id = '';

test('created, with the institutions of the national file: dry first, then done, then nothing new', () => {
  fs.mkdirSync(dir, { recursive: true });
  const made = operation(
    'create',
    'Tablettes 94',
    '--kind',
    'tablet',
    '--levels',
    'circonscription',
    '--giver',
    'Fondation',
  );
  expect(made.status).toBe(0);
  id = made.stdout;
  expect(id).toMatch(/^op-[0-9a-f]{10}$/);
  const args = ['institutions', id, NATIONAL, '--department', '94'];
  expect(operation(...args, '--dry-run').stdout).toMatch(
    /circonscription\t24\necole\t613\n613: \+637 ~0 =0 -0 !0, 24 -> op-\w+ \(--dry-run\)$/,
  );
  expect(operation(...args).stdout).toMatch(/613: \+637 ~0 =0 -0 !0, 24 -> op-/);
  expect(operation(...args).stdout).toMatch(/613: \+0 ~0 =637 -0 !0/);
  expect(operation('institutions', id, NATIONAL, '--department', '93').stdout).toMatch(/^613: \+0 ~0 =0 -613/);
});

test('received, shared out with bounds, by a list, moved, taken back, retired: exact, with a code for what is short', () => {
  expect(operation('receive', id, '500', '--announced', '520')).toMatchObject({
    status: 0,
    stdout: 'reserve\t\t0\t500\t500\n500/500',
  });
  const equal = ['share', id, '240', '--by', 'equal', '--min', '10'];
  expect(operation(...equal, '--dry-run').stdout).toMatch(
    /0940927X\tCirconscription de Fresnes\t0\t10\t10[^]*240\/240 \(--dry-run\)$/,
  );
  expect(operation(...equal)).toMatchObject({ status: 0, stderr: '240/240' });
  expect(operation('share', id, 'all', '--by', 'pupils')).toMatchObject({ status: 1 }); // the national file has none
  const figures = listFile('figures.csv', 'UAI;Effectifs;IPS\n0940927X;3000;90\n940922S;1000;110\n0931184G;10;100\n');
  expect(operation('institutions', id, figures)).toMatchObject({ status: 1, stdout: '?\t0931184G\n=2 ?1 !0' });
  const need = operation('share', id, '100', '--by', 'need');
  expect(need.stdout).toMatch(/0940922S\t[^\t]*\t10\t20\t10\n0940927X\t[^\t]*\t10\t100\t90/);
  const list = listFile('list.csv', '0940927X;5\n0940922S;7\n0931184G;1\nx;2\n');
  const byList = operation('share', id, '--list', list);
  expect(byList).toMatchObject({ status: 1, stdout: '?\t0931184G\n4\t!\tuai\tx\n=2 ?1 !1' }); // nothing is half done
  const right = listFile('right.csv', 'Code UAI,Dotation\n0940927X,5\n0940922S,7\n');
  expect(operation('share', id, '--list', right).stdout).toMatch(/12\/12$/);
  expect(operation('move', id, '500', '--from', '0940927X', '--to', '0940922S')).toMatchObject({ status: 2 });
  expect(operation('move', id, '3', '--from', '0940922S', '--to', '0940922S')).toMatchObject({ status: 1 });
  expect(operation('retire', id, '2', '--from', 'reserve', '--reason', 'faulty').stdout).toMatch(/2\/2$/);
  expect(operation('open', id).stdout).toBe(`${id}: open`);
  expect(operation('take-back', id, '--below', '50').stdout).toMatch(/reserve\t\t146\t498\t352\n/);
  expect(operation('relieve', id, 'all')).toMatchObject({ status: 1 });
  expect(operation('list').stdout).toBe(`${id}\topen\ttablet\tTablettes 94`);
  expect(operation('close', id).stdout).toBe(`${id}: closed`);
});

test.each([
  [['open', 'nothing'], /no such operation: nothing/],
  [['create', 'X', '--kind', 'car'], /--kind/],
  [['load', 'nowhere.json'], /no such file/],
  [['list', '--dryrun'], /not a flag, or one without its value: --dryrun/],
  [['list', '--dry-run=true'], /not a flag/],
  [[], /npm run operation -- list/],
])('misuse is explained: operation %j', (args, explained) => {
  const { status, stderr } = operation(...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(explained);
});
