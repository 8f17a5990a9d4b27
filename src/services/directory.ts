/** The operations and the institutions, kept in memory: they change a few times a year and are looked up at every turn. */
import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../domain/campaign';
import { ChooseCampaign, NoCampaign, UnknownCampaign } from '../domain/errors';
import type { Institution } from '../domain/institution';
import type { Member } from '../domain/member';
import { ACTS_OF_ROLE, type Rights } from '../domain/permissions';
import type { Uai } from '../domain/uai';
import type { Store } from '../store/open';

const FRESH_MS = 60_000;
/** Operations are few, and what is closed is closed at once: they are read more often. */
const OPERATIONS_FRESH_MS = 5_000;
/** Who steers has just imported a list, perhaps beside the bot. */
const STEERED_FRESH_MS = 2_000;

interface Snapshot {
  campaigns: Campaign[];
  institutions: Map<Uai, Institution>;
}

/** Whose operation is asked for. */
export type Asking = Pick<Member, 'role' | 'institutions' | 'campaign'> & Pick<Rights, 'powers'> & { within?: string };

type ByCampaign = Map<string, Map<Uai, Institution>>;

export class Directory {
  #snapshot: Promise<Snapshot> | null = null;
  #readAt = 0;
  #operationsReadAt = 0;
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

  /** What was changed beside this process is to be seen: for who steers. */
  refresh(): void {
    if (this.now().getTime() - this.#readAt > STEERED_FRESH_MS) this.forget();
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
    return opened.filter((campaign) => isTaking(asking, institutions, campaign));
  }

  /**
   * The operation that somebody acts in: the one that their act belongs to; else the one they chose, the only one that is open, the last
   * that was. @throws UnknownCampaign where their act belongs to one that is not theirs; NoCampaign, ChooseCampaign where several are open, StoreAway
   */
  async campaign(asking: Asking): Promise<Campaign> {
    const found = await this.find(asking);
    if (found === 'none') throw new NoCampaign();
    if (found === 'several') throw new ChooseCampaign();
    return found;
  }

  /** The same, read in this moment: for what changes something. @throws as `campaign` */
  async campaignNow(asking: Asking): Promise<Campaign> {
    const { id, state } = await this.campaign(asking);
    const found = await this.store.campaigns.find(id);
    if (!found) throw new UnknownCampaign();
    if (found.state !== state) this.forget();
    return found;
  }

  /** The same; `several`: one has to be chosen first. @throws UnknownCampaign, StoreAway */
  async find(asking: Asking): Promise<Campaign | 'none' | 'several'> {
    if (asking.within !== undefined) return this.#within(asking, asking.within);
    const theirs = await this.campaignsOf(asking);
    const chosen = theirs.find(({ id }) => id === asking.campaign);
    if (chosen) return chosen;
    const [only, another] = theirs.filter(({ state }) => state === 'open');
    if (another) return 'several';
    const past = theirs.find(({ state, purgedAt }) => state === 'closed' && !purgedAt);
    return only ?? past ?? theirs.find(({ state }) => state === 'draft') ?? 'none';
  }

  /** That one and no other, also when it is closed or archived: what may be done in it is asked by who does it. */
  async #within(asking: Asking, id: string): Promise<Campaign> {
    const { campaigns, institutions } = await this.#current();
    const found = campaigns.find((each) => each.id === id);
    const isOfAll = ACTS_OF_ROLE[asking.role].includes('seeAllCounts');
    if (!found || (!isOfAll && !isTaking(asking, institutions, found))) throw new UnknownCampaign();
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
    const known = now - this.#readAt > FRESH_MS ? null : this.#snapshot;
    if (known && now - this.#operationsReadAt <= OPERATIONS_FRESH_MS) return known;
    const reading = known ? this.#readOperations(known) : this.#read();
    if (!known) this.#readAt = now;
    this.#operationsReadAt = now;
    this.#snapshot = reading;
    reading.catch(() => {
      if (this.#snapshot === reading) this.#snapshot = null; // asked again at the next turn
    });
    return reading;
  }

  async #readOperations(known: Promise<Snapshot>): Promise<Snapshot> {
    const [campaigns, { institutions }] = await Promise.all([this.store.campaigns.all(), known]);
    return { campaigns, institutions };
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

/** Whether one of their institutions takes part, and is one that nominates in it. */
function isTaking(
  { institutions: own, powers = [] }: Asking,
  known: ReadonlyMap<Uai, Institution>,
  { id, levels }: Campaign,
): boolean {
  const uais = [...own, ...powers.map(({ institution }) => institution)];
  return uais
    .flatMap((uai) => known.get(uai) ?? [])
    .some(({ kind, campaigns = [] }) => campaigns.includes(id) && levels.includes(kind));
}
