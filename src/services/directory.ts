/** The operations and the institutions, kept in memory: they change a few times a year and are looked up at every turn. */
import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../domain/campaign';
import { ChooseCampaign, NoCampaign } from '../domain/errors';
import type { Institution } from '../domain/institution';
import type { Member } from '../domain/member';
import { ACTS_OF_ROLE, type Rights } from '../domain/permissions';
import type { Uai } from '../domain/uai';
import type { Store } from '../store/open';

const FRESH_MS = 60_000;

interface Snapshot {
  campaigns: Campaign[];
  institutions: Map<Uai, Institution>;
}

/** Whose operation is asked for. */
export type Asking = Pick<Member, 'role' | 'institutions' | 'campaign'> & Pick<Rights, 'powers'>;

type ByCampaign = Map<string, Map<Uai, Institution>>;

export class Directory {
  #snapshot: Promise<Snapshot> | null = null;
  #readAt = 0;
  #institutions = new Map<Uai, Institution>();
  /** Made of the institutions that are known now, by operation: what is made of one of them can be kept beside it. */
  #taking: ByCampaign = new Map();

  constructor(
    private readonly store: Store,
    private readonly now: () => Date,
  ) {}

  /** Reads it anew at the next question: after a load. */
  forget(): void {
    this.#snapshot = null;
  }

  /** All operations, the one that was opened last first. @throws StoreAway */
  async campaigns(): Promise<Campaign[]> {
    return (await this.#current()).campaigns;
  }

  /**
   * The operations that somebody may choose among: those in which they take part and that were opened; who steers, the others as well.
   * Archived ones are out of the lists. @throws StoreAway
   */
  async campaignsOf(asking: Asking): Promise<Campaign[]> {
    const { campaigns, institutions } = await this.#current();
    const acts = ACTS_OF_ROLE[asking.role];
    if (acts.includes('steer')) return campaigns.filter(({ state }) => state !== 'archived');
    const opened = campaigns.filter(({ state }) => state === 'open' || state === 'closed');
    if (acts.includes('seeAllCounts')) return opened;
    const delegated = (asking.powers ?? []).map(({ institution }) => institution);
    const own = [...asking.institutions, ...delegated].flatMap((uai) => institutions.get(uai) ?? []);
    return opened.filter(({ id, levels }) =>
      own.some(({ kind, campaigns: its = [] }) => its.includes(id) && levels.includes(kind)),
    );
  }

  /**
   * The operation that somebody acts in: the one they chose, else the only one that is open, else the last that was.
   * @throws NoCampaign, ChooseCampaign where several are open, StoreAway
   */
  async campaign(asking: Asking): Promise<Campaign> {
    const theirs = await this.campaignsOf(asking);
    // Who steers can still look into what is archived.
    const all = ACTS_OF_ROLE[asking.role].includes('steer') ? (await this.#current()).campaigns : theirs;
    const chosen = all.find(({ id }) => id === asking.campaign);
    if (chosen) return chosen;
    const [only, another] = theirs.filter(({ state }) => state === 'open');
    if (another) throw new ChooseCampaign();
    const past = theirs.find(({ state, purgedAt }) => state === 'closed' && !purgedAt);
    const found = only ?? past ?? theirs.find(({ state }) => state === 'draft');
    if (!found) throw new NoCampaign();
    return found;
  }

  /** The institution of a code; undefined when nobody knows it. */
  async institution(uai: Uai): Promise<Institution | undefined> {
    return (await this.#current()).institutions.get(uai);
  }

  /** Every institution that is known, in any operation or none. The same map as long as nothing in it changes. */
  async institutions(): Promise<Map<Uai, Institution>> {
    return (await this.#current()).institutions;
  }

  /** Those that take part in an operation. The same map as long as nothing in it changes. */
  async taking({ id }: Pick<Campaign, 'id'>): Promise<Map<Uai, Institution>> {
    const { institutions } = await this.#current();
    const known = this.#taking.get(id);
    if (known) return known;
    const taking = new Map([...institutions].filter(([, { campaigns }]) => campaigns?.includes(id)));
    this.#taking.set(id, taking);
    return taking;
  }

  /** The schools of a district: those that the national file puts there; of a commune, those that it puts nowhere. */
  async schoolsOf({ uai, communes }: Pick<Institution, 'uai' | 'communes'>): Promise<Institution[]> {
    const { institutions } = await this.#current();
    return [...institutions.values()].filter(
      ({ kind, isClosed, circonscription, communes: [own = ''] }) =>
        kind === 'ecole' && !isClosed && (circonscription ? circonscription === uai : communes.includes(own)),
    );
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
    const [campaigns, list] = await Promise.all([this.store.campaigns.all(), this.store.institutions.all()]);
    if (!isDeepStrictEqual(list, [...this.#institutions.values()])) {
      this.#institutions = new Map(list.map((institution) => [institution.uai, institution]));
      this.#taking = new Map();
    }
    return { campaigns, institutions: this.#institutions };
  }
}
