import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { isRecorded } from '../src/services/listPupils';
import { replace, send } from './show';
import { turnOf } from './turn';

/** A button of a card that is no longer open: says what became of its form. */
export async function showStaleCard(context: TurnContext, form: string | undefined): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const recorded = form !== undefined && (await isRecorded(services, actor, form));
  const text = recorded ? t('common:alreadyRecorded') : [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  await send(context, message(text));
  // Its buttons go, but for a form that was recorded: there the result stands by now.
  const { replyToId } = context.activity;
  if (!recorded && replyToId !== undefined)
    await replace(context, replyToId, cardMessage(spentCard(t, t('common:oldCard'))));
}
