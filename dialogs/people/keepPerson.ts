/** Adding a person, or changing what is kept of one: the form, then the act. */
import type { TurnContext } from 'botbuilder';
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { message } from '../../src/cards/activities';
import { readEmail, readRole, readUais } from '../../src/domain/memberFile';
import type { Uai } from '../../src/domain/uai';
import { addMember, changeMember, memberIdOf } from '../../src/services/people/changePeople';
import { findPerson } from '../../src/services/people/findPeople';
import type { Drafts } from '../form/draft';
import type { Values } from '../form/form';
import { formThen } from '../form/formThen';
import { concludePerson } from './people';
import { personOf } from './personForm';
import { send } from '../show';
import type { Turn } from '../turn';

export const PERSON = 'person';

export interface PersonOptions {
  /** Who is changed; absent: somebody is added. */
  member?: string;
  /** The sentence, as typed. */
  said?: string;
}

export const personDialog = (drafts: Drafts): WaterfallDialog<PersonOptions> =>
  formThen<PersonOptions>(drafts, {
    name: PERSON,
    async begin({ services, actor }, { member: id, said = '' }) {
      if (id === undefined) return { values: told(said, await services.directory.institutions()) };
      const { name, email, role, institutions } = await findPerson(services, actor, id);
      const values = {
        ...{ member: id, name, role },
        ...(email !== undefined && { email }),
        ...(institutions.length && { uais: institutions.join(' ') }),
      };
      return { values, correcting: true };
    },
    left: (t) => t('people:left'),
    act: (turn, { values, card }, context) =>
      values.member === undefined
        ? add(turn, context, card, values)
        : change(turn, context, card, { id: values.member, values }),
  });

async function add(
  { t, services, actor, log }: Turn,
  context: TurnContext,
  card: string | undefined,
  values: Values,
): Promise<void> {
  const wanted = personOf(values);
  const added = await addMember(services, actor, wanted);
  log.info({ turn: context.activity.id, member: actor.id, added: added !== null }, 'person added');
  const there = added ?? (await services.store.members.byEmail(wanted.email))!;
  // A second click finds what the first has made; another's e-mail is not taken.
  if (!added && there.id !== memberIdOf(wanted))
    return concludePerson(context, card, there, {
      title: t('people:known', { name: there.name }),
      tone: 'warning',
    });
  return concludePerson(context, card, there, { title: t('people:added'), lines: [t('people:addedNext')] });
}

async function change(
  { t, services, actor, log }: Turn,
  context: TurnContext,
  card: string | undefined,
  { id, values }: { id: string; values: Values },
): Promise<void> {
  const changed = await changeMember(services, actor, id, personOf(values));
  log.info({ turn: context.activity.id, member: actor.id, about: id, outcome: changed.outcome }, 'person changed');
  if (changed.outcome === 'overtaken') await send(context, message(t('people:overtaken')));
  const titles = { lastCoordinator: t('people:lastCoordinator'), linked: t('people:linked') } as const;
  const title =
    changed.outcome === 'lastCoordinator' || changed.outcome === 'linked'
      ? titles[changed.outcome]
      : t('people:changed');
  const tone = changed.outcome === 'changed' || changed.outcome === 'unchanged' ? 'good' : 'warning';
  const member = await findPerson(services, actor, id);
  await concludePerson(context, card, member, {
    ...{ title: changed.outcome === 'overtaken' ? t('people:notChanged') : title, tone },
  });
}

/** What a sentence tells of somebody: an e-mail, a role, codes. */
function told(said: string, known: ReadonlyMap<Uai, unknown>): Values {
  const words = said.split(/[\s,;<>()]+/);
  const email = words.map(readEmail).find((each) => each !== null);
  const role = readRole(said);
  const uais = words.flatMap((word) => {
    const read = readUais(word, known);
    return 'uais' in read ? read.uais : [];
  });
  const isName = (word: string): boolean =>
    /^\p{Lu}[\p{L}'’-]*\.?$/u.test(word) && readRole(word) === null && !/\d/.test(word);
  const behind = words.slice(1); // the verb
  const first = behind.findIndex(isName);
  const last = behind.findIndex((word, i) => i > first && !isName(word));
  const name = first < 0 ? '' : behind.slice(first, last < 0 ? undefined : last).join(' ');
  return {
    ...(email !== undefined && { email }),
    ...(name && { name }),
    ...(role !== null && { role }),
    ...(uais.length && { uais: uais.join(' ') }),
  };
}
