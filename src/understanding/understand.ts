/**
 * What a sentence means: a command with its slots, several readings, or nothing sure, with the words that were not understood.
 * Pure: it knows the catalogue's words and examples, and the institutions. A word that nothing accounts for is never passed over.
 */
import type { PlainDate } from '../domain/plainDate';
import type { PlaceRef, Question } from '../domain/question';
import { Intents } from './intents';
import { type Language, Lexicon } from './lexicon';
import type { Places } from './places';
import { QuestionReader } from './readQuestion';
import { PupilReader } from './readPupil';
import type { Candidate, Reading, Sentence } from './reading';
import { isCounting, isOfPlaces, Readings } from './readings';
import { type Token, tokensOf } from './tokens';

export interface Listener extends Pick<Sentence, 'nominates' | 'hasAsked'> {
  today: PlainDate;
}

/** A place to be asked about: as it was said, and what it may be. */
export interface Doubt {
  said: string;
  among: PlaceRef[];
  intent: string;
  question: Question;
  /** The question changes the one before. */
  follows?: true;
}

export interface Unsure {
  kind: 'unsure';
  /** Words that were not understood, as typed. */
  unknown: string[];
  nearest: Reading[];
  /** What stood, or will, on another day was asked. */
  past?: Question;
}

export type Understood =
  | ({ kind: 'sure' } & Reading)
  /** One name, several places. */
  | ({ kind: 'several' } & Doubt)
  /** No such place, and some whose name is close. */
  | ({ kind: 'near' } & Doubt)
  | Unsure;

/** So near, and no word left over: it is meant. */
const SURE = 0.5;
/** How much nearer than the next one. */
const MARGIN = 0.04;
/** Scores under it are chance. */
const LEAST_ALONE = 0.32;
/** So many times nearer than the next, it need not be as near. */
const FAR_AHEAD = 1.7;
const MOST_NEAREST = 3;
/** `ça marche pas votre truc`: so many words, and so large a share of them known. */
const FEWEST_OF_TALK = 4;
const SHARE_OF_TALK = 0.7;
const MOST_WORDS_OF_A_PLACE = 5;
const EMAIL_IN = /[^\s@]@[^\s@]/;
/** Between the words of a name. */
const PARTS_OF_NAMES = new Set(['de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'et', 'sous', 'sur', 'en']);

export class Understanding {
  readonly #lexicon: Lexicon;
  readonly #questions: QuestionReader;
  readonly #pupils: PupilReader;
  readonly #readings: Readings;

  constructor(languages: readonly Language[]) {
    this.#lexicon = new Lexicon(languages);
    this.#questions = new QuestionReader(this.#lexicon.phrases);
    this.#pupils = new PupilReader(this.#lexicon.phrases);
    this.#readings = new Readings(this.#lexicon, new Intents(this.#lexicon));
  }

  /** The place of a text's language in the list that was given; null where its words do not tell. */
  languageOf(text: string): number | null {
    return this.#lexicon.languageOf(text);
  }

  /** Whether most of a text are words that sentences are made of. */
  isTalk(text: string): boolean {
    const tokens = tokensOf(text);
    const known = tokens.filter(({ word }) => this.#lexicon.isKnown(word)).length;
    const isName = tokens.some(({ raw }, i) => i > 0 && /^\p{Lu}/u.test(raw));
    return !isName && tokens.length >= FEWEST_OF_TALK && known / tokens.length >= SHARE_OF_TALK;
  }

  /** Whom a text names, of the places: kinds, communes, schools, priority education; null where it says something else as well. */
  scopeOf(text: string, places: Places, today: PlainDate): Pick<Question, 'places' | 'kind' | 'priority'> | null {
    const tokens = this.#lexicon.corrected(tokensOf(text), (word) => places.hasWord(word), false);
    const { question, used, several, everywhere } = this.#questions.read(text, tokens, places, today);
    const { places: found, kind, priority, ...others } = question;
    const fillers = this.#lexicon.fillersIn(tokens);
    const isLeft = tokens.some((_token, i) => !used.has(i) && !fillers.has(i));
    const says = found.length > 0 || (kind ?? priority) !== undefined || everywhere;
    if (!says || several || isLeft || Object.keys(others).some((key) => key !== 'by')) return null;
    return { places: found, ...(kind && { kind }), ...(priority && { priority }) };
  }

  understand(text: string, places: Places, { today, nominates, hasAsked }: Listener): Understood {
    const tokens = this.#lexicon.corrected(tokensOf(text), (word) => places.hasWord(word), nominates);
    const exact = this.#lexicon.exact.get(tokens.map(({ word }) => word).join(' '));
    if (exact !== undefined && !isOfPlaces(exact)) return { kind: 'sure', intent: exact, slots: {}, score: 1 };
    const question = this.#questions.read(text, tokens, places, today);
    const pupil = this.#pupils.read(text, tokens, today, (word) => this.#lexicon.isKnown(word));
    const hasEmail = EMAIL_IN.test(text);
    const candidates = this.#readings.of({ tokens, question, pupil, nominates, hasAsked, hasEmail });
    const [first, second] = candidates;
    if (!first) return { kind: 'unsure', unknown: [], nearest: [] };
    const { intent, left } = first;
    if (question.several && isOfPlaces(intent) && !left.length)
      return { kind: 'several', ...question.several, intent, question: question.question, ...followsOf(first) };
    if (isSure(first, second)) return { kind: 'sure', ...(nominates ? asWho(first, tokens) : readingOf(first)) };
    const near = this.#nearPlace(tokens, candidates, places, { nominates, contradicts: question.contradicts });
    if (near) return { kind: 'near', ...near };
    const isAsking = isCounting(tokens) || question.question.places.length > 0;
    const asksOfPlaces = isAsking ? candidates.find((each) => each.intent === 'question')?.left : undefined;
    return {
      kind: 'unsure',
      unknown: (asksOfPlaces ?? left).map((i) => tokens[i]!.raw),
      nearest: candidates.slice(0, MOST_NEAREST).map(readingOf),
      ...(question.past && isOfPlaces(intent) && !left.length && { past: question.question }),
    };
  }

  /** A place whose name is close to what was left over, where places are asked about. */
  #nearPlace(
    tokens: Token[],
    candidates: readonly Candidate[],
    places: Places,
    { nominates, contradicts }: { nominates: boolean; contradicts: boolean },
  ): Doubt | null {
    const [first] = candidates;
    const asks = candidates.find(({ intent }) => intent === (first?.intent === 'detail' ? 'detail' : 'question'));
    if (!asks?.slots.question || (nominates && first !== asks)) return null;
    const { left, intent, slots } = asks;
    const [from = 0] = left;
    const span = tokens.slice(from, (left.at(-1) ?? -1) + 1);
    const isOnePlace = span.every(({ word }, i) => left.includes(from + i) || PARTS_OF_NAMES.has(word));
    // What else was not understood is not passed over.
    if (!span.length || span.length > MOST_WORDS_OF_A_PLACE || !isOnePlace || contradicts) return null;
    const among = places.near(span.map(({ word }) => word));
    const said = span.map(({ raw }) => raw).join(' ');
    return among.length ? { said, among, intent, question: slots.question!, ...followsOf(asks) } : null;
  }
}

function isSure({ score, left, holds }: Candidate, second: Candidate | undefined): boolean {
  const next = second?.score ?? 0;
  if (left.length || holds) return false;
  return (score >= SURE && score - next >= MARGIN) || (score >= LEAST_ALONE && score >= next * FAR_AHEAD);
}

const followsOf = ({ slots: { follows } }: Candidate): Pick<Doubt, 'follows'> => (follows ? { follows } : {});

const readingOf = ({ intent, slots, score }: Candidate): Reading => ({ intent, slots, score });

/** A head who does not ask how many wait asks who does. */
function asWho(candidate: Candidate, tokens: readonly Token[]): Reading {
  const { intent, slots, score } = candidate;
  const isWho = intent === 'question' && slots.question && isWaitingAlone(slots.question) && !isCounting(tokens);
  return isWho ? { intent: 'waiting', slots: {}, score } : readingOf(candidate);
}

const isWaitingAlone = ({ places, measure, only, by, ...rest }: Question): boolean =>
  !places.length &&
  (measure === 'waiting' || only?.is === 'waiting') &&
  (by === undefined || by === 'institution') &&
  !Object.keys(rest).length;
