/** Answers a question with a card; a page or a grouping takes the place of the card it was asked from. */
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { questionCard } from '../../src/cards/questionCard';
import { resultCard } from '../../src/cards/resultCard';
import { type Question, writeQuestion } from '../../src/domain/question';
import { ask } from '../../src/services/ask';
import type { Conversation } from '../conversation';
import { replace, send } from '../show';
import { textOf, viewOf } from './answerView';

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function answer(
  conversation: Conversation,
  question: Question,
  { page, everywhere }: { page?: number; everywhere?: boolean } = {},
): Promise<void> {
  const { turn, context, seesAll } = conversation;
  const { t, actor, contact } = turn;
  if (!seesAll && !actor.institutions.length)
    return void (await send(context, message(t('nominate:noInstitution', { contact }))));
  if (isOfThePast(question)) return askOfToday(conversation, question);
  const found = await ask(turn.services, actor, question);
  const answered = everywhere && !seesAll ? { ...found, leftOut: true } : found;
  await conversation.memory.asked(context, question);
  const activity = cardMessage(questionCard(t, viewOf(turn, question, answered, page ?? 1)));
  if (page !== undefined) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

/** The answer in words alone. @throws NotAllowed, NoCampaign, StoreAway */
export async function answerText({ turn }: Conversation, question: Question): Promise<string> {
  return textOf(turn.t, viewOf(turn, question, await ask(turn.services, turn.actor, question), 1));
}

/** What remained, or waited, on a day that is over is not kept. */
const isOfThePast = ({ period, measure }: Question): boolean =>
  period !== undefined && measure !== undefined && measure !== 'taken';

/** What can be said instead of what stood on another day. */
export async function askOfToday({ turn: { t }, context }: Conversation, question: Question): Promise<void> {
  const { period: _period, ...now } = question;
  const actions = [
    button(t('question:what.nominated'), {
      act: 'question',
      question: writeQuestion({ ...question, measure: 'taken' }),
    }),
    button(t('question:now'), { act: 'question', question: writeQuestion(now) }),
  ];
  await send(
    context,
    cardMessage(resultCard(t, { title: t('question:pastTitle'), lines: [t('question:pastRemaining')], actions })),
  );
}
