import type { TurnContext } from 'botbuilder';
import { message } from '../src/cards/activities';
import { isRecorded } from '../src/services/listPupils';
import { send } from './show';
import { turnOf } from './turn';

/** A button of a card that is no longer open: says what became of its form. */
export async function showStaleCard(context: TurnContext, form: string | undefined): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const recorded = form !== undefined && (await isRecorded(services, actor, form));
  const text = recorded ? t('common:alreadyRecorded') : [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  await send(context, message(text));
}
