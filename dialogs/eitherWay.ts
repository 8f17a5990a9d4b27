/** `Reste`, where a name is asked: it may be one, or a command. Nothing is assumed. */
import { cardMessage } from '../src/cards/activities';
import { button, type CommandSlots } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import { writeQuestion } from '../src/domain/question';
import type { Reading } from '../src/understanding/reading';
import type { Asked, FormDialog } from './form/formDialog';
import type { Conversation } from './conversation';
import { commandOf } from './hear';
import { send } from './show';

export async function showEitherWay(
  { context, drafts, turn }: Conversation,
  { form, asked, text }: { form: FormDialog; asked: Asked; text: string },
  understood: Reading,
): Promise<void> {
  const draft = (await drafts.get(context, form.name))!;
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
