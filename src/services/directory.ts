/** The open operation and the institutions, kept in memory: they change a few times a year and are looked up at every turn. */
import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../domain/campaign';
import { NoCampaign } from '../domain/errors';
import type { Institution } from '../domain/institution';
import type { Uai } from '../domain/uai';
import type { Store } from '../store/open';

const FRESH_MS = 60_000;

interface Snapshot {
  campaign: Campaign | null;
  institutions: Map<Uai, Institution>;
}

export class Directory {
  #snapshot: Promise<Snapshot> | null = null;
  #readAt = 0;
  #institutions = new Map<Uai, Institution>();

  constructor(
    private readonly store: Store,
    private readonly now: () => Date,
  ) {}

  /** Reads it anew at the next question: after a load. */
  forget(): void {
    this.#snapshot = null;
  }

  /** @throws NoCampaign, StoreAway */
  async campaign(): Promise<Campaign> {
    const { campaign } = await this.#current();
    if (!campaign) throw new NoCampaign();
    return campaign;
  }

  /** The institution of a code; undefined when nobody knows it. */
  async institution(uai: Uai): Promise<Institution | undefined> {
    return (await this.#current()).institutions.get(uai);
  }

  /** The same map as long as nothing in it changes: what is made of it can be kept beside it. */
  async institutions(): Promise<Map<Uai, Institution>> {
    return (await this.#current()).institutions;
  }

  #current(): Promise<Snapshot> {
    const now = this.now().getTime();
    if (!this.#snapshot || now - this.#readAt > FRESH_MS) {
      const reading = this.#read();
      this.#readAt = now;
      this.#snapshot = reading;
      reading.catch(() => {
        if (this.#snapshot === reading) this.#snapshot = null; // asked again at the next turn
      });
    }
    return this.#snapshot;
  }

  async #read(): Promise<Snapshot> {
    const [campaign, list] = await Promise.all([this.store.campaigns.open(), this.store.campaigns.institutions()]);
    if (!isDeepStrictEqual(list, [...this.#institutions.values()]))
      this.#institutions = new Map(list.map((institution) => [institution.uai, institution]));
    return { campaign, institutions: this.#institutions };
  }
}
