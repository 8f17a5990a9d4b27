/** The list of people, a person's own card, and what was changed of them: for whoever keeps the list. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { peopleCard } from '../../src/cards/peopleCard';
import type { Member } from '../../src/domain/member';
import { pageOf } from '../../src/domain/paging';
import { writeQuestion } from '../../src/domain/question';
import { changeMember } from '../../src/services/people/changePeople';
import { findPeople, findPerson, type PeopleQuestion } from '../../src/services/people/findPeople';
import { plainPlaceName } from '../placeName';
import { conclude, replace, send } from '../show';
import { type Turn, turnOf } from '../turn';

const PER_PAGE = 6; // what a phone shows without losing the buttons below

export interface PeopleOptions extends PeopleQuestion {
  /** From 1; the card that was clicked turns to it. */
  page?: number;
}

/** @throws NotAllowed, StoreAway */
export async function showPeople(context: TurnContext, options: PeopleOptions): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const { name, places = [], page: wanted = 1 } = options;
  const found = await findPeople(services, actor, options);
  if (!found.length && name !== undefined) return void (await send(context, message(t('people:noneNamed', { name }))));
  const [only, another] = found;
  if (name !== undefined && only && !another) return showPerson(context, only.id);
  const { page, pages, from } = pageOf(found.length, wanted, PER_PAGE);
  const rows = await Promise.all(
    found.slice(from, from + PER_PAGE).map(async (member) => ({
      id: member.id,
      name: member.name,
      facts: [t(`people:roles.${member.role}`), ...(await placesOf(turn, member)), ...stateOf(turn, member)],
    })),
  );
  const about = { ...(name !== undefined && { name }), ...(places.length && { question: writeQuestion({ places }) }) };
  const turnTo = (to: number, text: string) => button(text, { act: 'people', ...about, page: String(to) });
  const view = {
    ...{ rows, page, pages, lines: [] },
    title: t('people:title', { count: found.length }),
    actions: [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
      button(t('commands:title.addPerson'), { act: 'addPerson' }),
    ],
  };
  const activity = cardMessage(peopleCard(t, view));
  if (options.page !== undefined) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

/** @throws NotAllowed, UnknownMember, StoreAway */
export async function showPerson(context: TurnContext, id: string): Promise<void> {
  const turn = turnOf(context);
  const member = await findPerson(turn.services, turn.actor, id);
  await send(context, cardMessage(factsCard(turn.t, await viewOf(turn, member))));
}

/** A person as they are kept, below what was done. */
export async function concludePerson(
  context: TurnContext,
  card: string | undefined,
  member: Member,
  done: { title: string; lines?: string[]; tone?: 'good' | 'warning' },
): Promise<void> {
  const turn = turnOf(context);
  const view = await viewOf(turn, member);
  const shown = { ...view, tone: 'good' as const, ...done, lines: done.lines ?? [] };
  await conclude(context, card, cardMessage(factsCard(turn.t, shown)));
}

async function viewOf(turn: Turn, member: Member) {
  const { t } = turn;
  return {
    title: t('common:plain', { text: member.name }),
    lines: stateOf(turn, member),
    facts: await factsOf(turn, member),
    actions: [
      button(t('people:change'), { act: 'changePerson', member: member.id }),
      member.suspended
        ? button(t('people:restore'), { act: 'restorePerson', member: member.id })
        : button(t('people:suspend'), { act: 'suspendPerson', member: member.id }),
      button(t('people:all'), { act: 'people' }),
    ],
  };
}

/** Line by line, as reviews and the person's own card show it. */
export async function factsOf(
  turn: Turn,
  member: Pick<Member, 'name' | 'role' | 'institutions'> & { email?: string },
): Promise<{ label: string; value: string }[]> {
  const { t } = turn;
  const places = await placesOf(turn, member);
  return [
    { label: t('people:name.label'), value: t('common:plain', { text: member.name }) },
    ...(member.email === undefined
      ? []
      : [{ label: t('people:email.label'), value: t('common:plain', { text: member.email }) }]),
    { label: t('people:role.label'), value: t(`people:roles.${member.role}`) },
    ...(places.length
      ? [{ label: t('people:uais.label'), value: t('common:plain', { text: places.join(' · ') }) }]
      : []),
  ];
}

async function placesOf({ t, services }: Turn, { institutions }: Pick<Member, 'institutions'>): Promise<string[]> {
  const known = await services.directory.institutions();
  return institutions.map((uai) => {
    const found = known.get(uai);
    return found ? plainPlaceName(t, found) : uai;
  });
}

const stateOf = ({ t }: Turn, { suspended, aadObjectId }: Member): string[] => [
  ...(suspended ? [t('people:suspended')] : []),
  ...(aadObjectId === undefined ? [t('people:notYet')] : []),
];

/** Suspends or restores, at once; the card has the way back. @throws NotAllowed, UnknownMember, StoreAway */
export async function setSuspended(context: TurnContext, id: string, suspended: boolean): Promise<void> {
  const { t, services, actor, log } = turnOf(context);
  const { outcome } = await changeMember(services, actor, id, { suspended });
  log.info({ turn: context.activity.id, member: actor.id, about: id, suspended, outcome }, 'access changed');
  const member = await findPerson(services, actor, id);
  if (outcome === 'lastCoordinator')
    return concludePerson(context, undefined, member, { title: t('people:lastCoordinator'), tone: 'warning' });
  const title = member.suspended ? t('people:isSuspended') : t('people:isRestored');
  await concludePerson(context, context.activity.replyToId, member, { title });
}
