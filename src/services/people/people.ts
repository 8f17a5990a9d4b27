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
    return member && acting(this.store, member, this.now());
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
    return member && acting(this.store, member, this.now());
  }

  /** Keeps the language that a person chose. @throws StoreAway */
  async speak(member: Member, language: Language): Promise<void> {
    await this.store.members.speaks(member.id, language);
  }
}

/** Who directs a primary school is of its district as well, which decides. */
async function ofSchools(store: Store, member: Member): Promise<Actor> {
  const own = await store.institutions.among(member.institutions);
  const districts = own.flatMap(({ kind, circonscription }) =>
    kind === 'ecole' && circonscription ? [circonscription] : [],
  );
  if (!districts.length) return member;
  const schools = own.filter(({ kind }) => kind === 'ecole').map(({ uai }) => uai);
  return { ...member, institutions: [...new Set([...member.institutions, ...districts])], schools };
}

/** Somebody with what is delegated to them at an instant, by heads who still are. @throws StoreAway */
export async function acting(store: Store, member: Member, at: Date): Promise<Actor> {
  const today = dayOf(at, SCHOOLS_TIME_ZONE);
  const inForce = (member.delegations ?? []).filter((delegation) => isInForce(delegation, today));
  const actor: Actor =
    member.role === 'proposer' && member.institutions.length ? await ofSchools(store, member) : member;
  if (!inForce.length || (member.role !== 'deputy' && !actor.schools)) return actor;
  const heads = await store.members.among(inForce.map(({ by }) => by));
  const powers = inForce.filter(({ by, institution }) => {
    const head = heads.find(({ id }) => id === by);
    const isDeputyThere = actor.institutions.includes(institution); // they may have moved since
    return isDeputyThere && head !== undefined && !head.suspended && rightTo(head, 'delegate', institution) !== null;
  });
  return {
    ...actor,
    powers: powers.map(({ scopes, institution, by, until }): Power => ({ scopes, institution, by, until })),
  };
}
