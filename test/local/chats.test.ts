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

test('what was said with the name of who is erased is taken away, however it was typed, and nothing else', () => {
  const at = dir();
  const chats = new Chats(at);
  chats.add('local-a', 'person', { type: 'message', text: 'nomme DIALLO Fatou' });
  chats.add('local-a', 'bot', {
    type: 'message',
    attachments: [{ contentType: 'card', content: { text: 'Fatou Diallo' } }],
  });
  chats.add('local-a', 'person', { type: 'message', text: 'aide' });
  chats.add('local-b', 'person', { type: 'message', text: 'où en est N’Diallo ?' });
  chats.forget(['Diàllo']);
  expect(chats.messages('local-a').map(({ activity }) => activity.text)).toEqual(['aide']);
  expect(fs.readFileSync(path.join(at, 'local-a.json'), 'utf8')).not.toMatch(/diallo/i);
  expect(chats.messages('local-b')).toHaveLength(0); // `N’Diallo` has the same word: rather one too many
  chats.forget(['']);
  expect(chats.messages('local-a')).toHaveLength(1);
});

test('what was said a month ago is kept no longer', () => {
  const at = dir();
  const chats = new Chats(at);
  chats.add('local-a', 'person', { type: 'message', text: 'vieux' });
  const file = path.join(at, 'local-a.json');
  const [old] = JSON.parse(fs.readFileSync(file, 'utf8')) as { at: string }[];
  old!.at = new Date(Date.now() - 31 * 86_400_000).toISOString();
  fs.writeFileSync(file, JSON.stringify([old]));
  const again = new Chats(at);
  expect(again.messages('local-a')).toEqual([]);
  again.add('local-a', 'person', { type: 'message', text: 'neuf' });
  expect(fs.readFileSync(file, 'utf8')).not.toContain('vieux');
});
