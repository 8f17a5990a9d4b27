/** The journal, as a card: the newest lines first, a page at a time. Nothing of a pupil is in it. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { journalCard } from '../src/cards/journalCard';
import type { Institution } from '../src/domain/institution';
import { RELAIS } from '../src/domain/journal';
import { writeQuestion } from '../src/domain/question';
import {
  type JournalPage,
  type JournalQuestion,
  readJournal,
  type ToldLine,
} from '../src/services/journal/readJournal';
import { placeName } from './placeName';
import { replace, send } from './show';
import { type Turn, turnOf } from './turn';

export interface JournalOptions extends JournalQuestion {
  /** The page that is turned to, from 1. */
  page?: number;
}

/** @throws NotAllowed, StoreAway */
export async function showJournal(context: TurnContext, options: JournalOptions): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const found = await readJournal(services, actor, options, options.page);
  if (found.person === null) return void (await send(context, message(t('journal:nobody', { name: options.person }))));
  const activity = cardMessage(
    journalCard(t, {
      title: t('journal:title', { count: found.total }),
      scope: await scopeOf(turn, options, found),
      rows: found.lines.map((told) => rowOf(turn, told)),
      page: found.page,
      pages: found.pages,
      actions: turnsOf(turn, options, found),
    }),
  );
  if (options.page !== undefined) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

async function scopeOf({ t, services }: Turn, { places, period }: JournalQuestion, { person }: JournalPage) {
  const known = await services.directory.institutions();
  const named = places.map((place) => ('uai' in place ? (known.get(place.uai)?.name ?? place.uai) : place.commune));
  return [
    ...(named.length ? [t('journal:of', { places: named })] : []),
    ...(person ? [t('journal:by', { name: person.name })] : []),
    ...(period ? [t('journal:during', { days: [new Date(period.from), new Date(period.to)] })] : []),
  ];
}

function turnsOf({ t }: Turn, { places, period, person }: JournalQuestion, { page, pages }: JournalPage) {
  const about = {
    question: writeQuestion({ places, ...(period && { period }) }),
    ...(person !== undefined && { name: person }),
  };
  const turnTo = (to: number, text: string) => button(text, { act: 'journal', ...about, page: String(to) });
  return [
    ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
    ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
  ];
}

/** As many letters of a nomination's id tell it from the others of a school. */
const REFERENCE_LENGTH = 8;

function rowOf({ t }: Turn, { line, by, delegatedBy, member, institution, other, campaign }: ToldLine) {
  const name = by?.name ?? (line.by === RELAIS ? t('journal:relais') : t('proposals:formerMember'));
  const who = delegatedBy ? t('journal:byDelegation', { name, head: delegatedBy.name }) : name;
  const whom = member?.name ?? t('proposals:formerMember');
  const { nomination, unit, fields, reason } = line;
  return {
    when: t('journal:at', { at: line.at }),
    what: t(`journal:deed.${line.what}`, { who, whom, count: line.count ?? 0, date: new Date(line.day ?? line.at) }),
    about: [
      ...(institution ? [placeName(t, institution)] : []),
      ...endOf(t, line, other),
      ...(campaign && !nomination ? [t('journal:operation', { name: campaign.name })] : []),
      ...(unit === undefined ? [] : [t('journal:unit', { unit })]),
      ...(nomination === undefined
        ? []
        : [t('journal:nomination', { reference: nomination.slice(0, REFERENCE_LENGTH) })]),
      ...(fields ? [t('journal:fields', { fields: fields.map((field) => t(`journal:field.${field as Field}`)) })] : []),
      ...(reason === undefined
        ? []
        : [t(`journal:reason.${reason as keyof (typeof import('../locales/fr/journal.json'))['reason']}`)]),
    ],
  };
}

type Field = keyof (typeof import('../locales/fr/journal.json'))['field'];

/** Where counted units went, or came from. */
function endOf(t: Turn['t'], { what }: ToldLine['line'], other: Institution | undefined): string[] {
  if (what === 'unitsGiven')
    return [other ? t('journal:from', { name: placeName(t, other) }) : t('journal:fromReserve')];
  if (what === 'unitsTaken') return [other ? t('journal:to', { name: placeName(t, other) }) : t('journal:toReserve')];
  return [];
}
