/** Institutions, quotas and people that tests are about. */
import path from 'node:path';
import { type Campaign, usualRules } from '../../src/domain/campaign';
import type { Institution, InstitutionKind } from '../../src/domain/institution';
import type { Delegation } from '../../src/domain/delegation';
import type { JournalLine, Stamp } from '../../src/domain/journal';
import type { Member, Role } from '../../src/domain/member';
import type { Scope } from '../../src/domain/permissions';
import { parseUai, type Uai } from '../../src/domain/uai';
import type { ServiceContext } from '../../src/services/context';
import { Directory } from '../../src/services/directory';
import { loadOperation } from '../../src/services/operations/loadOperation';
import { projectRoot } from '../../src/projectRoot';
import { HOLDING } from '../../src/domain/unit';
import type { Store } from '../../src/store/open';
import { Clock } from './clock';
import { aDatabase, type TestDatabase } from './database';

export const CAMPAIGN: Campaign = {
  ...{ id: 'sim-2020', name: 'Cartes SIM, printemps 2020', kind: 'sim', retentionDays: 90, state: 'open' },
  ...usualRules('sim'),
};
/** By nobody in particular. */
export const STAMP: Stamp = { by: 'm_test', at: new Date('2026-03-16T09:00:00Z') };

/** What is written of a nomination that is withdrawn. */
export const withdrawnLine = (_id: string): JournalLine => ({
  ...{ _id: `${_id}/withdrawn`, what: 'withdrawn', nomination: _id },
  ...STAMP,
});
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** A code that is valid, made from a number. */
export const uaiOf = (number: number): Uai => parseUai(`${String(number).padStart(7, '0')}${LETTERS[number % 23]}`)!;

export interface NewInstitution {
  uai?: Uai;
  name?: string;
  commune?: string;
  kind?: InstitutionKind;
  quota?: number;
  /** Other communes that it stands for. */
  alsoIn?: string[];
  priority?: 'REP' | 'REP+';
}

/** Someone who has written already. */
export type KnownMember = Member & { aadObjectId: string };

export class World {
  #number = 9_300_000;
  readonly services: ServiceContext;

  constructor(
    readonly store: Store,
    readonly clock: Clock,
  ) {
    const directory = new Directory(store, clock.now);
    this.services = { store, directory, pupilSecret: 'a secret that only the tests know', now: clock.now };
  }

  async opens(): Promise<void> {
    const { id, ...about } = CAMPAIGN;
    const $set = { ...about, openedAt: this.clock.now() };
    await this.store.campaigns.model.updateOne({ _id: id }, { $set }, { upsert: true });
    this.services.directory.forget();
  }

  async institution({
    uai,
    name,
    commune = 'Bondy',
    kind = 'college',
    quota = 3,
    alsoIn = [],
    priority,
  }: NewInstitution = {}): Promise<Institution> {
    const number = ++this.#number;
    const made: Institution = {
      uai: uai ?? uaiOf(number),
      kind,
      name: name ?? (kind === 'college' ? `Collège Numéro ${number - 9_300_000}` : `Circonscription ${commune}`),
      communes: [commune, ...alsoIn],
      ...(priority && { priority }),
    };
    await this.store.institutions.describe([{ institution: made }]);
    await this.store.institutions.takePart(CAMPAIGN.id, [made.uai]);
    await this.store.units.receive(
      Array.from({ length: quota }, (_, i) => ({
        ...{ _id: `u/${made.uai}/${i + 1}`, campaign: CAMPAIGN.id, kind: CAMPAIGN.kind },
        ...{ institution: made.uai, state: 'free' as const },
      })),
    );
    this.services.directory.forget();
    return made;
  }

  async member(role: Role, institutions: Institution[] = [], name = 'Nadia Bensaïd'): Promise<KnownMember> {
    const number = ++this.#number;
    const member: KnownMember = {
      ...{ id: `m_${number}`, aadObjectId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` },
      ...{ name, role, institutions: institutions.map(({ uai }) => uai) },
    };
    await this.store.members.admit([member]);
    return member;
  }

  /** A head delegates to a deputy, from long ago until long from now. */
  async delegates(head: Member, deputy: Member, { uai }: Institution, scopes: Scope[] = ['nominate']): Promise<void> {
    const id = `d_${++this.#number}`;
    const delegation = { id, by: head.id, institution: uai, scopes, from: '2020-01-01', until: '2030-01-01' };
    const line: JournalLine = { _id: id, what: 'delegated', member: deputy.id, ...STAMP };
    await this.store.members.delegate(deputy.id, delegation as Delegation, line);
  }
}

/** The operation of spring 2020, as it is loaded from its file. */
export function loadSpring2020(services: ServiceContext): Promise<Campaign> {
  const data = path.join(projectRoot(), 'data');
  return loadOperation(services, path.join(data, 'operations/sim-2020.json'), data);
}

/** An empty world on a database of its own. */
export async function aWorld(): Promise<{ database: TestDatabase; world: World }> {
  const database = await aDatabase();
  return { database, world: new World(database.store, new Clock()) };
}

/** The invariants: units are all there, each held by one open nomination, no one waits beside a free unit. */
export async function unitsAddUp(store: Store, received: number): Promise<void> {
  const units = await store.units.model.find().lean();
  expect(units).toHaveLength(received);
  const open = await store.nominations.model.find({ state: 'open' }).lean();
  const openIds = new Set(open.map(({ _id }) => _id));
  const held = units.filter(({ state }) => (HOLDING as readonly string[]).includes(state));
  const holders = held.map(({ nomination }) => nomination!);
  expect(new Set(holders).size).toBe(held.length);
  expect(holders.filter((id) => !openIds.has(id))).toEqual([]);
  expect(units.filter(({ state, nomination }) => state === 'free' && nomination !== undefined)).toEqual([]);
  const unitOf = new Map(held.map(({ _id, nomination }) => [nomination!, _id]));
  for (const { _id, unit } of open) expect({ _id, unit }).toEqual({ _id, unit: unitOf.get(_id) });
  const free = new Set(units.filter(({ state }) => state === 'free').map(({ institution }) => institution));
  expect(open.filter(({ unit, institution }) => !unit && free.has(institution))).toEqual([]);
}
