import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectorPatience } from '../../src/bot/connectorPatience';
import { Door } from '../../src/bot/door';
import { createLog } from '../../src/log';

test('a channel that never answers holds no connection for longer than that', async () => {
  let closed = 0;
  const silent = http.createServer((req) => void req.socket.on('close', () => closed++));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const door = new Door(
    async (context) => void (await context.sendActivity('hello')),
    createLog({ write: () => undefined }),
  );
  door.adapter.use(new ConnectorPatience(200));
  const reply = await door.receive('', {
    ...{ type: 'message', id: 'a', channelId: 'msteams', text: 'x', from: { id: 'p' }, recipient: { id: 'bot' } },
    serviceUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    conversation: { id: 'c', conversationType: 'personal' },
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  silent.close();
  silent.closeAllConnections();
  expect(reply.status).toBe(500);
  expect(closed).toBeGreaterThan(0);
});
