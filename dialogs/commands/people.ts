import type { Conversation } from '../conversation';
import { confirmImport } from '../people/importPeople';
import { showAgain } from '../sentFile';
import { PERSON, type PersonOptions } from '../people/keepPerson';
import { setSuspended, showPeople, showPerson } from '../people/people';
import { findPeople, findPerson } from '../../src/services/people/findPeople';
import type { Changing, Command, Intended, Slots } from './command';

/** The list, those of a name or a place, or one person by their button. */
export const people: Command = {
  name: 'people',
  effect: 'reads',
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
export const importPeople: Changing = {
  name: 'importPeople',
  effect: 'changes',
  whose: ['managePeople'],
  anyOperation: true,
  intends: (conversation) => showAgain(conversation, () => confirmImport(conversation)),
  run: (conversation, { name }) => confirmImport(conversation, name),
};

const keep = (conversation: Conversation, options: PersonOptions): Promise<void> =>
  conversation.beginAnew<PersonOptions>(PERSON, options);

/** `ajoute nadia@ac-creteil.fr, principale, 0931184G`: the form, with all that the sentence told. */
export const addPerson: Command = {
  name: 'addPerson',
  effect: 'asks',
  whose: ['managePeople'],
  anyOperation: true,
  asks: true,
  run: (conversation) => keep(conversation, { said: conversation.said }),
};

export const changePerson: Command = {
  name: 'changePerson',
  effect: 'asks',
  whose: ['managePeople'],
  anyOperation: true,
  asks: true,
  run: (conversation, slots) => withOne(conversation, slots, (member) => keep(conversation, { member })),
};

const access = (name: 'suspendPerson' | 'restorePerson'): Changing => ({
  name,
  effect: 'changes',
  whose: ['managePeople'],
  anyOperation: true,
  async intends(conversation, slots) {
    const { t, services, actor } = conversation.turn;
    let intended: Intended | null = null;
    await withOne(conversation, slots, async (member) => {
      const person = await findPerson(services, actor, member);
      const isSo = Boolean(person.suspended) === (name === 'suspendPerson');
      if (isSo) return showPerson(conversation.context, member);
      const [title, confirm] =
        name === 'suspendPerson'
          ? [t('people:suspendAsk', { name: person.name }), t('people:suspend')]
          : [t('people:restoreAsk', { name: person.name }), t('people:restore')];
      intended = { title, confirm, slots: { member } };
    });
    return intended;
  },
  run: (conversation, slots) =>
    withOne(conversation, slots, (member) => setSuspended(conversation.context, member, name === 'suspendPerson')),
});

export const suspendPerson = access('suspendPerson');
export const restorePerson = access('restorePerson');

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
