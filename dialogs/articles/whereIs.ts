/** Where one article is, and what can be done with it by whoever has it in hand. */
import type { TurnContext } from 'botbuilder';
import type { SubmitAction } from '@microsoft/teams.cards';
import { cardMessage, message } from '../../src/cards/activities';
import { button, type Click } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { resultCard } from '../../src/cards/resultCard';
import { printedNumber } from '../../src/domain/delivery';
import { shownSerial } from '../../src/domain/serial';
import { isOut } from '../../src/domain/unit';
import { may } from '../../src/services/authorise';
import { forgetSerial, type Whereabouts, whereIs } from '../../src/services/articles/whereIs';
import { plainPlaceName } from '../placeName';
import { conclude, send } from '../show';
import { type Turn, turnOf } from '../turn';
import { serialProblem } from './serialProblem';

/** Of one, or of several, each for itself. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showWhereIs(context: TurnContext, typed: readonly { serial: string }[]): Promise<void> {
  for (const { serial } of typed) await showOne(context, serial);
}

async function showOne(context: TurnContext, typed: string): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const found = await whereIs(services, actor, typed);
  if ('problem' in found) {
    const why = found.problem === 'unknown' ? t('articles:problem.unknown') : await serialProblem(turn, found);
    return void (await send(context, message(why)));
  }
  const { serial, institution, note, nomination } = found;
  const place = institution && (await services.directory.institution(institution));
  const fact = (label: string, value: string | undefined) => (value === undefined ? [] : [{ label, value }]);
  const view = {
    title: t('articles:whereIs.title', { serial: shownSerial(serial) }),
    lines: [],
    facts: [
      ...fact(t('articles:whereIs.state.label'), stateOf(turn, found)),
      ...fact(t('articles:pupil.label'), nomination && t('articles:pupilTitle', { ...nomination.pupil })),
      ...fact(t('articles:place.label'), place ? plainPlaceName(t, place) : undefined),
      ...fact(t('articles:note.label'), note && printedNumber(note)),
    ],
    actions: actionsOf(turn, found),
  };
  await send(context, cardMessage(factsCard(t, view)));
}

/** Who has it, of the person's own pupils; where it is, is shown, where they do not. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function holderOf(context: TurnContext, typed: string): Promise<string | undefined> {
  const { services, actor } = turnOf(context);
  const found = await whereIs(services, actor, typed);
  if (!('problem' in found) && found.nomination) return found.nomination._id;
  await showWhereIs(context, [{ serial: typed }]);
  return undefined;
}

function stateOf({ t }: Turn, { unit, institution, note, isMissing }: Whereabouts): string {
  if (!unit && isMissing) return t('articles:whereIs.state.missing');
  if (!unit)
    return institution === undefined
      ? t('articles:whereIs.state.reserve')
      : note?.state === 'prepared'
        ? t('articles:whereIs.state.prepared')
        : note?.state === 'sent'
          ? t('articles:whereIs.state.coming')
          : t('articles:whereIs.state.free');
  const { handed, endsOn } = unit;
  if (unit.state === 'active' && endsOn) return t('articles:whereIs.state.active', { date: new Date(endsOn) });
  if (unit.state === 'lapsed' && endsOn) return t('articles:whereIs.state.lapsed', { date: new Date(endsOn) });
  if (isOut(unit.state) && handed) return t('articles:whereIs.state.handed', { at: handed.at });
  if (unit.state === 'lost') return t('articles:list.isLost');
  if (unit.state === 'lent') return t('articles:list.isLent');
  if (unit.state === 'returned') return t('articles:list.isBack');
  return unit.state === 'retired' ? t('articles:whereIs.state.retired') : t('articles:whereIs.state.free');
}

function actionsOf({ t, actor }: Turn, { serial, institution, unit, nomination }: Whereabouts): SubmitAction[] {
  const does = (title: string, click: Click): SubmitAction => button(title, click);
  if (may(actor, 'steer'))
    return unit || institution ? [] : [does(t('commands:title.forgetSerial'), { act: 'forgetSerial', serial })];
  const checks = (name: 'good' | 'scrap' | 'found' | 'back'): SubmitAction =>
    does(t(`articles:check.${name}`), { act: 'checkReturned', unit: unit!._id, name });
  if (nomination && unit && isOut(unit.state))
    return [
      does(t('pupils:seeWhom', { ...nomination.pupil }), { act: 'pupil', nomination: nomination._id }),
      does(t('commands:title.giveBack'), { act: 'giveBack', nomination: nomination._id }),
      does(t('commands:title.lose'), { act: 'lose', nomination: nomination._id }),
    ];
  if (unit?.state === 'returned') return [checks('good'), checks('scrap')];
  if (unit?.state === 'lost') return [checks('found')];
  if (unit?.state === 'lent' || (unit && isOut(unit.state))) return [checks('back')];
  return unit?.state === 'retired' ? [] : [does(t('commands:title.handOver'), { act: 'handOver', serial })];
}

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function forget(context: TurnContext, typed: string): Promise<void> {
  const { t, services, actor, log } = turnOf(context);
  const isDone = await forgetSerial(services, actor, typed);
  log.info({ turn: context.activity.id, member: actor.id, done: isDone }, 'serial forgotten');
  const view = isDone
    ? { title: t('articles:forget.done', { serial: shownSerial(typed) }), lines: [t('articles:forget.again')] }
    : { title: t('articles:forget.not'), tone: 'warning' as const, lines: [t('articles:forget.why')] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}
