import type { Conversation } from '../conversation';
import { confirmImport } from '../people/importPeople';
import { PERSON, type PersonOptions } from '../people/keepPerson';
import { setSuspended, showPeople, showPerson } from '../people/people';
import { findPeople } from '../../src/services/people/findPeople';
import type { Command, Slots } from './command';

/** The list, those of a name or a place, or one person by their button. */
export const people: Command = {
  name: 'people',
  whose: ['managePeople'],
  anyOperation: true,
  run: ({ context }, { member, name, question, page }) =>
    member === undefined
      ? showPeople(context, {
          ...(name !== undefined && { name }),
          ...(question && { places: question.places }),
          ...(page !== undefined && { page }),
        })
      : showPerson(context, member),
};

/** Does what a file that was sent would change; before one is sent, says how. */
export const importPeople: Command = {
  name: 'importPeople',
  whose: ['managePeople'],
  anyOperation: true,
  run: (conversation, { name }) => confirmImport(conversation, name),
};

const keep = (conversation: Conversation, options: PersonOptions): Promise<void> =>
  conversation.beginAnew<PersonOptions>(PERSON, options);

/** `ajoute nadia@ac-creteil.fr, principale, 0931184G`: the form, with all that the sentence told. */
export const addPerson: Command = {
  name: 'addPerson',
  whose: ['managePeople'],
  anyOperation: true,
  asks: true,
  run: (conversation) => keep(conversation, { said: conversation.said }),
};

export const changePerson: Command = {
  name: 'changePerson',
  whose: ['managePeople'],
  anyOperation: true,
  asks: true,
  run: (conversation, slots) => withOne(conversation, slots, (member) => keep(conversation, { member })),
};

export const suspendPerson: Command = {
  name: 'suspendPerson',
  whose: ['managePeople'],
  anyOperation: true,
  run: (conversation, slots) =>
    withOne(conversation, slots, (member) => setSuspended(conversation.context, member, true)),
};

export const restorePerson: Command = {
  name: 'restorePerson',
  whose: ['managePeople'],
  anyOperation: true,
  run: (conversation, slots) =>
    withOne(conversation, slots, (member) => setSuspended(conversation.context, member, false)),
};

/** A button's own, or the one of that name; where none or several bear it, their list is shown. */
async function withOne(
  { context, turn }: Conversation,
  { member, name }: Slots,
  then: (member: string) => Promise<void>,
): Promise<void> {
  if (member !== undefined) return then(member);
  const [only, another] = name === undefined ? [] : await findPeople(turn.services, turn.actor, { name });
  return only && !another ? then(only.id) : showPeople(context, name === undefined ? {} : { name });
}
