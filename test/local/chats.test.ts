import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Chats } from '../../src/local/chats';
import { localSecret } from '../../src/local/startLocal';

const dir = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'chats-'));

test('a chat whose file was cut is put aside and begins anew; it is never half written again', () => {
  const at = dir();
  new Chats(at).add('local-a', 'person', { type: 'message', text: 'aide' });
  const file = path.join(at, 'local-a.json');
  fs.truncateSync(file, 20);
  const chats = new Chats(at);
  expect(chats.messages('local-a')).toEqual([]);
  chats.add('local-a', 'person', { type: 'message', text: 'bonjour' });
  expect(new Chats(at).messages('local-a')).toHaveLength(1);
  expect(fs.readdirSync(at).sort()).toEqual(['local-a.json', 'local-a.json.damaged']);
});

test('a secret that was cut is no secret', () => {
  const at = dir();
  const secret = localSecret(at, () => 'x'.repeat(64));
  expect(localSecret(at, () => 'y'.repeat(64))).toBe(secret);
  fs.truncateSync(path.join(at, 'secret'), 0);
  expect(localSecret(at, () => 'y'.repeat(64))).toBe('y'.repeat(64));
});
