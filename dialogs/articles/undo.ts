import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { undoHandOver } from '../../src/services/articles/handOver';
import { findPupil } from '../../src/services/listPupils';
import { lastDone } from '../lastDone';
import { conclude } from '../show';
import { handedOf } from './afterwards';
import { turnOf } from '../turn';

/** A hand-over that was wrong, within ten minutes; afterwards it is a return. @throws NotAllowed, UnknownNomination, StoreAway */
export async function undo(context: TurnContext, nomination: string, shownAt?: Date): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, log } = turn;
  const { pupil } = await findPupil(services, actor, nomination);
  const unit = await undoHandOver(services, actor, nomination, shownAt);
  log.info({ turn: context.activity.id, member: actor.id, nomination, done: unit !== null }, 'hand-over undone');
  const standing = unit === null ? await handedOf(turn, nomination) : undefined;
  const isOut = standing !== undefined && (shownAt === undefined || standing.at <= shownAt); // a later one is another
  const view = unit
    ? {
        ...{ title: t('articles:undo.done', { ...pupil }), lines: [t('articles:undo.next')] },
        actions: [button(t('commands:title.handOver'), { act: 'handOver', nomination })],
      }
    : !isOut
      ? {
          title: t(standing ? 'articles:undo.other' : 'articles:undo.nothing', { ...pupil }),
          lines: await lastDone(turn, { nomination }),
        }
      : {
          ...{ title: t('articles:undo.late'), tone: 'warning' as const, lines: [t('articles:undo.instead')] },
          actions: [
            button(t('commands:title.giveBack'), { act: 'giveBack', nomination }),
            button(t('commands:title.lose'), { act: 'lose', nomination }),
          ],
        };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}
