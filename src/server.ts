/** HTTP: what Teams posts, and whether the bot is well. */
import restify from 'restify';
import type { Door } from './bot/door';
import type { Log } from './log';
import { missingIndexes } from './store/indexes';
import type { Store } from './store/open';

/** Bytes; a card's answer has a few hundred. */
const LARGEST_BODY = 256 * 1024;
/** In-flight turns end before it: a turn has a deadline of its own. */
const GRACE_MS = 10_000;

export interface Server {
  restify: restify.Server;
  /** @throws PortTaken */
  listen(port: number, host?: string): Promise<void>;
  /** Takes nothing more, lets the turns that run end, then closes. */
  stop(): Promise<void>;
}

export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`port ${port} is taken`);
  }
}

export function createServer(door: Door, store: Store, log: Log): Server {
  const server = restify.createServer({ name: 'relais', ignoreTrailingSlash: true });
  server.use(restify.plugins.bodyParser({ maxBodySize: LARGEST_BODY, mapParams: false }));
  server.use(restify.plugins.queryParser({ mapParams: false }));

  server.post('/api/messages', async (req, res) => {
    const { status, body } = await door.receive(req.header('Authorization', ''), req.body);
    res.send(status, body);
  });
  server.get('/healthz', async (_req, res) => {
    await Promise.resolve();
    res.send(200, { alive: true });
  });
  server.get('/readyz', async (_req, res) => {
    try {
      const missing = await missingIndexes(store);
      res.send(missing.length ? 503 : 200, { ready: missing.length === 0, missing });
    } catch {
      res.send(503, { ready: false, database: 'away' });
    }
  });

  return {
    restify: server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
        );
        server.listen(port, host, () => {
          log.info({ port }, 'listening');
          resolve();
        });
      }),
    async stop() {
      const http = server.server as import('node:http').Server;
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      const grace = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS).unref());
      await Promise.race([door.empty(), grace]);
      http.closeIdleConnections();
      await Promise.race([closed, new Promise<void>((resolve) => setTimeout(resolve, 500).unref())]);
      http.closeAllConnections();
    },
  };
}
