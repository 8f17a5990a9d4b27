/** What a hand-over came to, as a card. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { shownSerial } from '../../src/domain/serial';
import type { HandedOver } from '../../src/services/articles/handOver';
import { stockOf } from '../../src/services/articles/stock';
import { paperButton } from '../documents/paperButton';
import { conclude } from '../show';
import { type Turn, turnOf } from '../turn';

export function handOverResult({ t, services }: Turn, done: Exclude<HandedOver, { outcome: 'refused' }>) {
  const { nomination } = done;
  const { pupil, _id: id } = nomination;
  if (done.outcome === 'waiting') return { title: t('articles:handOver.waits'), tone: 'warning' as const, lines: [] };
  if (done.outcome === 'ended')
    return { title: t('articles:handOver.ended', { ...pupil }), tone: 'warning' as const, lines: [] };
  const { serial, handed } = done.unit;
  const lines = [
    ...(serial === undefined ? [] : [t('articles:handOver.which', { serial: shownSerial(serial) })]),
    ...(done.outcome === 'handed' && done.isForeign ? [t('articles:handOver.foreign')] : []),
  ];
  if (done.outcome === 'already')
    return { title: t('articles:handOver.already', { ...pupil, at: handed!.at }), tone: 'warning' as const, lines };
  return {
    title: t('articles:handOver.done', { ...pupil }),
    tone: 'good' as const,
    lines: [...lines, t('articles:handOver.undoable')],
    actions: [
      paperButton(t, done.unit, { id, language: handed?.language ?? 'fr' }),
      button(t('articles:handOver.undo'), {
        ...{ act: 'undoHandOver', nomination: id, shownAt: String(services.now().getTime()) },
      }),
    ],
  };
}

/** Whether a form's hand-over was done by a turn that ended before it could say so. @returns whether it was. @throws StoreAway */
export async function showIfHanded(
  context: TurnContext,
  card: string | undefined,
  nomination: string,
): Promise<boolean> {
  const turn = turnOf(context);
  const { out } = await stockOf(turn.services, turn.actor);
  const found = out.find((each) => each.nomination._id === nomination);
  if (!found) return false;
  await conclude(context, card, cardMessage(resultCard(turn.t, handOverResult(turn, { outcome: 'handed', ...found }))));
  return true;
}
