/** Known phrases of all languages, and where a text has them: the longest wins, from left to right. */
import type { Token } from './tokens';
import { tokensOf } from './tokens';

/** Words by slot and value: phrases parted by commas, as `locales/<language>/words.json` has them. */
export type WordList = { [slot: string]: string | WordList };

export interface Phrase {
  /** `measure`, `order`, `filler`... */
  slot: string;
  /** `remaining`; empty where the slot has but one. */
  value: string;
  words: string[];
}

export interface Hit {
  slot: string;
  value: string;
  from: number;
  /** Behind its last token. */
  to: number;
}

/** The tokens of a hit. */
export const tokensIn = ({ from, to }: Pick<Hit, 'from' | 'to'>): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** Of phrases as long, those that say more come first. */
const ORDER = [
  'else',
  'past',
  'all',
  'only',
  'need',
  'by',
  'which',
  'order',
  'bound',
  'priority',
  'measure',
  'kind',
  'not',
  'mine',
  'filler',
];

function phrasesOf(list: WordList, path: string[] = []): Phrase[] {
  return Object.entries(list).flatMap(([key, value]) => {
    const at = [...path, key];
    if (typeof value !== 'string') return phrasesOf(value, at);
    const [slot = '', name = ''] = at;
    return value
      .split(',')
      .map((text) => tokensOf(text).map(({ word }) => word))
      .filter((words) => words.length)
      .map((words) => ({ slot, value: name, words }));
  });
}

export class Phrases {
  readonly #first = new Map<string, Phrase[]>();

  constructor(lists: readonly WordList[]) {
    for (const phrase of lists.flatMap((list) => phrasesOf(list))) {
      const list = this.#first.get(phrase.words[0]!) ?? [];
      list.push(phrase);
      this.#first.set(phrase.words[0]!, list);
    }
    const rank = ({ slot }: Phrase): number => (ORDER.indexOf(slot) + ORDER.length) % ORDER.length;
    for (const list of this.#first.values()) list.sort((a, b) => b.words.length - a.words.length || rank(a) - rank(b));
  }

  /** The longest phrase of these slots that begins at a token. */
  at(
    tokens: readonly Token[],
    from: number,
    slots: readonly string[],
    free = (_i: number): boolean => true,
  ): Hit | null {
    for (const { slot, value, words } of this.#first.get(tokens[from]?.word ?? '') ?? [])
      if (slots.includes(slot) && words.every((word, k) => tokens[from + k]?.word === word && free(from + k)))
        return { slot, value, from, to: from + words.length };
    return null;
  }

  /** @param used tokens that are accounted for already */
  find(tokens: readonly Token[], slots: readonly string[], used: ReadonlySet<number> = new Set()): Hit[] {
    const hits: Hit[] = [];
    for (let i = 0; i < tokens.length;) {
      const hit = this.at(tokens, i, slots, (k) => !used.has(k));
      if (hit) hits.push(hit);
      i = hit ? hit.to : i + 1;
    }
    return hits;
  }

  /** The phrases of a slot that are a word alone. */
  single(slot: string): string[] {
    return [...this.#first.values()]
      .flat()
      .flatMap((phrase) => (phrase.slot === slot && phrase.words.length === 1 ? phrase.words : []));
  }

  /** Every word that one of these slots has. */
  words(slots: readonly string[]): string[] {
    return [...this.#first.values()].flat().flatMap(({ slot, words }) => (slots.includes(slot) ? words : []));
  }
}
