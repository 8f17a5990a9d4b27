/** Schools, pupils and articles of the contract tests that follow an article. */
import { randomUUID } from 'node:crypto';
import type { Institution } from '../../src/domain/institution';
import { isLuhn, type Serial } from '../../src/domain/serial';
import { handOver, type HandedOver } from '../../src/services/articles/handOver';
import { planSerials, registerSerials } from '../../src/services/articles/registerSerials';
import type { Actor } from '../../src/services/authorise';
import { nominate } from '../../src/services/nominate';
import { aPupil, aRequest } from './pupils';
import type { TestDatabase } from './database';
import { aWorld, CAMPAIGN, type World } from './world';

let number = 0;
/** A serial that is valid, and its own. */
export function aSerial(): Serial {
  const digits = `8933${10 ** 13 + ++number * 7}`;
  return [...'0123456789'].map((each) => digits + each).find(isLuhn)! as Serial;
}

export interface School {
  school: Institution;
  head: Actor;
}

/** What happens to articles, in a world. */
export class Handing {
  constructor(
    readonly world: World,
    readonly coordinator: Actor,
  ) {}

  async aSchool(quota: number): Promise<School> {
    const school = await this.world.institution({ quota });
    return { school, head: await this.world.member('principal', [school]) };
  }

  /** @returns the id of the nomination */
  async aPupilOf({ school, head }: School): Promise<string> {
    const request = aRequest(school.uai, { pupil: aPupil() });
    await nominate(this.world.services, head, request);
    return request.id;
  }

  hands(head: Actor, nomination: string, serial?: string): Promise<HandedOver> {
    return handOver(this.world.services, head, {
      ...{ form: randomUUID(), nomination, proof: 'signature', language: 'fr' },
      ...(serial !== undefined && { serial }),
    });
  }

  /** Serials become known, at an institution if one is told. */
  async knows(serials: readonly string[], institution?: string, actor = this.coordinator): Promise<number> {
    const rows = serials.map((serial, i) => ({
      ...{ line: i + 1, serial },
      ...(institution !== undefined && { institution: institution as never }),
    }));
    const plan = await planSerials(this.world.services, actor, rows);
    return registerSerials(this.world.services, actor, plan, { source: randomUUID() });
  }

  unitOf(nomination: string) {
    return this.world.store.units.find({ campaign: CAMPAIGN.id, nomination });
  }

  async clears(): Promise<void> {
    const { store } = this.world;
    for (const each of [store.units, store.nominations, store.serials, store.deliveries, store.institutions])
      await each.model.collection.deleteMany({});
    await store.movements.model.collection.deleteMany({});
    this.world.services.directory.forget();
  }
}

/** A world with an open operation, who coordinates it, and what happens to its articles. */
export async function aHanding(): Promise<{
  database: TestDatabase;
  world: World;
  coordinator: Actor;
  handing: Handing;
}> {
  const { database, world } = await aWorld();
  await world.opens();
  const coordinator = await world.member('coordinator');
  return { database, world, coordinator, handing: new Handing(world, coordinator) };
}
