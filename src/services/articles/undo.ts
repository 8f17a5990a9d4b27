/** Taking back what one button did to an article, for ten minutes, as long as nothing has followed from it. */
import { undoWindow } from '../../domain/undo';
import type { Unit } from '../../store/unit';
import { TAKEN } from '../../store/unitActs';
import type { Actor } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { requireOwn, requireUnit, unitLine } from './act';

/**
 * Safe to repeat.
 * @param shownAt when the act was shown that is meant: a later one is another
 * @returns null when it was too long ago, something has followed, or nothing can be taken back
 * @throws NotAllowed, NoCampaign, CampaignNotOpened, CampaignArchived, StoreAway
 */
export async function undoLast(
  context: ServiceContext,
  actor: Actor,
  id: string,
  shownAt?: Date,
): Promise<Unit | null> {
  const { unit, stamp } = await requireOwn(context, actor, id);
  if (!unit?.last) return null;
  const { nomination } = unit;
  if (nomination !== undefined) await requireUnit(context, actor, nomination); // of their own school's pupils alone
  const undone = await context.store.units.undo({ ...unit, last: unit.last }, undoWindow(stamp.at, shownAt), {
    ...unitLine('unitRestored', unit, stamp),
    ...(nomination !== undefined && { nomination }),
  });
  await carry(context.store);
  return undone === TAKEN ? null : undone;
}
