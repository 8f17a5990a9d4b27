/** HTTP: what Teams posts, and whether the bot is well. */
import helmet from 'helmet';
import restify from 'restify';
import { within } from './within';
import type { Door } from './bot/door';
import { StoreAway } from './domain/errors';
import { withJson } from './jsonBody';
import type { Log } from './log';
import { PortTaken } from './portTaken';
import { missingIndexes } from './store/indexes';
import type { Store } from './store/open';

/**
 * Longer than what stands in front keeps an idle connection (Azure's load balancer: 240 s): of new ones Node takes one a round of its
 * loop, which a busy process has few of (docs/scale.md).
 */
const IDLE_CONNECTION_MS = 245_000;

const RETRY_AFTER_S = 5;

/** In-flight turns end before it: a turn has a deadline of its own. */
const GRACE_MS = 10_000;
/** Connections that answer just now. */
const CLOSING_MS = 500;

export interface Server {
  restify: restify.Server;
  /** @throws PortTaken */
  listen(port: number, host?: string): Promise<void>;
  /** Takes nothing more, lets the turns that run end, then closes. */
  stop(): Promise<void>;
}

/** A database that accepts and never answers is away as well: whoever asks is not kept waiting. */
const PATIENCE_MS = 2_000;

/** Nothing that is served runs, loads or is framed elsewhere. */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
}) as unknown as restify.RequestHandler;

export function createServer(door: Door, store: Store, log: Log): Server {
  const server = restify.createServer({ name: 'relais', ignoreTrailingSlash: true });
  const http = server.server as import('node:http').Server;
  http.keepAliveTimeout = IDLE_CONNECTION_MS;
  server.pre(protect);

  const receive = withJson(async (req, res, activity) => {
    const { status, body } = await door.receive(req.header('Authorization', ''), activity);
    if (status === 429) res.header('Retry-After', String(RETRY_AFTER_S));
    res.send(status, body);
  });
  server.post('/api/messages', receive);
  server.get('/healthz', async (_req, res) => {
    await Promise.resolve();
    res.send(200, { alive: true });
  });
  server.get('/readyz', async (_req, res) => {
    try {
      const missing = await within(PATIENCE_MS, missingIndexes(store), () => {
        throw new StoreAway();
      });
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
          reject(['EADDRINUSE', 'EACCES'].includes(error.code ?? '') ? new PortTaken(port) : error),
        );
        server.listen(port, host, () => {
          log.info({ port }, 'listening');
          resolve();
        });
      }),
    async stop() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      await within(GRACE_MS, door.empty(), () => undefined);
      http.closeIdleConnections();
      await within(CLOSING_MS, closed, () => undefined);
      http.closeAllConnections();
    },
  };
}
