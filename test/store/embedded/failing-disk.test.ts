/** A disk that is full, or read-only: nothing is acknowledged that is not on it, and it goes on when there is space again. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Engine } from '../../../src/store/embedded/engine';
import { ids, insert, readIds } from '../../support/embedded';

let dir: string;
beforeEach(() => void (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'))));
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

/** A file system of its own with little room; needs root on Linux. */
function smallDisk(): { at: string; remove: () => void } | null {
  const at = fs.mkdtempSync(path.join(os.tmpdir(), 'small-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', at]).status === 0;
  if (!mounted) fs.rmdirSync(at);
  return mounted ? { at, remove: () => void spawnSync('umount', [at]) } : null;
}

test('a full disk: nothing more is acknowledged; with space again it goes on by itself, and nothing acknowledged is lost', async () => {
  const disk = smallDisk();
  if (!disk) return void process.stdout.write('No small disk can be mounted here: not tried\n');
  try {
    const at = path.join(disk.at, 'data');
    const engine = await Engine.open({ dir: at });
    const acknowledged: number[] = [];
    for (let round = 0, id = 0; round < 3; round++) {
      fs.writeFileSync(path.join(disk.at, 'ballast'), Buffer.alloc(1_500_000));
      let refusal: unknown = null;
      while (refusal === null && id < 2_000)
        await insert(engine, ++id, 'z'.repeat(20_000)).then(
          () => acknowledged.push(id),
          (error: unknown) => (refusal = error),
        );
      expect(refusal).toMatchObject({ code: 91 });
      await expect(ids(engine)).rejects.toMatchObject({ code: 91 });
      fs.rmSync(path.join(disk.at, 'ballast'));
      let back = false;
      for (let i = 0; i < 100 && !back; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        back = await ids(engine).then(
          () => true,
          () => false,
        );
      }
      expect(back).toBe(true);
      await engine.command('db', { delete: 'ns', deletes: [{ q: { _id: { $lt: id - 5 } }, limit: 0 }] });
      acknowledged.splice(
        0,
        acknowledged.findIndex((each) => each >= id - 5),
      );
    }
    expect(await ids(engine)).toEqual(expect.arrayContaining(acknowledged));
    await engine.close();
    expect(await readIds(at)).toEqual(expect.arrayContaining(acknowledged));
  } finally {
    disk.remove();
  }
});

test('a folder that cannot be written is said so, not opened', async () => {
  const locked = spawnSync('mount', ['--bind', '-o', 'ro', dir, dir]).status === 0;
  if (!locked) return void process.stdout.write('No read-only folder can be made here: not tried\n');
  try {
    spawnSync('mount', ['-o', 'remount,ro,bind', dir]);
    await expect(Engine.open({ dir })).rejects.toMatchObject({ code: 'EROFS' });
  } finally {
    spawnSync('umount', [dir]);
  }
});
