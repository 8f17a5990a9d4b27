import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { isRecorded } from '../src/services/listPupils';
import { standingOfForm } from '../src/services/standing';
import { replace, send } from './show';
import { standingCard } from './standing';
import { turnOf } from './turn';

/** A button of a card that is no longer open: says what became of its form. */
export async function showStaleCard(context: TurnContext, form: string | undefined): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const { replyToId } = context.activity;
  const recorded = form !== undefined && (await isRecorded(services, actor, form));
  // The turn that recorded it may never have said so: what stands takes the place of what was clicked.
  const standing = recorded && replyToId !== undefined ? await standingOfForm(services, actor, form) : null;
  if (standing) await replace(context, replyToId, await standingCard(turnOf(context), standing, 'recorded'));
  const text = recorded ? t('common:alreadyRecorded') : [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  await send(context, message(text));
  if (!recorded && replyToId !== undefined)
    await replace(context, replyToId, cardMessage(spentCard(t, t('common:oldCard'))));
}
