/** The real bot behind real HTTP, on a database of its own, answering to a recording connector. */
import type { AddressInfo } from 'node:net';
import { type BotDependencies, createBot } from '../../src/bot/createBot';
import type { Institution } from '../../src/domain/institution';
import { createLog } from '../../src/log';
import { createServer, type Server } from '../../src/server';
import { loadTexts } from '../../src/texts';
import { Clock } from './clock';
import { aDatabase, type TestDatabase } from './database';
import { RecordingConnector } from './recordingConnector';
import { type Person, Speaker, type SpeakerOptions } from './speaker';
import { type KnownMember, type NewInstitution, World } from './world';

export const CONTACT = 'la coordination (coordination@relais.example)';
const texts = loadTexts();

export class Relais {
  /** All that was logged, as JSON lines. */
  readonly logged: string[] = [];
  readonly clock = new Clock();
  readonly world: World;
  #server!: Server;
  readonly #dead: import('node:http').Server[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly connector: RecordingConnector,
  ) {
    this.world = new World(database.store, this.clock);
  }

  static async start(): Promise<Relais> {
    const relais = new Relais(await aDatabase(), await RecordingConnector.start());
    await relais.world.opens();
    await relais.boots();
    return relais;
  }

  get store() {
    return this.database.store;
  }

  get url(): string {
    return `http://127.0.0.1:${((this.#server.restify.server as import('node:http').Server).address() as AddressInfo).port}`;
  }

  /** A bot process, as far as state goes: nothing is kept in memory from one to the next. */
  async boots(about: Pick<BotDependencies, 'mostRunning'> = {}): Promise<void> {
    const log = createLog({ write: (line: string) => void this.logged.push(line) });
    const services = new World(this.store, this.clock).services;
    const door = createBot({ services, texts, contact: CONTACT, log, ...about });
    this.#server = createServer(door, this.store, log);
    await this.#server.listen(0, '127.0.0.1');
  }

  async stops(): Promise<void> {
    await this.#server.stop();
  }

  /** As if the process was killed: nothing of its turns ends, and another answers. */
  async diesAndBoots(): Promise<void> {
    const { restify } = this.#server;
    this.#dead.push(restify.server);
    await this.boots();
  }

  async restarts(about: Pick<BotDependencies, 'mostRunning'> = {}): Promise<void> {
    await this.stops();
    await this.boots(about);
  }

  async close(): Promise<void> {
    await this.stops();
    for (const dead of this.#dead) {
      dead.close();
      dead.closeAllConnections();
    }
    await this.connector.close();
    await this.database.close();
  }

  speaker(person: Person, options?: SpeakerOptions): Speaker {
    return new Speaker(person, () => this.url, this.connector, options);
  }

  /** As if every turn that runs, or died, had begun long ago. */
  async leasesRunOut(): Promise<void> {
    const { model } = this.store.conversations;
    await model.collection.updateMany(
      { lease: { $exists: true } },
      { $set: { 'lease.since': new Date(Date.now() - 60_000) } },
    );
  }

  /** No pupil is nominated any more; schools and people stay. */
  async clears(): Promise<void> {
    await this.store.nominations.model.collection.deleteMany({});
    await this.store.units.model.collection.updateMany({}, { $set: { state: 'free' }, $unset: { nomination: 1 } });
  }

  /** A collège with its head, ready to speak. */
  async aCollege(about: NewInstitution = {}): Promise<{ head: Speaker; college: Institution; principal: KnownMember }> {
    const college = await this.world.institution(about);
    const principal = await this.world.member('principal', [college]);
    await this.restarts(); // the bot keeps institutions in memory for a minute
    return { head: this.speaker(principal), college, principal };
  }

  async aCoordinator(): Promise<Speaker> {
    return this.speaker(await this.world.member('coordinator', [], 'Claire Fontaine'));
  }
}

/** What a nomination's form holds when all of it is good. */
export const GOOD_FORM = {
  lastName: 'Diallo',
  firstName: 'Inès',
  birthDate: '2013-05-12',
  className: '4EB',
  need: 'noAccess',
  toldOn: '2026-03-12',
  toldHow: 'phone',
};

export const GOOD_ANSWERS = ['Diallo', 'Inès', '12/05/2013', '4EB', '1', 'hier', 'par téléphone'];

/** By card: opens a form, fills it, confirms it. */
export async function nominatesByCard(head: Speaker, about: Partial<typeof GOOD_FORM> = {}): Promise<void> {
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, ...about } });
  await head.clicks('Confirmer');
}
