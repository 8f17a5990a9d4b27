/** All words that sentences are made of, in every language: the phrases of slots, the fillers, the examples of each intent. */
import type { Example } from './nearest';
import { Phrases, type WordList } from './phrases';
import { Spelling } from './spelling';
import { type Token, tokensOf } from './tokens';

/** One language: `words.json`, and `examples.json` by intent. */
export interface Language {
  words: WordList;
  examples: Readonly<Record<string, string>>;
}

/** What stands in a slot's place: a word that nobody types. */
const MASKS = new Set(
  [
    'place',
    'name',
    'class',
    'date',
    'need',
    'number',
    'period',
    'only',
    'by',
    'which',
    'order',
    'bound',
    'priority',
  ].map((slot) => `x${slot}`),
);
export const isMask = (word: string): boolean => MASKS.has(word);

/** Words that a language's own sentences have beside its examples; numbers and names of places are of no language. */
const SPOKEN = ['filler', 'not', 'measure', 'only', 'which', 'by', 'period', 'follow', 'mine', 'degree'];
const SLOTS = ['else', 'past', 'all', 'bound', 'order', 'kind', 'priority', 'need', 'numbers'];

const BEFORE_DONT = new Set(['i', 'we', 'you', 'they', 'please', 'and', 'who', 'pupils']);
/** In a head's sentence a shorter word, or one with a capital, may be a name. */
const LONGEST_NAME_LIKE = 5;

const BEFORE_PLACE = new Set(['a', 'en', 'au', 'aux', 'sur', 'in', 'at']);
function isLikeAPlace(tokens: readonly Token[], i: number): boolean {
  if (i === 0 || !/^\p{Lu}\p{Ll}/u.test(tokens[i]!.raw)) return false;
  return BEFORE_PLACE.has(tokens[i - 1]!.word) || isLikeAPlace(tokens, i - 1); // `à La Réunion`
}

const parted = (sentences: string): string[] => sentences.split(' | ').filter(Boolean);

/** An example's words, its slots masked: `{place}` is the word `xplace`. */
const exampleWords = (sentence: string): string[] =>
  tokensOf(sentence.replace(/\{(\w+)\}/g, ' x$1 ')).map(({ word }) => word);

export class Lexicon {
  readonly phrases: Phrases;
  readonly examples: Example[] = [];
  /** The intent of a sentence that is an example itself. */
  readonly exact = new Map<string, string>();
  /** The words of an intent's examples. */
  readonly own = new Map<string, Set<string>>();
  /** Fillers of one word. */
  readonly #filler: Set<string>;
  readonly #not: Set<string>;
  readonly #words: Set<string>;
  readonly #known: Spelling;
  /** By language: the words that no other has. */
  readonly #only: Set<string>[];

  constructor(languages: readonly Language[]) {
    this.phrases = new Phrases(languages.map(({ words }) => words));
    for (const { examples } of languages)
      for (const [intent, sentences] of Object.entries(examples))
        for (const sentence of parted(sentences)) this.#learn(intent, sentence);
    this.#filler = new Set(this.phrases.single('filler'));
    this.#not = new Set(this.phrases.words(['not']));
    const spoken = languages.map(
      ({ words, examples }) =>
        new Set([
          ...new Phrases([words]).words(SPOKEN),
          ...Object.values(examples).flatMap(parted).flatMap(exampleWords),
        ]),
    );
    this.#only = spoken.map((own, i) => {
      const others = spoken.filter((_words, k) => k !== i);
      return new Set([...own].filter((word) => !isMask(word) && !others.some((other) => other.has(word))));
    });
    const all = [...this.phrases.words(SLOTS), ...spoken.flatMap((own) => [...own])];
    this.#words = new Set(all);
    // What a filler is a slip away from may be a place that nobody knows (`Tours`, `Savoie`): it is left as it is.
    this.#known = new Spelling(all.filter((word) => !this.#filler.has(word)));
  }

  #learn(intent: string, sentence: string): void {
    const words = exampleWords(sentence);
    this.examples.push({ intent, words });
    const own = this.own.get(intent) ?? new Set();
    for (const word of words) own.add(word);
    this.own.set(intent, own);
    if (!words.some(isMask)) this.exact.set(words.join(' '), intent);
  }

  isKnown(word: string): boolean {
    return this.#words.has(word);
  }

  isFiller(word: string): boolean {
    return this.#filler.has(word);
  }

  /** The tokens that fillers account for: single words, and phrases as a whole. One with a capital behind `à` may be a place. */
  fillersIn(tokens: readonly Token[]): Set<number> {
    const found = new Set<number>();
    for (const { from, to } of this.phrases.find(tokens, ['filler']))
      for (let i = from; i < to; i++) if (!isLikeAPlace(tokens, i)) found.add(i);
    return found;
  }

  /** `dont` is French for whose, and English for do not where it stands behind who does not. */
  isNot(tokens: readonly Token[], i: number): boolean {
    const { word } = tokens[i]!;
    if (word === 'dont') return i === 0 || BEFORE_DONT.has(tokens[i - 1]!.word);
    return this.#not.has(word);
  }

  /** The words that tell one intent from another; none where only masks are left. */
  telling(words: readonly string[]): string[] {
    const telling = words.filter((word) => !this.isFiller(word));
    return telling.some((word) => !isMask(word)) ? telling : [];
  }

  /** Words that are known but for a slip of the finger, mended. @param hasNames whether pupils' names may be among them */
  corrected(tokens: readonly Token[], isName: (word: string) => boolean, hasNames: boolean): Token[] {
    return tokens.map((token) => {
      const { word, raw } = token;
      if (this.isKnown(word) || isName(word)) return token;
      if (hasNames && (word.length <= LONGEST_NAME_LIKE || raw !== raw.toLowerCase())) return token;
      const [only, another] = this.#known.near(word);
      return only !== undefined && another === undefined ? { ...token, word: only } : token;
    });
  }

  /** The place of the language in the list; null where no word tells, or as many tell two. */
  languageOf(text: string): number | null {
    const words = tokensOf(text).map(({ word }) => word);
    const counts = this.#only.map((only) => words.filter((word) => only.has(word)).length);
    const most = Math.max(...counts);
    return most > 0 && counts.filter((count) => count === most).length === 1 ? counts.indexOf(most) : null;
  }
}
