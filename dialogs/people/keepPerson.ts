/** Adding a person, or changing what is kept of one: the form, then the act. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { message } from '../../src/cards/activities';
import { readEmail, readRole, readUais } from '../../src/domain/memberFile';
import type { Uai } from '../../src/domain/uai';
import { addMember, changeMember, memberIdOf } from '../../src/services/people/changePeople';
import { findPerson } from '../../src/services/people/findPeople';
import { cancelled } from '../cancel';
import type { Drafts, Draft } from '../form/draft';
import type { Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { concludePerson } from './people';
import { personOf } from './personForm';
import { send } from '../show';
import { turnOf } from '../turn';

export const PERSON = 'person';

export interface PersonOptions {
  /** Who is changed; absent: somebody is added. */
  member?: string;
  /** The sentence, as typed. */
  said?: string;
}

export function personDialog(drafts: Drafts): WaterfallDialog<PersonOptions> {
  async function openForm(step: WaterfallStepContext<PersonOptions>): Promise<DialogTurnResult> {
    const { services, actor } = turnOf(step.context);
    const { member: id, said = '' } = step.options;
    if (id === undefined) {
      const known = await services.directory.institutions();
      await drafts.open(step.context, PERSON, told(said, known));
      return step.beginDialog(formDialogId(PERSON));
    }
    const { name, email, role, institutions } = await findPerson(services, actor, id);
    const values = {
      ...{ member: id, name, role },
      ...(email !== undefined && { email }),
      ...(institutions.length && { uais: institutions.join(' ') }),
    };
    Object.assign(await drafts.open(step.context, PERSON, values), { correcting: true } satisfies Partial<Draft>);
    return step.beginDialog(formDialogId(PERSON));
  }

  async function keep(step: WaterfallStepContext<PersonOptions>): Promise<DialogTurnResult> {
    const { t, services, actor, log } = turnOf(step.context);
    const result = step.result as FormResult;
    await drafts.close(step.context, PERSON);
    if (!result.confirmed) {
      await cancelled(step.context, [result.card], t('people:left'));
      return step.endDialog();
    }
    const wanted = personOf(result.values);
    const { member: id } = result.values;
    const about = { turn: step.context.activity.id, member: actor.id };
    if (id === undefined) {
      const added = await addMember(services, actor, wanted);
      log.info({ ...about, added: added !== null }, 'person added');
      const there = added ?? (await services.store.members.byEmail(wanted.email))!;
      // A second click finds what the first has made; another's e-mail is not taken.
      if (!added && there.id !== memberIdOf(wanted)) {
        await concludePerson(step.context, result.card, there, {
          title: t('people:known', { name: there.name }),
          tone: 'warning',
        });
        return step.endDialog();
      }
      await concludePerson(step.context, result.card, there, {
        title: t('people:added'),
        lines: [t('people:addedNext')],
      });
      return step.endDialog();
    }
    const changed = await changeMember(services, actor, id, wanted);
    log.info({ ...about, about: id, outcome: changed.outcome }, 'person changed');
    if (changed.outcome === 'overtaken') await send(step.context, message(t('people:overtaken')));
    const titles = { lastCoordinator: t('people:lastCoordinator'), linked: t('people:linked') } as const;
    const title =
      changed.outcome === 'lastCoordinator' || changed.outcome === 'linked'
        ? titles[changed.outcome]
        : t('people:changed');
    const tone = changed.outcome === 'changed' || changed.outcome === 'unchanged' ? 'good' : 'warning';
    const member = await findPerson(services, actor, id);
    await concludePerson(step.context, result.card, member, {
      ...{ title: changed.outcome === 'overtaken' ? t('people:notChanged') : title, tone },
    });
    return step.endDialog();
  }

  return new WaterfallDialog<PersonOptions>(PERSON, [openForm, keep]);
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
