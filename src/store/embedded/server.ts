/**
 * A MongoDB endpoint inside this process: stock driver and mongoose connect to it over a Unix socket in the data
 * directory (loopback TCP on Windows), or attach to the process that already serves that directory.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Engine, type EngineOptions } from './engine';
import { inProcess, type InProcess } from './inProcess';
import { DirectoryInUse } from './lock';
import { MongoError } from './errors';
import type { Doc } from './values';
import { MAX_MESSAGE, messagesIn, readRequest, writeReply } from './wire';

export interface EmbeddedMongo {
  /** The `mongodb://` address of a database of this endpoint. */
  uri: (database: string) => string;
  /** Null when another process serves the directory. */
  engine: Engine | null;
  /** Runs commands without a socket; undefined when another process serves the directory. */
  run: (database: string) => InProcess | undefined;
  close: () => Promise<void>;
}

/** Longer paths do not fit a Unix socket's address (108 bytes on Linux, 104 on macOS). */
const LONGEST_SOCKET_PATH = 100;
const SOCKET = 'mongo.sock';

const addressOf = (host: string) => (database: string) => `mongodb://${host}/${database}?directConnection=true`;

/**
 * Serves the directory, or all in memory without one.
 * @param options.attach when another live process serves `dir`, use its socket (a command beside the running bot); whoever does not waits for
 * a command that holds it
 * @throws DirectoryInUse without `attach`; FilesDamaged
 */
export async function startEmbeddedMongo(options: EngineOptions & { attach?: boolean } = {}): Promise<EmbeddedMongo> {
  const inDir = options.dir ? path.resolve(options.dir, SOCKET) : null;
  const usable = inDir !== null && inDir.length <= LONGEST_SOCKET_PATH && process.platform !== 'win32';
  const mark = options.dir ? path.resolve(options.dir, BRIEF) : null;
  let engine: Engine;
  try {
    engine = options.attach ? await Engine.open(options) : await openAfterBrief(options, mark);
  } catch (error) {
    if (!(error instanceof DirectoryInUse) || !options.attach || !usable || !existsSync(inDir)) throw error;
    const uri = addressOf(encodeURIComponent(inDir));
    return { engine: null, run: () => undefined, uri, close: () => Promise.resolve() };
  }
  try {
    const endpoint = await listen(engine, usable ? inDir : null);
    if (mark && options.attach) writeFileSync(mark, '');
    else if (mark) rmSync(mark, { force: true }); // a command that was killed has left it
    const close = async (): Promise<void> => {
      await endpoint.close();
      if (mark && options.attach) rmSync(mark, { force: true }); // not before: who sees neither would take it for another bot
    };
    return { ...endpoint, close };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Beside the files while a command holds them, which was quicker than a bot that starts again. */
const BRIEF = 'command';
const LONGEST_BRIEF_MS = 60_000;
const AGAIN_MS = 200;

/** Waits for a command that holds the directory; a bot that does is not waited for. @throws DirectoryInUse */
async function openAfterBrief(options: EngineOptions, mark: string | null): Promise<Engine> {
  for (const since = performance.now(); ; await pause(AGAIN_MS)) {
    const wasMarked = mark !== null && existsSync(mark); // it may end between the two
    try {
      return await Engine.open(options);
    } catch (error) {
      const isBrief = error instanceof DirectoryInUse && mark !== null && (wasMarked || existsSync(mark));
      if (!isBrief || performance.now() - since > LONGEST_BRIEF_MS) throw error;
    }
  }
}

async function listen(engine: Engine, inDir: string | null): Promise<EmbeddedMongo> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, engine, ++connections);
  });
  const ownDir = inDir || process.platform === 'win32' ? null : mkdtempSync(path.join(os.tmpdir(), 'relais-'));
  const file = inDir ?? (ownDir ? path.join(ownDir, SOCKET) : null);
  const cleanUp = (): void => {
    if (ownDir) rmSync(ownDir, { recursive: true, force: true });
    else if (file) rmSync(file, { force: true });
  };
  if (inDir) cleanUp(); // what a killed process left: the directory's lock is ours
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file ? { path: file } : { port: 0, host: '127.0.0.1' }, resolve);
  });
  server.unref();
  process.once('exit', cleanUp);
  const port = (server.address() as net.AddressInfo).port;
  return {
    engine,
    run: (database) => inProcess(engine, database),
    uri: addressOf(file ? encodeURIComponent(file) : `127.0.0.1:${port}`),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      process.removeListener('exit', cleanUp);
      cleanUp();
      await engine.close();
    },
  };
}

function serve(socket: net.Socket, engine: Engine, connectionId: number): void {
  let arrived: Buffer = Buffer.alloc(0);
  let turn = Promise.resolve();
  let replies = 0;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    arrived = arrived.length ? Buffer.concat([arrived, chunk]) : chunk;
    try {
      const messages = messagesIn(arrived);
      let next = messages.next();
      for (; !next.done; next = messages.next()) {
        const message = next.value;
        turn = turn.then(() => answer(message)).catch(() => void socket.destroy()); // a connection's commands in order
      }
      arrived = next.value;
    } catch {
      socket.destroy(); // not a MongoDB client
    }
  });
  async function answer(message: Buffer): Promise<void> {
    const request = readRequest(message);
    const reply = await run(engine, request.command, connectionId);
    if (!request.silent && !socket.destroyed) socket.write(writeReply(request, ++replies, reply));
  }
}

async function run(engine: Engine, command: Doc, connectionId: number): Promise<Doc> {
  const name = Object.keys(command)[0] ?? '';
  if (/^(?:hello|ismaster)$/i.test(name)) return hello(connectionId);
  try {
    return await engine.command(String(command.$db ?? 'admin'), command);
  } catch (error) {
    const known = error instanceof MongoError ? error : new MongoError(8, String((error as Error).stack));
    return { ok: 0, errmsg: known.message, code: known.code, codeName: known.codeName, ...known.extra };
  }
}

/** A standalone mongod 7.0: sessions, no transactions, no change streams. */
const hello = (connectionId: number): Doc => ({
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: MAX_MESSAGE,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});
