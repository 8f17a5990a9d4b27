/**
 * The intent of a sentence: that of the example sentence nearest to it, by the words and the runs of letters that both have,
 * weighed by how telling each is (TF-IDF, cosine). ADR 13 compares it with others.
 */

export interface Example {
  intent: string;
  /** Words, the slots masked. */
  words: readonly string[];
}

export interface Ranked {
  intent: string;
  /** From 0 to 1: the cosine to its nearest example. */
  score: number;
  /** The example's place in the list. */
  example: number;
}

/** Runs of letters of these lengths hold typos and endings. */
const GRAMS = [3, 4];
/** A word tells more than a part of one. */
const WORD_WEIGHT = 1.6;
const PAIR_WEIGHT = 1.2;

function featuresOf(words: readonly string[]): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number): void =>
    void features.set(feature, (features.get(feature) ?? 0) + weight);
  for (const [i, word] of words.entries()) {
    add(`w ${word}`, WORD_WEIGHT);
    if (i > 0) add(`p ${words[i - 1]} ${word}`, PAIR_WEIGHT);
    const padded = ` ${word} `;
    for (const length of GRAMS)
      for (let at = 0; at + length <= padded.length; at++) add(padded.slice(at, at + length), 1 / GRAMS.length);
  }
  return features;
}

export class Nearest {
  readonly #weight = new Map<string, number>();
  /** By feature: the examples that have it, and how much of it. */
  readonly #examples = new Map<string, { example: number; value: number }[]>();
  readonly #norms: number[] = [];

  constructor(readonly examples: readonly Example[]) {
    const features = examples.map(({ words }) => featuresOf(words));
    const counts = new Map<string, number>();
    for (const each of features) for (const name of each.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [name, count] of counts) this.#weight.set(name, Math.log(1 + examples.length / count));
    for (const [example, each] of features.entries()) {
      let square = 0;
      for (const [name, count] of each) {
        const value = count * this.#weight.get(name)!;
        square += value * value;
        const list = this.#examples.get(name) ?? [];
        list.push({ example, value });
        this.#examples.set(name, list);
      }
      this.#norms.push(Math.sqrt(square));
    }
  }

  /** The intents, the nearest first. What no example has makes everything less near. */
  rank(words: readonly string[]): Ranked[] {
    const unknown = Math.log(1 + this.examples.length);
    const dots = new Float64Array(this.examples.length);
    let square = 0;
    for (const [name, count] of featuresOf(words)) {
      const value = count * (this.#weight.get(name) ?? unknown);
      square += value * value;
      for (const { example, value: theirs } of this.#examples.get(name) ?? []) dots[example]! += value * theirs;
    }
    const norm = Math.sqrt(square);
    const best = new Map<string, Ranked>();
    for (const [example, { intent }] of this.examples.entries()) {
      const score = dots[example] ? dots[example] / (norm * this.#norms[example]!) : 0;
      if (score > (best.get(intent)?.score ?? 0)) best.set(intent, { intent, score, example });
    }
    return [...best.values()].sort((a, b) => b.score - a.score);
  }
}
