/** Who speaks: looked up at every turn, so that a change holds at once in every process. */
import { isInForce } from '../../domain/delegation';
import type { Language, Member } from '../../domain/member';
import { type Power, rightTo } from '../../domain/permissions';
import { dayOf, type PlainDate, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';
import type { Store } from '../../store/open';
import type { Actor } from '../authorise';

export class People {
  constructor(
    private readonly store: Store,
    private readonly now: () => Date,
  ) {}

  /** Today where the schools are. */
  today(): PlainDate {
    return dayOf(this.now(), SCHOOLS_TIME_ZONE);
  }

  /** Null for someone who has not written before. @throws StoreAway */
  async find(aadObjectId: string): Promise<Actor | null> {
    const member = await this.store.members.byPerson(aadObjectId);
    return member && this.#acting(member);
  }

  /**
   * Links who writes for the first time to the member of that e-mail; null when nobody waits for them.
   * @param email of the tenant's own roster, never what a person says. @throws StoreAway
   */
  async meet(
    email: string,
    { aadObjectId, activity }: { aadObjectId: string; activity?: string },
  ): Promise<Actor | null> {
    const waiting = await this.store.members.byEmail(email);
    if (!waiting || waiting.aadObjectId !== undefined) return null;
    const line = {
      ...{ _id: `${waiting.id}/linked/${aadObjectId}`, what: 'memberLinked' as const, member: waiting.id },
      ...{ by: waiting.id, at: this.now() },
      ...(activity !== undefined && { activity }),
    };
    const member = await this.store.members.link(email, aadObjectId, line);
    return member && this.#acting(member);
  }

  /** Keeps the language that a person chose. @throws StoreAway */
  async speak(member: Member, language: Language): Promise<void> {
    await this.store.members.speaks(member.id, language);
  }

  /** Who directs a primary school is of its district as well, which decides. */
  async #ofSchools(member: Member): Promise<Actor> {
    const own = await this.store.institutions.among(member.institutions);
    const districts = own.flatMap(({ kind, circonscription }) =>
      kind === 'ecole' && circonscription ? [circonscription] : [],
    );
    if (!districts.length) return member;
    const schools = own.filter(({ kind }) => kind === 'ecole').map(({ uai }) => uai);
    return { ...member, institutions: [...new Set([...member.institutions, ...districts])], schools };
  }

  /** With what is delegated to them today, by heads who still are. */
  async #acting(member: Member): Promise<Actor> {
    const today = this.today();
    const inForce = (member.delegations ?? []).filter((delegation) => isInForce(delegation, today));
    const acting: Actor =
      member.role === 'proposer' && member.institutions.length ? await this.#ofSchools(member) : member;
    if (!inForce.length || (member.role !== 'deputy' && !acting.schools)) return acting;
    const heads = await this.store.members.among(inForce.map(({ by }) => by));
    const powers = inForce.filter(({ by, institution }) => {
      const head = heads.find(({ id }) => id === by);
      const isDeputyThere = acting.institutions.includes(institution); // they may have moved since
      return isDeputyThere && head !== undefined && !head.suspended && rightTo(head, 'delegate', institution) !== null;
    });
    return {
      ...acting,
      powers: powers.map(({ scopes, institution, by, until }): Power => ({ scopes, institution, by, until })),
    };
  }
}
