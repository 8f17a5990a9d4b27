/** Whose a command is, and what the others are told that they can do instead. */
import { type Actor, may } from '../src/services/authorise';
import { findPeople } from '../src/services/people/findPeople';
import type { Command } from './commands/command';
import type { Turn } from './turn';

export const isFor = (actor: Actor, { whose }: Command): boolean =>
  whose === 'everyone' || whose.some((act) => may(actor, act));

export function insteadOf({ actor, t, contact }: Turn, { name, whose }: Command): string {
  const acts = whose === 'everyone' ? [] : whose;
  if (acts.includes('handOver') && actor.role === 'deputy') return t('errors:needsDelegation');
  if (acts.includes('delegate') && may(actor, 'seeAllCounts')) return t('errors:headsDelegate');
  if (acts.some((act) => ['managePeople', 'steer', 'delegate', 'seeJournal', 'answerRights'].includes(act)))
    return t('errors:notAllowed', { contact });
  if (may(actor, 'seeAllCounts'))
    return ['nominate', 'another', 'sibling'].includes(name)
      ? t('errors:coordinatorCannotNominate')
      : t('errors:coordinatorSeesNoPupils');
  if (actor.role === 'deputy') return t('errors:needsDelegation');
  return actor.role === 'proposer' ? t('errors:proposerOnlyProposes') : t('errors:notAllowed', { contact });
}

/** Who has no list of pupils is not sent to it. */
export const nothingToConfirm = ({ actor, t }: Turn): string =>
  may(actor, 'seePupils') ? t('common:nothingToConfirm') : t('common:nothingToConfirmHere');

/** Whether somebody on the list of people is meant, by who keeps it. */
export const isPerson = async ({ actor, services }: Turn, name: string): Promise<boolean> =>
  may(actor, 'managePeople') && (await findPeople(services, actor, { name })).length > 0;
