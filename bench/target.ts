/** A server under measurement, spoken to from outside: it tells its CPU time, its memory and, where asked to, its operations. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as connector from './connector';

/** What a server is made to hold, and where. */
export interface Holding {
  uri?: string;
  /** Units of each of the institutions. */
  quota?: number;
  /** Schools that are made up, beside the real ones: many people write and no two at one school. */
  schools?: number;
  /** Database operations are counted, which costs time of its own. */
  counting?: boolean;
  /** The name of its database, which goes when it ends. */
  database?: string;
  /** The database is another server's, which has filled it and ends later. */
  joins?: boolean;
}

export interface Usage {
  /** Of the process since the last question, in milliseconds. */
  cpu: number;
  operations: number;
  /** The longest that the event loop was held since the last question, in milliseconds. */
  held: number;
}

/** The door refuses who comes now. */
export class Refused extends Error {}

const PATIENCE_MS = 10_000;
/** Under way at once: with many more, connections are reset before the door sees them. */
const MOST_SOCKETS = 512;
/** As Teams' front: connections are kept, of all servers alike. */
const agentOf = (): http.Agent => new http.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
const agents: http.Agent[] = [];
export const hangUp = (): void => agents.forEach((agent) => agent.destroy());

export class Target {
  #underWay = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
    /** Where its database is, for another to join. */
    readonly address: string | undefined,
    private readonly agent: http.Agent,
  ) {
    agents.push(agent);
  }

  static async start(kind: 'echo' | 'waterfall' | 'relais', holding: Holding = {}): Promise<Target> {
    const child = fork(path.join(__dirname, 'server.js'), [kind, JSON.stringify(holding)], {
      execArgv: ['--expose-gc'],
    });
    const { port, address } = await new Promise<{ port: number; address?: string }>((resolve, reject) => {
      child.once('message', resolve as never);
      child.once('exit', (code) => reject(new Error(`${kind} ended with ${String(code)}`)));
    });
    return new Target(child, port, address, agentOf());
  }

  /** Resolves when one more can be under way: what waits for a connection waits at nobody's door. */
  async room(): Promise<this> {
    while (this.#underWay >= MOST_SOCKETS) await pause(5);
    return this;
  }

  /** @returns the status that the door answered */
  async tries(conversation: string, person: string, about: object): Promise<number> {
    const activity = {
      ...{ type: 'message', id: randomUUID(), channelId: 'msteams', locale: 'fr-FR' },
      ...{ serviceUrl: connector.url(), recipient: { id: 'bot' } },
      from: { id: person, aadObjectId: person },
      conversation: { id: conversation, conversationType: 'personal' },
      ...about,
    };
    const options = { port: this.port, path: '/api/messages', method: 'POST', agent: this.agent };
    this.#underWay++;
    const answered = new Promise<number>((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json' };
      const request = http.request({ ...options, headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      });
      request.on('error', reject);
      request.end(JSON.stringify(activity));
    });
    return answered.finally(() => this.#underWay--);
  }

  /** @throws Refused at a door that is overrun, Error when it is not taken */
  async post(conversation: string, person: string, about: object): Promise<void> {
    const status = await this.tries(conversation, person, about);
    if (status === 429) throw new Refused();
    if (status !== 200) throw new Error(`answered ${status}`);
  }

  /** Opens as many connections as it may ever use. */
  async connects(): Promise<void> {
    const { port, agent } = this;
    const once = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const request = http.get({ port, path: '/healthz', agent }, (response) => response.resume().on('end', resolve));
        request.on('error', reject);
      });
    await Promise.all(Array.from({ length: MOST_SOCKETS }, once));
  }

  usage(): Promise<Usage> {
    return this.asks('usage');
  }

  /** Bytes in use after a garbage collection. */
  async heap(): Promise<number> {
    return (await this.asks<{ heap: number }>('heap')).heap;
  }

  /** Has the server do something that no turn does, and tells what came of it. */
  asks<T>(what: string): Promise<T> {
    const told = new Promise<T>((resolve) => this.child.once('message', resolve as never));
    this.child.send(what);
    return told;
  }

  /** Resolves when its process is gone: one that does not go by itself is ended. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.send('stop');
    const impatient = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS);
    await exited;
    clearTimeout(impatient);
  }
}
