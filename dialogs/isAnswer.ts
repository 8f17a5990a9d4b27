/** Whether a message answers the form that is open, or is a command: an answer is never taken for a command where the field can read it. */
import type { TurnContext } from 'botbuilder';
import type { Understood } from '../src/understanding/understand';
import { PERHAPS } from './articles/serialSaid';
import { type FormName, FORMS_OF_ARTICLES } from './form/form';
import type { Asked, FormDialog } from './form/formDialog';
import { isMovementForm } from './movements/movementForms';
import { fold } from '../src/domain/words';
import { isAdvertised, isBack, isInPassing, isNoAnswer, isSkipping, verdictIn } from './vocabulary';

/** Fewer may be a name. */
const WORDS_OF_A_SENTENCE = 3;
/** As near as an example itself. */
const EXACT = 0.95;
/** With the word itself. */
const SAID_SO = 0.8;

const isExactly = (understood: Understood, intent: string): boolean =>
  understood.kind === 'sure' && understood.intent === intent && understood.score >= EXACT;

const wordsOf = (text: string): number => fold(text).split(' ').length;

/** A sentence, or a question: no name is one. */
const isSentence = (text: string): boolean =>
  wordsOf(text) >= WORDS_OF_A_SENTENCE || (text.includes('?') && wordsOf(text) > 1);

/** @param asked what the form asks now */
export async function isAnswer(
  form: FormDialog,
  asked: Asked,
  context: TurnContext,
  text: string,
  understood: Understood,
): Promise<boolean> {
  if (form.name === 'choosePlace')
    return asked.reads(text) || (understood.kind === 'unsure' && wordsOf(text) < WORDS_OF_A_SENTENCE);
  // No answer asks about a serial.
  if (understood.kind === 'sure' && understood.slots.serial !== undefined && understood.score > PERHAPS) return false;
  if (form.name === 'person' && asked.isOpen) {
    if (isExactly(understood, 'cancel') || (asked.isText && isOtherThanAName(text, understood))) return false;
    return asked.reads(text) || understood.kind === 'unsure';
  }
  // A no to a question is no order to leave: the form says what it needs.
  if (asked.isOpen && verdictIn(text) === 'no') return true;
  if (understood.kind !== 'sure' || isBack(text)) return true;
  const { intent, score, slots } = understood;
  // `je veux arrêter`: in so many words nobody is called.
  if (intent === 'cancel' && score >= EXACT && wordsOf(text) > 1) return false;
  const isOfOperations = intent === 'operations' || intent === 'chooseOperation';
  if (isOfOperations && score >= SAID_SO && wordsOf(text) > 1) return false;
  // `comment` is a line of one form, `combien` of another, and each begins a question.
  const isAsking = isSentence(text) && (intent !== 'question' || isWhole(understood)) && text.includes('?');
  const isPupil = form.name === 'nominate' || form.name === 'amend';
  // No day, number or deputy is answered by what is to be done with a pupil.
  if (!isPupil && intent !== form.name && isSentence(text) && slots.pupil?.lastName !== undefined) return false;
  if (isSteeringForm(form.name))
    return !(isAsking && !asked.isOpen) && (await isAnswerOfSteering(form, asked, context, text));
  if (isPupil && !isAsking && (await form.isAbout(context, text))) return true;
  if (isPupil && isNoAnswer(text)) return true;
  if (!asked.isOpen) {
    const verdict = verdictIn(text);
    if (verdict === 'yes' || verdict === 'no' || verdict === 'correct') return true;
    if (isPupil && verdict !== null) return true;
    if (isPupil && intent === 'amend' && score < EXACT) return true;
    return isPupil && intent === 'nominate' && Object.keys(slots.pupil ?? {}).length > 0;
  }
  if (isAdvertised(text)) return false;
  if (isPupil && asked.isText && isInPassing(text)) return true;
  if (asked.reads(text) && !asked.isText) return true;
  // To a day or a choice, a pupil's whole sentence is another pupil's, and one who is withdrawn is no answer.
  if (!asked.isText && isSentence(text) && (intent === 'withdraw' || isWholePupil(understood))) return false;
  if (intent === 'nominate') return score < EXACT || Object.keys(slots.pupil ?? {}).length > 0;
  if (intent === 'question' && !isWhole(understood)) return true;
  const isOfPupils = intent === 'pupil' || intent === 'amend' || intent === 'withdraw';
  if (isOfPupils && !text.includes('?')) return score < EXACT; // `c'est Diallo`
  return asked.isText && !isSentence(text) && !(score >= EXACT && wordsOf(text) > 1);
}

/** Nobody is called `bons de livraison`, or `combien reste-t-il à Stains ?`. */
const isOtherThanAName = (text: string, understood: Understood): boolean =>
  isAdvertised(text) ||
  (text.includes('?') && isSentence(text)) ||
  (understood.kind === 'sure' && understood.score >= EXACT && wordsOf(text) > 1);

/** A word is an answer where the field can read it; where it takes any text, or none, a sentence that is sure goes before. */
async function isAnswerOfSteering(
  form: FormDialog,
  asked: Asked,
  context: TurnContext,
  text: string,
): Promise<boolean> {
  if (isAdvertised(text)) return false;
  if (form.name === 'handOver' && isSkipping(text)) return true;
  if (await form.isAbout(context, text)) return true;
  if (!asked.isOpen) return verdictIn(text) !== null || (form.name === 'handOver' && asked.reads(text));
  const takesAnything = ['giver', 'name', 'article', 'delivery', 'family'].includes(asked.name);
  return takesAnything ? !isSentence(text) : asked.reads(text);
}

/** What is written there is an answer where the field can read it. */
export const OF_ARTICLES: ReadonlySet<FormName> = new Set(FORMS_OF_ARTICLES);

const isSteeringForm = (name: FormName): boolean =>
  name === 'operation' || isMovementForm(name) || OF_ARTICLES.has(name);

/** More than a day, or a word of grouping, which may be an answer that the field did not take. */
function isWhole({ slots: { question } }: Extract<Understood, { kind: 'sure' }>): boolean {
  if (!question) return false;
  const { places, measure, only, period } = question;
  return (
    places.length > 0 || only !== undefined || (measure !== undefined && !(measure === 'taken' && period !== undefined))
  );
}

/** A word or two that the open question can read as a name, and that is a command as well: it is asked which. */
export function isEitherWay(
  asked: Asked,
  text: string,
  understood: Understood,
): understood is Extract<Understood, { kind: 'sure' }> {
  if (!asked.isText || understood.kind !== 'sure' || isAdvertised(text) || isSentence(text)) return false;
  if (understood.intent === 'nominate' || understood.intent === 'amend') return false;
  return understood.score >= EXACT && wordsOf(text) === 1 && asked.reads(text);
}

/** A sentence with a name and more, where a name was asked. */
export const isWholePupil = (understood: Understood): understood is Extract<Understood, { kind: 'sure' }> =>
  understood.kind === 'sure' &&
  understood.intent === 'nominate' &&
  understood.slots.pupil?.lastName !== undefined &&
  Object.keys(understood.slots.pupil).length > 2;
