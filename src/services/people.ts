/** Who speaks: a person is looked up once and known for a few seconds, so that a turn costs no third reading. */
import type { Language, Member } from '../domain/member';
import type { Store } from '../store/open';

/** How long a change made by another process may go unseen. */
const KNOWN_MS = 10_000;
const MOST_KNOWN = 5_000;

export class People {
  readonly #known = new Map<string, { member: Member; until: number }>();

  constructor(
    private readonly store: Store,
    private readonly now: () => Date,
  ) {}

  /** Null for someone who is not a member. @throws StoreAway */
  async find(aadObjectId: string): Promise<Member | null> {
    const now = this.now().getTime();
    const known = this.#known.get(aadObjectId);
    if (known && known.until > now) return known.member;
    const member = await this.store.members.byPerson(aadObjectId);
    this.#known.delete(aadObjectId);
    if (!member) return null; // never kept: who was just added is known at once
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(aadObjectId, { member, until: now + KNOWN_MS });
    return member;
  }

  /** Keeps the language that a person chose. @throws StoreAway */
  async speak(member: Member, language: Language): Promise<void> {
    await this.store.members.speaks(member.id, language);
    this.#known.delete(member.aadObjectId);
  }
}
