/** Taking back what was done by one button, from its result or by `annuler` just after it, for ten minutes, where nothing has followed. */
import type { SubmitAction } from '@microsoft/teams.cards';
import { cardMessage } from '../src/cards/activities';
import { button, type CommandSlots } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import { undoLast } from '../src/services/articles/undo';
import { undecide } from '../src/services/decide';
import { restoreDelegation } from '../src/services/people/delegate';
import type { Conversation } from './conversation';
import type { Slots } from './commands/command';
import { conclude } from './show';
import type { Turn } from './turn';

/** What can be taken back: decisions on proposals, the last act on an article, the end of a delegation. */
export type Undoing = Pick<CommandSlots, 'nominations' | 'unit' | 'delegation' | 'member'>;

/** The button of a result; `annuler` in the next message means the same. */
export async function undoButton({ context, memory, turn }: Conversation, what: Undoing): Promise<SubmitAction> {
  const slots = { ...what, shownAt: String(turn.services.now().getTime()) };
  await memory.canUndo(context, slots);
  return button(turn.t('undo:button'), { act: 'undo', ...slots });
}

/** Takes it back, and says what stands. @throws NotAllowed, NoCampaign, StoreAway, and what is not there any more */
export async function undo({ context, turn }: Conversation, slots: Slots): Promise<void> {
  const { t, log, actor } = turn;
  const done = await undone(turn, slots);
  log.info({ turn: context.activity.id, member: actor.id, done: done.length }, 'undone');
  const view = done.length
    ? { title: t('undo:done'), tone: 'good' as const, lines: done }
    : { title: t('undo:late'), tone: 'warning' as const, lines: [t('undo:lateNext')] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

/** A line for each thing that was taken back. */
async function undone({ t, services, actor }: Turn, slots: Slots): Promise<string[]> {
  const { nominations = [], unit, delegation, member, shownAt } = slots;
  const lines: string[] = [];
  for (const id of nominations) {
    const proposed = await undecide(services, actor, id, shownAt);
    if (proposed) lines.push(t('undo:decision', { ...proposed.pupil }));
  }
  if (unit !== undefined && (await undoLast(services, actor, unit, shownAt))) lines.push(t('undo:article'));
  if (
    delegation !== undefined &&
    member !== undefined &&
    (await restoreDelegation(services, actor, member, delegation, shownAt))
  )
    lines.push(t('undo:delegation'));
  return lines;
}
