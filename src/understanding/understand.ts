/**
 * What a sentence means: a command with its slots, several readings, or nothing sure, with the words that were not understood.
 * Pure: it knows the catalogue's words and examples, and the institutions. A word that nothing accounts for is never passed over.
 */
import type { PlainDate } from '../domain/plainDate';
import type { PlaceRef, Question } from '../domain/question';
import { type Example, Nearest, type Ranked } from './nearest';
import { Phrases, type WordList } from './phrases';
import type { Places } from './places';
import { type QuestionRead, QuestionReader } from './readQuestion';
import { type PupilRead, PupilReader, type PupilSlots } from './readPupil';
import { Spelling } from './spelling';
import { type Token, tokensOf } from './tokens';

/** Intents by name: the keys of `locales/<language>/examples.json`. */
export interface Language {
  words: WordList;
  examples: Readonly<Record<string, string>>;
}

export interface Listener {
  today: PlainDate;
  /** Whether the person nominates pupils; who does not asks about all places. */
  nominates: boolean;
  /** Whether a question was answered before, which this one may change. */
  hasAsked: boolean;
}

export interface Slots {
  question?: Question;
  /** The question changes the one before. */
  follows?: true;
  pupil?: PupilSlots;
  /** A pupil's name, as typed. */
  name?: string;
  /** Words that a nomination leaves aside. */
  unread?: string[];
}

export interface Reading {
  intent: string;
  slots: Slots;
  score: number;
}

/** A reading, with the tokens that it leaves over, and whether something else forbids it. */
interface Candidate extends Reading {
  left: number[];
  holds: boolean;
}

export type Understood =
  | ({ kind: 'sure' } & Reading)
  /** One name, several places: which is meant? */
  | { kind: 'several'; said: string; among: PlaceRef[]; intent: string; question: Question }
  /** No such place, and some whose name is close. */
  | { kind: 'near'; said: string; among: PlaceRef[]; intent: string; question: Question }
  | {
      kind: 'unsure';
      unknown: string[];
      nearest: Reading[];
      /** What stood on another day was asked. */ past?: Question;
    };

/** What takes a question's slots, and what a pupil's; the others take none. */
const OF_PLACES = new Set(['question', 'detail']);
const OF_PUPILS = new Set(['nominate', 'pupil', 'amend', 'withdraw']);
/** A nomination is reviewed line by line before it is one: what stands beside a pupil's name is not asked about. */
const LENIENT = new Set(['nominate']);
const MASK = {
  place: 'xplace',
  name: 'xname',
  class: 'xclass',
  date: 'xdate',
  need: 'xneed',
  number: 'xnumber',
} as Record<string, string>;

/** Scores under it are chance. */
const LEAST_ALONE = 0.32;
/** So many times nearer than the next, it need not be as near. */
const FAR_AHEAD = 1.7;
/** So near, and no word left over: it is meant. */
const SURE = 0.5;
/** How much nearer than the next one. */
const MARGIN = 0.04;
/** A question all of whose words are accounted for. */
const WHOLE_QUESTION = 0.72;
/** A last name and more of a pupil, with nothing else said. */
const WHOLE_PUPIL = 0.7;
const MOST_NEAREST = 3;
/** Of more words left over none is a place with a slip. */
const MOST_LEFT = 5;
/** What asks for a number is a question, whatever it is about. */
const COUNTING = new Set(['combien', 'nombre', 'chiffre', 'many', 'much', 'number', 'nombreux']);
const COUNTING_ELSEWHERE = 0.6;
/** Pupils by name, to someone who sees none. */
const NOT_THEIRS = 0.6;
const BEFORE_DONT = new Set(['i', 'we', 'you', 'they', 'please', 'and', 'who', 'pupils']);
const CONDITIONS = new Set(['si', 'if', 'whether', 'should', 'pourquoi', 'why']);
/** What is not given to a pupil here. */
const OTHER_ARTICLES = new Set(
  'tablette tablettes ordinateur ordinateurs ordi ordis pc place places tablet tablets laptop laptops'.split(' '),
);
/** Nobody's sentence ends so. */
const TRAILING = new Set('de du des d pour au chez dont que the of and with which'.split(' '));
/** `ne retire pas`, `n'affiche pas`: what is not to be done. */
const FORBIDS = new Set(['ne', 'n']);
/** Something about a pupil who is not named is nearly one of the examples. */
const SURE_NAMELESS = 0.68;
const OTHER_ACTS = ['withdraw', 'amend', 'mistake', 'cancel'] as const;

const isMask = (word: string): boolean =>
  /^x(?:place|name|class|date|need|number|period|only|by|which|order|bound|priority)$/.test(word);
const parted = (sentences: string): string[] =>
  sentences
    .split('|')
    .map((each) => each.trim())
    .filter(Boolean);
const maskOf = (name: string): string => MASK[name] ?? `x${name}`;

/** An example's words, its slots masked: `{place}` is the word `xplace`. */
function exampleWords(sentence: string): string[] {
  const marked = sentence.replace(/\{(\w+)\}/g, (_all, name: string) => ` ${maskOf(name)} `);
  return tokensOf(marked).map(({ word }) => word);
}

export class Understanding {
  readonly #phrases: Phrases;
  readonly #questions: QuestionReader;
  readonly #pupils: PupilReader;
  readonly #nearest: Nearest;
  /** The same without the words that sentences are filled with. */
  readonly #telling: Nearest;
  readonly #exact = new Map<string, string>();
  /** The words of an intent's examples. */
  readonly #own = new Map<string, Set<string>>();
  readonly #filler: Set<string>;
  readonly #not: Set<string>;
  readonly #known: Spelling;
  /** By language: the words that no other has. */
  readonly #only: Set<string>[];

  constructor(languages: readonly Language[]) {
    this.#phrases = new Phrases(languages.map(({ words }) => words));
    this.#questions = new QuestionReader(this.#phrases);
    this.#pupils = new PupilReader(this.#phrases);
    const examples: Example[] = [];
    for (const { examples: all } of languages)
      for (const [intent, sentences] of Object.entries(all))
        for (const sentence of parted(sentences)) {
          const words = exampleWords(sentence);
          examples.push({ intent, words });
          const own = this.#own.get(intent) ?? new Set();
          for (const word of words) own.add(word);
          this.#own.set(intent, own);
          if (!sentence.includes('{')) this.#exact.set(words.join(' '), intent);
        }
    this.#nearest = new Nearest(examples);
    this.#filler = new Set(this.#phrases.words(['filler']));
    this.#telling = new Nearest(examples.map(({ intent, words }) => ({ intent, words: this.#tellingOf(words) })));
    this.#not = new Set(this.#phrases.words(['not']));
    const spoken = languages.map(({ words, examples: all }) => {
      const phrases = new Phrases([words]).words([
        'filler',
        'not',
        'measure',
        'only',
        'which',
        'by',
        'period',
        'follow',
        'mine',
        'degree',
      ]);
      return new Set([...phrases, ...Object.values(all).flatMap(parted).flatMap(exampleWords)]);
    });
    this.#only = spoken.map(
      (own, i) =>
        new Set([...own].filter((word) => !isMask(word) && spoken.every((other, k) => k === i || !other.has(word)))),
    );
    const slots = [
      'past',
      'degree',
      'which',
      'measure',
      'only',
      'bound',
      'order',
      'by',
      'kind',
      'priority',
      'need',
      'period',
      'follow',
      'mine',
      'numbers',
    ];
    this.#known = new Spelling([
      ...this.#phrases.words(slots),
      ...this.#filler,
      ...this.#not,
      ...[...this.#own.values()].flatMap((own) => [...own]),
    ]);
  }

  /** The language that a text is in, by the words that only one has; null where that does not tell. */
  languageOf(text: string): number | null {
    const words = tokensOf(text).map(({ word }) => word);
    const counts = this.#only.map((only) => words.filter((word) => only.has(word)).length);
    const most = Math.max(...counts);
    return most > 0 && counts.filter((count) => count === most).length === 1 ? counts.indexOf(most) : null;
  }

  understand(text: string, places: Places, listener: Listener): Understood {
    const tokens = this.#corrected(tokensOf(text), places, listener);
    const whole = tokens.map(({ word }) => word).join(' ');
    const exact = this.#exact.get(whole);
    if (exact !== undefined && !OF_PLACES.has(exact)) return { kind: 'sure', intent: exact, slots: {}, score: 1 };
    const question = this.#questions.read(text, tokens, places, listener.today);
    const pupil = this.#pupils.read(text, tokens, listener.today, (word) => this.#known.has(word));
    const readings = this.#readings(tokens, question, pupil, listener);
    const [first, second] = readings;
    if (!first) return { kind: 'unsure', unknown: [], nearest: [] };
    const { left, intent, slots, score } = first;
    const isAhead = score - (second?.score ?? 0) >= MARGIN;
    const isAlone = score >= LEAST_ALONE && score >= (second?.score ?? 0) * FAR_AHEAD;
    const isSure = !left.length && !first.holds && ((score >= SURE && isAhead) || isAlone);
    if (OF_PLACES.has(intent) && question.several && !left.length)
      return { kind: 'several', ...question.several, intent, question: question.question };
    if (!isSure) {
      const near = this.#nearPlace(tokens, readings, places, listener);
      if (near) return { kind: 'near', ...near, question: question.question };
      const unknown = left.map((i) => tokens[i]!.raw);
      const isPast = question.past && OF_PLACES.has(intent) && !left.length;
      return {
        kind: 'unsure',
        unknown,
        nearest: readings.slice(0, MOST_NEAREST).map(plain),
        ...(isPast && { past: question.question }),
      };
    }
    // A head who does not ask how many wait asks who does.
    const isWho =
      listener.nominates && intent === 'question' && isWaitingAlone(question.question) && !isCounting(tokens);
    return isWho ? { kind: 'sure', intent: 'waiting', slots: {}, score } : { kind: 'sure', intent, slots, score };
  }

  /** A place whose name is close to what was left over, where places are asked about. */
  #nearPlace(
    tokens: Token[],
    readings: readonly Candidate[],
    places: Places,
    { nominates }: Listener,
  ): { intent: string; said: string; among: PlaceRef[] } | null {
    const [first] = readings;
    const asks = readings.find(({ intent }) => intent === (first?.intent === 'detail' ? 'detail' : 'question'));
    if (!asks || (nominates && first !== asks)) return null;
    const near = this.#near(tokens, asks.left, places);
    return near && { intent: asks.intent, ...near };
  }

  #readings(tokens: Token[], question: QuestionRead, pupil: PupilRead, listener: Listener): Candidate[] {
    const ofPlaces = masked(tokens, question.masks);
    const ofPupils = masked(tokens, pupil.masks);
    const plain = tokens.map(({ word }) => word);
    const byPlaces = this.#rank(ofPlaces);
    const byPupils = isSame(ofPupils, ofPlaces) ? byPlaces : this.#rank(ofPupils);
    const byWords = isSame(plain, ofPlaces) ? byPlaces : isSame(plain, ofPupils) ? byPupils : this.#rank(plain);
    const intents = [...this.#own.keys()];
    const counts = isCounting(tokens);
    const breaksOff = TRAILING.has(tokens.at(-1)?.word ?? '') || FORBIDS.has(tokens[0]?.word ?? '');
    const follow = this.#phrases.at(tokens, 0, ['follow'], () => true);
    const readings = intents.map((intent) => {
      const ranked = OF_PLACES.has(intent) ? byPlaces : OF_PUPILS.has(intent) ? byPupils : byWords;
      const found = ranked.find((each) => each.intent === intent);
      const used = OF_PLACES.has(intent) ? question.used : OF_PUPILS.has(intent) ? pupil.used : new Set<number>();
      const example = found ? new Set(this.#nearest.examples[found.example]!.words) : new Set<string>();
      const own = this.#own.get(intent)!;
      const takesPlaces = OF_PLACES.has(intent);
      const left = tokens.flatMap(({ word }, i) => {
        if (used.has(i)) return [];
        if (takesPlaces && follow && i < follow.to) return [];
        if (this.#isNot(tokens, i)) return example.has(word) ? [] : [i];
        if (own.has(word)) return [];
        if (!takesPlaces && question.masks.has(i)) return [i]; // a day, a place, an order: this command takes none
        if (this.#filler.has(word)) return [];
        return listener.nominates && this.#phrases.at(tokens, i, ['mine'], () => true) ? [] : [i];
      });
      let score = found?.score ?? 0;
      if (counts && !takesPlaces && intent !== 'help') score *= COUNTING_ELSEWHERE;
      if (!listener.nominates && OF_PUPILS.has(intent) && !(intent === 'nominate' && !counts)) score *= NOT_THEIRS;
      const slots: Slots = {};
      let holds = false;
      if (intent === 'question') {
        slots.question = question.question;
        const content =
          hasContent(question.question, question.which) ||
          (listener.hasAsked && Object.keys(question.question).length > 1);
        if (content && !left.length) score = Math.max(score, WHOLE_QUESTION);
        if (!content) holds = true;
        if (question.contradicts) holds = true;
        if (listener.hasAsked && (follow !== null || !hasSubject(question.question))) slots.follows = true;
      }
      if (intent === 'detail') {
        slots.question = question.question;
        if (question.question.places.length !== 1 && !question.several) score *= 0.5;
      }
      if (OF_PUPILS.has(intent)) {
        slots.pupil = pupil.pupil;
        if (pupil.name) slots.name = pupil.name;
        if (pupil.several) holds = true;
        if (intent === 'nominate') {
          const { lastName, className, birthDate, need } = pupil.pupil;
          const tells = [lastName, className, birthDate, need].filter((each) => each !== undefined).length;
          const { measure, places: named } = question.question;
          if (
            measure !== undefined &&
            named.length &&
            tokens.some(({ word }, i) => question.used.has(i) && !pupil.used.has(i) && !own.has(word))
          )
            holds = true;
          if (listener.nominates && lastName !== undefined && tells > 1) score = Math.max(score, WHOLE_PUPIL);
        }
      }
      const lenient = LENIENT.has(intent);
      if (lenient && left.length) slots.unread = left.map((i) => tokens[i]!.raw);
      const missed = lenient ? left.filter((i) => this.#changesAll(tokens, i, own, pupil.pupil)) : left;
      if (OF_PUPILS.has(intent) && !pupil.name && !lenient && score < SURE_NAMELESS) holds = true;
      if (
        lenient &&
        pupil.name &&
        score < SURE &&
        !ofPupils.some((word) => own.has(word) && !isMask(word) && !this.#filler.has(word))
      )
        holds = true;
      if (breaksOff) holds = true;
      const { kind, priority } = question.question;
      if (intent === 'waiting' && !listener.nominates && (kind ?? priority) !== undefined) score *= NOT_THEIRS;
      if (listener.hasAsked && follow !== null && !takesPlaces && !OF_PUPILS.has(intent)) score *= COUNTING_ELSEWHERE;
      return { intent, slots, score: score - 0.06 * Math.min(missed.length, 5), left: missed, holds };
    });
    return readings.sort((a, b) => b.score - a.score);
  }

  #tellingOf(words: readonly string[]): string[] {
    const telling = words.filter((word) => !this.#filler.has(word));
    return telling.some((word) => !isMask(word)) ? telling : [];
  }

  /** The better of two measures: a short sentence is known by all of its words, a long one by those that tell. */
  #rank(words: readonly string[]): Ranked[] {
    const best = new Map(this.#nearest.rank(words).map((ranked) => [ranked.intent, ranked]));
    const telling = this.#tellingOf(words);
    if (telling.some((word) => !isMask(word)))
      for (const ranked of this.#telling.rank(telling)) {
        const score = (ranked.score * 2 + (best.get(ranked.intent)?.score ?? 0)) / 3;
        if (score > (best.get(ranked.intent)?.score ?? 0)) best.set(ranked.intent, { ...ranked, score });
      }
    return [...best.values()].sort((a, b) => b.score - a.score);
  }

  /** `dont` is French for whose, and English for do not where it stands behind who does not. */
  #isNot(tokens: readonly Token[], i: number): boolean {
    const { word } = tokens[i]!;
    if (word === 'dont') return i === 0 || BEFORE_DONT.has(tokens[i - 1]!.word);
    return this.#not.has(word);
  }

  /** Whether a word beside a nomination makes it another thing: a `ne ... pas`, a condition, another act. */
  #changesAll(tokens: readonly Token[], i: number, own: ReadonlySet<string>, { lastName }: PupilSlots): boolean {
    const { word } = tokens[i]!;
    if (CONDITIONS.has(word) || this.#isNot(tokens, i)) return true;
    if (lastName === undefined && (/^\d+$/.test(word) || OTHER_ARTICLES.has(word))) return true;
    return !own.has(word) && OTHER_ACTS.some((intent) => this.#own.get(intent)?.has(word) && !this.#filler.has(word));
  }

  /** Words that are known but for a slip of the finger. Names of people and places stay as they are. */
  #corrected(tokens: Token[], places: Places, { nominates }: Listener): Token[] {
    return tokens.map((token) => {
      const { word, raw } = token;
      if (
        this.#known.has(word) ||
        places.hasWord(word) ||
        (nominates && (word.length < 6 || raw !== raw.toLowerCase()))
      )
        return token;
      const [only, another] = this.#known.near(word);
      return only !== undefined && another === undefined ? { ...token, word: only } : token;
    });
  }

  #near(tokens: Token[], left: number[], places: Places): { said: string; among: PlaceRef[] } | null {
    for (let i = 0; i < Math.min(left.length, MOST_LEFT); i++)
      for (let length = Math.min(3, left.length - i); length > 0; length--) {
        const at = left.slice(i, i + length);
        if (at.at(-1)! - at[0]! !== length - 1) continue;
        const among = places.near(at.map((k) => tokens[k]!.word));
        if (among.length) return { said: at.map((k) => tokens[k]!.raw).join(' '), among };
      }
    return null;
  }
}

const plain = ({ intent, slots, score }: Candidate): Reading => ({ intent, slots, score });

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');

const isCounting = (tokens: readonly Token[]): boolean => tokens.some(({ word }) => COUNTING.has(word));

const isWaitingAlone = ({ places, measure, only, by, ...rest }: Question): boolean =>
  !places.length &&
  (measure === 'waiting' || only?.is === 'waiting') &&
  (by === undefined || by === 'institution') &&
  !Object.keys(rest).length;

const hasSubject = ({ places, measure, only, need }: Question): boolean =>
  places.length > 0 || measure !== undefined || only !== undefined || need !== undefined;

/** A kind, or `qui` alone, asks nothing yet; a follow-up may. */
const hasContent = (question: Question, which: boolean): boolean => {
  const { by, order, limit, priority, kind } = question;
  return (
    hasSubject(question) ||
    (by !== undefined && !which) ||
    order !== undefined ||
    limit !== undefined ||
    (!which && (priority ?? kind) !== undefined)
  );
};

function masked(tokens: readonly Token[], masks: ReadonlyMap<number, string>): string[] {
  return tokens.flatMap(({ word }, i) => {
    const mask = masks.get(i);
    return mask === undefined ? [word] : mask ? [mask] : [];
  });
}
