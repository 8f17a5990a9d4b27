/** What is said where nothing sure was understood: the words that were not, and the nearest commands, ready to be clicked. */
import type { CommandName } from '../src/catalogue';
import { cardMessage } from '../src/cards/activities';
import { button, type CommandSlots } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import { type Question, writeQuestion } from '../src/domain/question';
import type { Reading } from '../src/understanding/reading';
import type { Understood } from '../src/understanding/understand';
import { commandNamed } from './commands/list';
import { isFor } from './instead';
import type { Conversation } from './conversation';
import { commandOf, places } from './hear';
import type { Places } from '../src/understanding/places';
import { send } from './show';

const MOST_OFFERED = 3;
/** What is hardly like any example is not offered. */
const LEAST_LIKELY = 0.3;
const MOST_WORDS = 4;

export async function showNotUnderstood(
  conversation: Conversation,
  { unknown, nearest }: Extract<Understood, { kind: 'unsure' }>,
): Promise<void> {
  const { t } = conversation.turn;
  const offered = nearest.filter((reading) => isOffered(conversation, reading)).slice(0, MOST_OFFERED);
  const turn = (await conversation.memory.apologises(conversation.context)) % 3;
  const some = [t('talk:unsure.a'), t('talk:unsure.b'), t('talk:unsure.c')];
  const none = [t('talk:unsureNothing.a'), t('talk:unsureNothing.b'), t('talk:unsureNothing.c')];
  const words = unknown.slice(0, MOST_WORDS).join(', ');
  const lines = [...(words ? [t('talk:unknownWords', { words })] : []), (offered.length ? some : none)[turn]!];
  const known = await places(conversation.turn);
  const actions = [
    ...offered.map((reading) => offer(conversation, known, reading)),
    button(t('commands:title.help'), { act: 'help' }),
  ];
  await send(conversation.context, cardMessage(resultCard(t, { title: t('talk:unsureTitle'), lines, actions })));
}

function isOffered(conversation: Conversation, { intent, score }: Reading): boolean {
  const command = commandNamed(intent);
  if (!command || command.name === 'help' || score < LEAST_LIKELY) return false;
  return isFor(conversation.turn.actor, command);
}

/** The command with what was understood: nothing of it is done before it is pressed. */
function offer({ turn: { t }, seesAll }: Conversation, known: Places, reading: Reading) {
  const act = commandOf(reading);
  const { question, name } = reading.slots;
  const slots: CommandSlots = {
    ...(question &&
      ['question', 'detail'].includes(act) &&
      isAsking(question) && { question: writeQuestion(question) }),
    ...(name !== undefined && ['pupil', 'amend', 'withdraw', 'accept', 'decline'].includes(act) && { name }),
  };
  const asks = act === 'question' && question && seesAll ? askedOf(t, question, known) : undefined;
  return button(asks ?? titleOf(t, act, reading), { act, ...slots });
}

const isAsking = ({ places, ...rest }: Question): boolean => places.length > 0 || Object.keys(rest).length > 0;

/** What the button asks, with where: what was not understood is seen to be missing. */
function askedOf(t: Conversation['turn']['t'], { measure, places: of }: Question, known: Places): string {
  const names = of.flatMap((place) =>
    'commune' in place ? place.commune : (known.institution(place.uai)?.name ?? []),
  );
  const part = names.length ? t('question:places', { places: names }) : t('question:everywhere');
  return t(`question:what.${measure ?? 'remaining'}`) + t('question:part', { part });
}

function titleOf(t: Conversation['turn']['t'], act: CommandName, { slots: { name, question } }: Reading): string {
  if (act === 'question' && question) return t(`question:what.${question.measure ?? 'remaining'}`);
  if (name !== undefined && act === 'pupil') return t('talk:see', { name });
  if (name !== undefined && act === 'amend') return t('talk:correct', { name });
  if (name !== undefined && act === 'withdraw') return t('talk:takeOff', { name });
  return t(`commands:title.${act}`);
}
