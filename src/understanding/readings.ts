/** What a sentence may mean: a reading an intent, each with how near it is and the words that it leaves over. */
import type { Question } from '../domain/question';
import type { Intents } from './intents';
import { isMask, type Lexicon } from './lexicon';
import type { Ranked } from './nearest';
import type { Hit } from './phrases';
import type { QuestionRead } from './readQuestion';
import { isAboutPeople, readOfJournal, readPeople } from './readPeople';
import { isOfArticles, readArticles } from './readArticles';
import { isSteering, readSteering } from './readSteering';
import { type Candidate, FORBIDS, type Sentence, UNLIKELY } from './reading';
import type { PupilSlots } from './readPupil';
import type { Token } from './tokens';

/** The same with what holds for every reading of it. */
interface Prepared extends Sentence {
  /** Tokens that fillers account for. */
  fillers: ReadonlySet<number>;
  /** `et à Stains ?`: what the sentence before is taken up with. */
  follow: Hit | null;
}

/** What takes a question's slots, and what a pupil's; the others take none. */
const OF_PLACES: ReadonlySet<string> = new Set(['question', 'detail', 'journal']);
const OF_PUPILS: ReadonlySet<string> = new Set([
  ...['nominate', 'pupil', 'amend', 'withdraw', 'accept', 'decline'],
  ...['handOver', 'undoHandOver', 'receipts', 'activate', 'lose', 'giveBack', 'postpone'],
]);
export const isOfPlaces = (intent: string): boolean => OF_PLACES.has(intent);

/** A question all of whose words are accounted for. */
const WHOLE_QUESTION = 0.72;
/** A last name and more of a pupil. */
const WHOLE_PUPIL = 0.7;
/** Something about a pupil who is not named is nearly one of the examples. */
const SURE_NAMELESS = 0.68;
/** Under it a nomination has to have a word of its own: a name alone may be anybody's. */
const SURE_NAMED = 0.5;
/** A name without a capital may be any word that nobody knows. */
const SURE_SMALL = 0.6;
/** A word that is left over makes a reading less near; more than so many no further. */
const A_WORD_LEFT = 0.06;
const MOST_WORDS_LEFT = 5;

/** Who they are is asked, where nothing of their number is. */
const PUPILS = new Set(['eleve', 'eleves', 'pupil', 'pupils', 'student', 'students', 'kids', 'children']);

/** What asks for a number is a question, whatever it is about. */
const COUNTING = new Set(['combien', 'nombre', 'chiffre', 'many', 'much', 'number', 'nombreux']);
export const isCounting = (tokens: readonly Token[]): boolean => tokens.some(({ word }) => COUNTING.has(word));

/** `par collège`, `plutôt les moins`: what is longer is a question of its own. In words. */
const MOST_OF_A_FOLLOW_UP = 5;

/** Beside these words whom, what and until when are told in many ways: their form, or list, shows what was understood. */
const DELEGATION = /^deleg/;
const DELEGATING: ReadonlySet<string> = new Set(['delegate', 'revoke']);
const DELEGATES = new Set('delegue delegues deleguer deleguons deleguez deleguerai delegate delegating'.split(' '));
const WHOLE_DELEGATION = 0.72;

/** No whole sentence ends so. */
const TRAILING = new Set('de du des d pour au chez dont que the of and with which'.split(' '));
/** Beside a nomination: it is not asked for yet, or something else is. */
const CONDITIONS = new Set(
  ['si', 'if', 'whether', 'should', 'pourquoi', 'why'].concat([
    'prolonge',
    'prolonger',
    'prolongez',
    'extend',
    'repousse',
  ]),
);
/** What is not given to a pupil here. */
const OTHER_ARTICLES = new Set(
  'tablette tablettes ordinateur ordinateurs ordi ordis pc place places tablet tablets laptop laptops'.split(' '),
);
const OTHER_ACTS = ['withdraw', 'amend', 'mistake', 'cancel'] as const;

export class Readings {
  constructor(
    private readonly lexicon: Lexicon,
    private readonly intents: Intents,
  ) {}

  /** The readings of a sentence, the nearest first. */
  of(said: Sentence): Candidate[] {
    const { tokens, question, pupil } = said;
    const sentence: Prepared = {
      ...said,
      fillers: this.lexicon.fillersIn(tokens),
      follow: this.lexicon.phrases.at(tokens, 0, ['follow']),
    };
    const plain = tokens.map(({ word }) => word);
    const ofPlaces = masked(tokens, question.masks);
    const ofPupils = masked(tokens, pupil.masks);
    const ranked = new Map<string, Map<string, Ranked>>();
    for (const words of [plain, ofPlaces, ofPupils]) {
      const key = words.join(' ');
      if (!ranked.has(key)) ranked.set(key, this.intents.rank(words));
    }
    const wordsFor = (intent: string): string[] =>
      OF_PLACES.has(intent) ? ofPlaces : OF_PUPILS.has(intent) ? ofPupils : plain;
    return [...this.lexicon.own.keys()]
      .map((intent) => this.#reading(intent, ranked.get(wordsFor(intent).join(' '))!.get(intent), sentence))
      .sort((a, b) => b.score - a.score);
  }

  #reading(intent: string, found: Ranked | undefined, sentence: Prepared): Candidate {
    const { tokens } = sentence;
    const left = this.#leftOver(intent, found, sentence);
    const isDelegating = DELEGATING.has(intent) && tokens.some(({ word }) => DELEGATION.test(word));
    const delegates = intent === 'delegate' && tokens.some(({ word }) => DELEGATES.has(word));
    const base: Candidate = {
      ...{ intent, slots: {}, left: isDelegating ? [] : left }, // its form shows what was understood of the rest
      score: Math.max(delegates ? WHOLE_DELEGATION : 0, (found?.score ?? 0) * this.#likelihood(intent, sentence)),
      holds: TRAILING.has(tokens.at(-1)?.word ?? '') || FORBIDS.has(tokens[0]?.word ?? ''),
    };
    const read = OF_PLACES.has(intent)
      ? this.#ofPlaces(base, sentence)
      : OF_PUPILS.has(intent)
        ? this.#ofPupils(base, sentence)
        : base;
    if (isAboutPeople(intent)) return readPeople(base, sentence);
    if (isOfArticles(intent)) {
      const told = readArticles(read, sentence);
      return { ...told, score: told.score - A_WORD_LEFT * Math.min(told.left.length, MOST_WORDS_LEFT) };
    }
    if (isSteering(intent) || intent === 'operations') {
      const steered = readSteering(base, sentence);
      return { ...steered, score: steered.score - A_WORD_LEFT * Math.min(steered.left.length, MOST_WORDS_LEFT) };
    }
    return { ...read, score: read.score - A_WORD_LEFT * Math.min(read.left.length, MOST_WORDS_LEFT) };
  }

  /** The tokens that neither a slot of the command, nor its examples, nor a filler accounts for. */
  #leftOver(intent: string, found: Ranked | undefined, sentence: Prepared): number[] {
    const { tokens, question, pupil, nominates, fillers } = sentence;
    const takesPlaces = OF_PLACES.has(intent);
    const used = takesPlaces ? question.used : OF_PUPILS.has(intent) ? pupil.used : NONE;
    const example = found ? this.intents.wordsOf(found) : [];
    const own = this.lexicon.own.get(intent)!;
    const follow = takesPlaces ? (sentence.follow?.to ?? 0) : 0;
    const { measure, need, only, period, by } = question.question;
    const isOfPupils =
      isCounting(tokens) ||
      [measure, need, only, period, question.which ? undefined : by].some((each) => each !== undefined);
    return tokens.flatMap(({ word }, i) => {
      if (used.has(i) || i < follow) return [];
      if (takesPlaces && fillers.has(i) && this.lexicon.isNot(tokens, i)) return []; // `ou pas`
      // A question's negations are phrases of its slots: another one would turn it round.
      if (this.lexicon.isNot(tokens, i)) return !takesPlaces && example.includes(word) ? [] : [i];
      if (own.has(word)) return [];
      if (!takesPlaces && question.masks.has(i)) return [i]; // a day, a place, an order: this command takes none
      if (fillers.has(i)) return intent === 'question' && PUPILS.has(word) && !isOfPupils ? [i] : [];
      return nominates && this.lexicon.phrases.at(tokens, i, ['mine']) ? [] : [i];
    });
  }

  #likelihood(intent: string, { tokens, question, nominates, hasAsked, follow }: Prepared): number {
    const takesPlaces = OF_PLACES.has(intent);
    const isOfPupils = OF_PUPILS.has(intent);
    const counts = isCounting(tokens);
    const { kind, priority, by } = question.question;
    let likely = 1;
    if (counts && !takesPlaces && intent !== 'help') likely *= UNLIKELY;
    if (!nominates && isOfPupils && (intent !== 'nominate' || counts)) likely *= UNLIKELY;
    if (!nominates && intent === 'waiting' && (kind ?? priority ?? by) !== undefined) likely *= UNLIKELY;
    if (!nominates && intent === 'pupils' && hasSubject(question.question)) likely *= UNLIKELY;
    if (hasAsked && !takesPlaces && !isOfPupils && follow) likely *= UNLIKELY;
    return likely;
  }

  #ofPlaces(base: Candidate, { tokens, question: read, hasAsked, follow }: Prepared): Candidate {
    const { question } = read;
    if (base.intent === 'detail') {
      const [only, another] = question.places;
      const isOfOne = (only !== undefined && 'uai' in only && another === undefined) || read.several !== undefined;
      const score = isOfOne ? base.score : base.score / 2;
      return { ...base, slots: { question }, score, holds: base.holds || !isOfOne };
    }
    if (base.intent === 'journal') return readOfJournal(base, read, tokens);
    const isShort = tokens.length <= MOST_OF_A_FOLLOW_UP && !isCounting(tokens);
    const follows = hasAsked && (follow !== null || (!hasSubject(question) && isShort));
    const asks = hasContent(read) || (follows && (read.everywhere || Object.keys(question).length > 1));
    return {
      ...base,
      slots: { question, ...(follows && { follows }), ...(read.everywhere && { everywhere: true as const }) },
      score: asks && !base.left.length ? Math.max(base.score, WHOLE_QUESTION) : base.score,
      holds: base.holds || !asks || read.contradicts,
    };
  }

  #ofPupils(base: Candidate, sentence: Prepared): Candidate {
    const { pupil: read } = sentence;
    const named = { pupil: read.pupil, ...(read.name && { name: read.name }) };
    const isOfAPlace =
      !sentence.nominates && (sentence.question.question.places.length > 0 || !!sentence.question.several);
    const holds = base.holds || read.several || isOfAPlace;
    if (base.intent === 'nominate') return this.#nomination({ ...base, slots: named, holds }, sentence);
    const likeNames = base.left.map((i) => sentence.tokens[i]!.raw);
    // A pupil may be called `Reste`: a word with a capital that nothing else accounts for.
    if (!read.name && likeNames.length && likeNames.length <= 2 && likeNames.every((raw) => /^\p{Lu}/u.test(raw)))
      return { ...base, slots: { ...named, name: likeNames.join(' ') }, left: [], holds };
    const isName = /\p{Lu}/u.test(read.name) || base.score >= SURE_SMALL;
    return { ...base, slots: named, holds: holds || (read.name ? !isName : base.score < SURE_NAMELESS) };
  }

  /** It is reviewed line by line before it is one: a word beside it is set aside, unless it makes it another thing. */
  #nomination(base: Candidate, sentence: Prepared): Candidate {
    const { tokens, question, pupil: read, nominates } = sentence;
    const { lastName, className, birthDate, need } = read.pupil;
    const own = this.lexicon.own.get('nominate')!;
    const tells = [lastName, className, birthDate, need].filter((each) => each !== undefined).length;
    const isWhole = nominates && lastName !== undefined && tells > 1 && !isCounting(tokens);
    const score = isWhole ? Math.max(base.score, WHOLE_PUPIL) : base.score;
    const hasWord = tokens.some(({ word }, i) => own.has(word) && !read.masks.has(i) && !this.lexicon.isFiller(word));
    const asksAsWell =
      question.question.measure !== undefined &&
      question.question.places.length > 0 &&
      tokens.some(({ word }, i) => question.used.has(i) && !read.used.has(i) && !own.has(word));
    const unread = base.left.map((i) => tokens[i]!.raw);
    return {
      ...base,
      score,
      slots: { ...base.slots, ...(unread.length && { unread }) },
      left: base.left.filter((i) => this.#changesAll(tokens, i, read.pupil)),
      holds: base.holds || asksAsWell || (read.name !== '' && score < SURE_NAMED && !hasWord),
    };
  }

  /** Whether a word beside a nomination makes it another thing: a `ne ... pas`, a condition, another act, another article. */
  #changesAll(tokens: readonly Token[], i: number, { lastName }: PupilSlots): boolean {
    const { word } = tokens[i]!;
    if (CONDITIONS.has(word) || this.lexicon.isNot(tokens, i)) return true;
    if (lastName === undefined && (/^\d+$/.test(word) || OTHER_ARTICLES.has(word))) return true;
    return !this.lexicon.isFiller(word) && OTHER_ACTS.some((intent) => this.lexicon.own.get(intent)?.has(word));
  }
}

const NONE: ReadonlySet<number> = new Set();

const hasSubject = ({ places, measure, only, need }: Question): boolean =>
  places.length > 0 || measure !== undefined || only !== undefined || need !== undefined;

/** A kind, or `qui` alone, asks nothing yet. */
function hasContent({ question, which }: QuestionRead): boolean {
  const { by, order, limit, priority, kind } = question;
  if (hasSubject(question) || order !== undefined || limit !== undefined) return true;
  return !which && (by ?? priority ?? kind) !== undefined;
}

/** A sentence with its slots masked. */
function masked(tokens: readonly Token[], masks: ReadonlyMap<number, string>): string[] {
  return tokens.flatMap(({ word }, i) => {
    const mask = masks.get(i);
    return mask === undefined ? [word] : isMask(mask) ? [mask] : [];
  });
}
