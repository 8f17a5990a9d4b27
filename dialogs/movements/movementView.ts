/** How a movement of units is said: what it would change, how far it is, what it came to. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard, type ResultView } from '../../src/cards/resultCard';
import { askedOf, doneOf, type End, isInstitution, type Movement } from '../../src/domain/movement';
import { pageOf } from '../../src/domain/paging';
import type { Change, Plan, PlanProblem } from '../../src/services/movements/plan';
import type { Translate } from '../../src/texts';
import { placeName, plainPlaceName } from '../placeName';
import { conclude, replace } from '../show';
import { type Turn, turnOf } from '../turn';

/** Beyond it a review is no longer read on a phone; the list is a click away. */
const MOST_SHOWN = 6;
const PER_PAGE = 10;

export function problemText(t: Translate, planned: PlanProblem): string {
  return planned.problem === 'tooFew'
    ? t('movements:problem.tooFew', { needed: planned.needed, there: planned.there })
    : t(`movements:problem.${planned.problem}`);
}

const changeText = ({ t }: Turn, { institution, before, after, waiting }: Change): string => {
  const name = institution ? placeName(t, institution) : t('movements:reserve');
  const about = { name, before, after, difference: after - before };
  return waiting ? t('movements:changeWaiting', { ...about, count: waiting }) : t('movements:change', about);
};

/** An end, as a list names it: without Markdown. */
export async function endNames({ t, services }: Turn): Promise<(end: End) => string> {
  const known = await services.directory.institutions();
  return (end) => {
    const place = isInstitution(end) ? known.get(end) : undefined;
    return place ? plainPlaceName(t, place) : t('movements:theReserve');
  };
}

/** What changes for whom, as far as a review shows it. */
export function changeLines(turn: Turn, { changes }: Plan): { lines: string[]; isCut: boolean } {
  const shown = changes.length > MOST_SHOWN + 1 ? changes.slice(0, MOST_SHOWN) : changes;
  const rest = changes.slice(shown.length);
  if (!rest.length) return { lines: shown.map((each) => changeText(turn, each)), isCut: false };
  const differences = changes.filter(({ institution }) => institution).map(({ before, after }) => after - before);
  const [least, most] = [Math.min(...differences), Math.max(...differences)];
  const more =
    least === most
      ? turn.t('movements:moreSame', { count: rest.length, least })
      : turn.t('movements:more', { count: rest.length, least, most });
  return { lines: [...shown.map((each) => changeText(turn, each)), more], isCut: true };
}

export function totalText({ t }: Turn, { kind, total, changes }: Plan): string {
  const schools = changes.filter(({ institution }) => institution).length;
  return kind === 'receive' || !schools
    ? t('movements:total', { count: total })
    : t('movements:totalOver', { count: total, schools: t('movements:schools', { count: schools }) });
}

/** All of a plan, a page at a time; the review stays open. @param card the page that is turned; none at first */
export async function showPlan(
  context: TurnContext,
  plan: Plan,
  wanted: number,
  card: string | undefined,
): Promise<void> {
  const turn = turnOf(context);
  const { t } = turn;
  const { page, pages, from } = pageOf(plan.changes.length, wanted, PER_PAGE);
  const turnTo = (to: number, text: string) => button(text, { act: 'plan', page: String(to) });
  const view: ResultView = {
    title: totalText(turn, plan),
    lines: [
      ...plan.changes.slice(from, from + PER_PAGE).map((each) => changeText(turn, each)),
      t('pupils:page', { page, pages }),
    ],
    actions: [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
    ],
  };
  await replace(context, card, cardMessage(resultCard(t, view)));
}

/** What a movement came to, or how far it is. */
export async function showMovement(context: TurnContext, card: string | undefined, movement: Movement): Promise<void> {
  const turn = turnOf(context);
  await conclude(context, card, cardMessage(resultCard(turn.t, await resultOf(turn, movement))));
}

async function resultOf(turn: Turn, { id, kind, legs, state }: Movement): Promise<ResultView> {
  const { t, services, actor } = turn;
  const [asked, done] = [askedOf(legs), doneOf(legs)];
  if (state === 'running')
    return {
      title: t('movements:running'),
      lines: [t('movements:progress', { count: done, asked }), t('movements:runningNext')],
      actions: [button(t('movements:refresh'), { act: 'movement', movement: id })],
    };
  const known = await services.directory.institutions();
  const schools = [...new Set(legs.flatMap(({ from, to, done: went }) => (went ? [from, to] : [])))].filter(
    isInstitution,
  );
  const named = schools.slice(0, MOST_SHOWN).map((uai) => {
    const sum = legs.reduce(
      (all, { from, to, done: went = 0 }) => all + (to === uai ? went : 0) - (from === uai ? went : 0),
      0,
    );
    const place = known.get(uai);
    return t('movements:went', { name: place ? placeName(t, place) : uai, difference: sum });
  });
  const { reserve } = await reserveOf(turn);
  return {
    title: t(`movements:done.${kind}`, { count: done }),
    tone: done < asked ? 'warning' : 'good',
    lines: [
      ...(await operationLines(turn)),
      ...(done < asked ? [t('movements:short', { count: done, asked })] : []),
      ...named,
      ...(schools.length > named.length ? [t('movements:others', { count: schools.length - named.length })] : []),
      t('movements:inReserve', { count: reserve }),
    ],
    actions: [
      button(t('movements:steer'), { act: 'steer' }),
      ...(actor.role === 'coordinator' ? [button(t('commands:title.movements'), { act: 'movements' })] : []),
    ],
  };
}

/** Where there is more than one operation, which one it is. */
export async function operationLines({ t, services, actor }: Turn): Promise<string[]> {
  if ((await services.directory.campaignsOf(actor)).length < 2) return [];
  const { name } = await services.directory.campaign(actor);
  return [t('movements:inOperation', { name })];
}

async function reserveOf({ services, actor }: Turn): Promise<{ reserve: number }> {
  const { id } = await services.directory.campaign(actor);
  const places = await services.store.counts.places(id);
  return { reserve: places.filter(({ institution }) => !institution).reduce((sum, { free }) => sum + free, 0) };
}
