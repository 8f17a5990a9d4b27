/** The people who may speak to Relais, for whoever keeps their list. */
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { isOneOf } from '../questions/groups';
import { UnknownMember } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { PlaceRef } from '../../domain/question';
import { fold } from '../../domain/words';

export interface PeopleQuestion {
  /** Words of a name or of an e-mail. */
  name?: string;
  /** Of these institutions or communes alone. */
  places?: PlaceRef[];
}

/** Those whom it means, by name. @throws NotAllowed, StoreAway */
export async function findPeople(
  { store, directory }: ServiceContext,
  actor: Actor,
  { name = '', places = [] }: PeopleQuestion,
): Promise<Member[]> {
  authorise(actor, 'managePeople');
  const words = fold(name).split(' ').filter(Boolean);
  const known = await directory.institutions();
  const isThere = ({ institutions }: Member): boolean =>
    institutions.some((uai) => {
      const institution = known.get(uai);
      return institution !== undefined && isOneOf(institution, places);
    });
  return (await store.members.all()).filter((member) => {
    const own = fold(`${member.name} ${member.email ?? ''}`).split(' ');
    const isNamed = words.every((word) => own.some((part) => part.startsWith(word)));
    return isNamed && (!places.length || isThere(member));
  });
}

/** @throws NotAllowed, UnknownMember, StoreAway */
export async function findPerson({ store }: ServiceContext, actor: Actor, id: string): Promise<Member> {
  authorise(actor, 'managePeople');
  const member = await store.members.find(id);
  if (!member) throw new UnknownMember();
  return member;
}
