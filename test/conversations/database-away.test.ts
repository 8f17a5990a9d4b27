/** The database goes away in the middle and comes back: behind a gate that can be shut, so on every database. */
import net from 'node:net';
import { createBot } from '../../src/bot/createBot';
import { createLog } from '../../src/log';
import { createServer } from '../../src/server';
import { openStore } from '../../src/store/open';
import { loadTexts } from '../../src/texts';
import { CONTACT, GOOD_ANSWERS, Relais } from '../support/relais';
import { Speaker } from '../support/speaker';
import { World } from '../support/world';

/** Passes bytes on to the database until it is shut. */
class Gate {
  readonly #sockets = new Set<net.Socket>();
  readonly #server: net.Server;
  #open = true;

  constructor(target: net.NetConnectOpts) {
    this.#server = net.createServer((socket) => {
      if (!this.#open) return void socket.destroy();
      const beyond = net.connect(target);
      for (const end of [socket, beyond]) {
        this.#sockets.add(end);
        end.on('error', () => end.destroy());
        end.on('close', () => [socket, beyond].forEach((each) => each.destroy()));
      }
      socket.pipe(beyond).pipe(socket);
    });
  }

  listen = (): Promise<number> =>
    new Promise((resolve) =>
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as net.AddressInfo).port)),
    );

  shut(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  reopen(): void {
    this.#open = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const targetOf = (uri: string): net.NetConnectOpts => {
  const host = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(uri)![1]!);
  return host.endsWith('.sock') ? { path: host } : { host: host.split(':')[0]!, port: Number(host.split(':')[1]) };
};

test('the person gets a clear sentence, the operator one line, and it recovers by itself', async () => {
  const relais = await Relais.start();
  const { head } = await relais.aCollege();
  const gate = new Gate(targetOf(relais.database.uri));
  const store = await openStore(
    `mongodb://127.0.0.1:${await gate.listen()}/?directConnection=true`,
    relais.database.name,
  );
  const logged: string[] = [];
  const log = createLog({ write: (line: string) => void logged.push(line) });
  const { services } = new World(store, relais.clock);
  const door = createBot({ services, texts: loadTexts(), contact: CONTACT, log });
  const server = createServer(door, store, log);
  await server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${((server.restify.server as import('node:http').Server).address() as net.AddressInfo).port}`;
  const speaker = new Speaker(head.person, () => url, relais.connector);
  const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;

  await speaker.saysAll('nommer', ...GOOD_ANSWERS);
  expect(await ready()).toBe(200);
  gate.shut();
  await speaker.says('oui');
  speaker.seesLast(/Je n’arrive pas à joindre la base de données/);
  await speaker.says('oui');
  expect(speaker.last.status).toBe(200);
  expect(await ready()).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(logged.filter((line) => line.includes('the database is away'))).toHaveLength(1);

  gate.reopen();
  await speaker.says('oui');
  speaker.sees(/Inès Diallo a une place/);
  expect(logged.filter((line) => line.includes('the database is back'))).toHaveLength(1);
  expect(logged.join('')).not.toMatch(/Diallo|Inès/);

  await server.stop();
  await store.close();
  await gate.close();
  await relais.close();
});
