/** What the journal tells: to a coordinator all of it, to a head what was done for their institutions. */
import { type Actor, authorise, may, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';
import { isOneOf } from '../questions/groups';
import { carry } from './carry';
import type { Campaign } from '../../domain/campaign';
import type { Institution } from '../../domain/institution';
import type { JournalLine } from '../../domain/journal';
import type { Member } from '../../domain/member';
import { pageOf } from '../../domain/paging';
import { daysBefore, type PlainDate, SCHOOLS_TIME_ZONE, startOf } from '../../domain/plainDate';
import type { Period, PlaceRef } from '../../domain/question';
import { fold } from '../../domain/words';

export interface JournalQuestion {
  /** None: everywhere that the person may see. */
  places: PlaceRef[];
  period?: Period;
  /** Words of the name of whose acts are asked for. */
  person?: string;
}

/** A line with those whom it names. */
export interface ToldLine {
  line: JournalLine;
  /** Absent: Relais itself, or somebody who is known no more. */
  by?: Member;
  delegatedBy?: Member;
  member?: Member;
  institution?: Institution;
  other?: Institution;
  campaign?: Campaign;
}

export interface JournalPage {
  lines: ToldLine[];
  total: number;
  /** From 1. */
  page: number;
  pages: number;
  /** Whose acts are shown; null when nobody bears the name, or several do. */
  person?: Member | null;
}

const PER_PAGE = 10;

/** @throws NotAllowed, StoreAway */
export async function readJournal(
  context: ServiceContext,
  actor: Actor,
  { places, period, person }: JournalQuestion,
  wanted = 1,
): Promise<JournalPage> {
  authorise(actor, 'seeJournal');
  const { store } = context;
  const known = await context.directory.institutions();
  const asked = [...known.values()].filter((each) => isOneOf(each, places)).map(({ uai }) => uai);
  const own = may(actor, 'seeAllJournal') ? undefined : placesWhere(actor, 'seeJournal');
  const institutions = places.length ? asked.filter((uai) => own?.includes(uai) ?? true) : own;
  const members = await store.members.all();
  const colleagues = own ? members.filter((each) => each.institutions.some((uai) => own.includes(uai))) : members;
  const whose = person === undefined ? undefined : memberNamed(colleagues, person);
  const none = { lines: [], total: 0, page: 1, pages: 1 };
  if (whose === null) return { ...none, person: null };
  await carry(store);
  const filter = {
    ...(institutions && { institutions }),
    ...(whose && { by: whose.id }),
    ...(period && { from: begins(period.from), before: begins(daysBefore(period.to, -1)) }),
  };
  const total = await store.journal.count(filter);
  const { page, pages, from } = pageOf(total, wanted, PER_PAGE);
  const lines = await store.journal.page(filter, { skip: from, limit: PER_PAGE });
  const campaigns = await context.directory.campaigns();
  const byId = new Map(members.map((member) => [member.id, member]));
  return {
    lines: lines.map((line) => {
      const campaign = campaigns.find(({ id }) => id === line.campaign);
      return { ...toldOf(line, byId, known), ...(campaign && { campaign }) };
    }),
    ...{ total, page, pages },
    ...(whose && { person: whose }),
  };
}

const begins = (day: PlainDate): Date => startOf(day, SCHOOLS_TIME_ZONE);

function toldOf(line: JournalLine, byId: Map<string, Member>, known: Map<string, Institution>): ToldLine {
  const by = byId.get(line.by);
  const delegatedBy = byId.get(line.delegatedBy ?? '');
  const member = byId.get(line.member ?? '');
  const institution = known.get(line.institution ?? '');
  const other = known.get(line.other ?? '');
  return {
    line,
    ...(by && { by }),
    ...(delegatedBy && { delegatedBy }),
    ...(member && { member }),
    ...(institution && { institution }),
    ...(other && { other }),
  };
}

/** The one whose name has all these words; null where none has, or several. */
function memberNamed(members: readonly Member[], typed: string): Member | null {
  const words = fold(typed).split(' ');
  const [only, another] = members.filter(({ name }) => {
    const own = fold(name).split(' ');
    return words.every((word) => own.includes(word));
  });
  return only && !another ? only : null;
}
