/** My pupils: the list, a page at a time, or those of a name. It asks nothing, so it needs no dialog of its own. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { pupilsCard, type PupilRow } from '../src/cards/pupilsCard';
import { pageOf } from '../src/domain/paging';
import { ACTS_OF_ROLE } from '../src/domain/permissions';
import { fold } from '../src/domain/words';
import { isOut } from '../src/domain/unit';
import { holdingsOf } from '../src/services/articles/holding';
import { type ListedPupil, listPupils, namedAmong } from '../src/services/listPupils';
import { replace, send } from './show';
import { turnOf } from './turn';

const nameOf = ({ nomination: { pupil } }: Pick<ListedPupil, 'nomination'>): string =>
  fold(`${pupil.lastName} ${pupil.firstName}`);

const PER_PAGE = 6; // what a phone shows without losing the buttons below

export interface PupilsOptions {
  /** The page, from 1; one that is not there is the nearest that is. */
  page?: number;
  /** Only those of this name. */
  name?: string;
  /** Those who wait alone, in their order. */
  only?: 'waiting';
  /** A sentence of its own. */
  above?: string;
}

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function showPupils(
  context: TurnContext,
  { page: wanted = 1, name, only, above }: PupilsOptions,
): Promise<void> {
  const turn = turnOf(context);
  const { t, actor, services, answer } = turn;
  const known = await services.directory.institutions();
  const all = await listPupils(services, actor);
  const shown = only ? all.filter(({ rank }) => rank !== null) : all;
  const listed = name === undefined ? shown : namedAmong(shown, name);
  if (name !== undefined && !listed.length) return void (await send(context, message(t('pupils:noneNamed', { name }))));
  const { page, pages, from } = pageOf(listed.length, wanted, PER_PAGE);
  const shownNow = listed.slice(from, from + PER_PAGE);
  const units = await holdingsOf(
    services,
    actor,
    shownNow.map(({ nomination }) => nomination),
  );
  const rows = shownNow.map(({ nomination, rank }): PupilRow => {
    const unit = units.get(nomination._id);
    const institution = actor.institutions.length > 1 ? known.get(nomination.institution)?.name : undefined;
    const { lastName, firstName, className, birthDate } = nomination.pupil;
    const alone = listed.filter((other) => nameOf(other) === nameOf({ nomination })).length === 1;
    return {
      ...{ id: nomination._id, lastName, firstName, className, rank },
      ...(institution && { institution }),
      ...(!alone && { birthDate }),
      ...(unit &&
        isOut(unit.state) && { article: unit.state === 'lapsed' ? ('lapsed' as const) : ('received' as const) }),
    };
  });
  const proposes = ACTS_OF_ROLE[actor.role].includes('propose'); // by delegation they see the pupils as well
  const waiting = listed.filter(({ rank }) => rank !== null).length;
  const counts = { held: listed.length - waiting, waiting };
  const view = {
    ...counts,
    rows,
    page,
    pages,
    ...(only && { only }),
    ...(proposes && { proposes }),
    ...(name !== undefined && { name }),
    ...(above !== undefined && { above }),
  };
  const activity = cardMessage(pupilsCard(t, view));
  const turned = answer.kind === 'click' && answer.data.page !== undefined;
  if (turned) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}
