/** `Reste`, where a name is asked: it may be one, or a command. Nothing is assumed. */
import { cardMessage } from '../src/cards/activities';
import { button, type CommandSlots } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import { writeQuestion } from '../src/domain/question';
import type { Understood } from '../src/understanding/understand';
import type { Conversation } from './conversation';
import { commandOf } from './hear';
import { send } from './show';

export async function showEitherWay(conversation: Conversation, text: string, understood: Understood): Promise<void> {
  const { context, dc, open, drafts, turn } = conversation;
  const form = open.top(dc);
  const asked = await form?.asked(context);
  const draft = form && (await drafts.get(context, form.name));
  if (!form || !asked || !draft || understood.kind !== 'sure') return;
  const { t } = turn;
  const act = commandOf(understood);
  const { question } = understood.slots;
  const slots: CommandSlots = question && act === 'question' ? { question: writeQuestion(question) } : {};
  const actions = [
    button(
      t('talk:asAnswer'),
      { form: draft.id, step: 'fill', press: 'submit', [asked.name]: text, as: 'answer' },
      { style: 'positive' },
    ),
    button(t(`commands:title.${act}`), { act, ...slots }),
  ];
  const lines = [t('talk:orName', { label: asked.label })];
  await send(context, cardMessage(resultCard(t, { title: t('talk:orNameTitle', { text }), lines, actions })));
}
