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

/** A word's own features, with what each weighs. */
function featuresOfWord(word: string): [string, number][] {
  const padded = ` ${word} `;
  const features: [string, number][] = [[`w ${word}`, WORD_WEIGHT]];
  for (const length of GRAMS)
    for (let at = 0; at + length <= padded.length; at++)
      features.push([padded.slice(at, at + length), 1 / GRAMS.length]);
  return features;
}

/** Words come again: cutting one up costs more than looking it up. */
const MOST_KNOWN = 10_000;

/** The examples that have a feature, and how much of it. */
interface Having {
  examples: Uint16Array;
  values: Float64Array;
}

export class Nearest {
  readonly #known = new Map<string, [string, number][]>();
  readonly #weight = new Map<string, number>();
  readonly #having = new Map<string, Having>();
  readonly #norms: Float64Array;
  readonly #intents: string[];
  /** By example: its intent's place in the list. */
  readonly #intentOf: Uint16Array;

  constructor(readonly examples: readonly Example[]) {
    const features = examples.map(({ words }) => this.#featuresOf(words));
    const counts = new Map<string, number>();
    for (const each of features) for (const name of each.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [name, count] of counts) this.#weight.set(name, Math.log(1 + examples.length / count));
    this.#norms = new Float64Array(examples.length);
    const having = new Map<string, [number, number][]>();
    for (const [example, each] of features.entries()) {
      let square = 0;
      for (const [name, count] of each) {
        const value = count * this.#weight.get(name)!;
        square += value * value;
        const list = having.get(name) ?? [];
        list.push([example, value]);
        having.set(name, list);
      }
      this.#norms[example] = Math.sqrt(square);
    }
    for (const [name, list] of having)
      this.#having.set(name, {
        examples: Uint16Array.from(list, ([example]) => example),
        values: Float64Array.from(list, ([, value]) => value),
      });
    this.#intents = [...new Set(examples.map(({ intent }) => intent))];
    this.#intentOf = Uint16Array.from(examples, ({ intent }) => this.#intents.indexOf(intent));
  }

  /** The intents, the nearest first. What no example has makes everything less near. */
  rank(words: readonly string[]): Ranked[] {
    const unknown = Math.log(1 + this.examples.length);
    const dots = new Float64Array(this.examples.length);
    let square = 0;
    for (const [name, count] of this.#featuresOf(words)) {
      const value = count * (this.#weight.get(name) ?? unknown);
      square += value * value;
      const having = this.#having.get(name);
      if (!having) continue;
      const { examples, values } = having;
      for (let i = 0; i < examples.length; i++) dots[examples[i]!]! += value * values[i]!;
    }
    const norm = Math.sqrt(square);
    const scores = new Float64Array(this.#intents.length);
    const nearest = new Uint16Array(this.#intents.length);
    for (let example = 0; example < dots.length; example++) {
      if (!dots[example]) continue;
      const score = dots[example]! / (norm * this.#norms[example]!);
      const intent = this.#intentOf[example]!;
      if (score <= scores[intent]!) continue;
      scores[intent] = score;
      nearest[intent] = example;
    }
    return this.#intents
      .map((intent, i) => ({ intent, score: scores[i]!, example: nearest[i]! }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
  }

  #featuresOf(words: readonly string[]): Map<string, number> {
    const features = new Map<string, number>();
    for (const [i, word] of words.entries()) {
      let own = this.#known.get(word);
      if (!own) {
        if (this.#known.size >= MOST_KNOWN) this.#known.clear();
        this.#known.set(word, (own = featuresOfWord(word)));
      }
      for (const [feature, weight] of own) features.set(feature, (features.get(feature) ?? 0) + weight);
      const pair = i > 0 ? `p ${words[i - 1]} ${word}` : undefined;
      if (pair !== undefined) features.set(pair, (features.get(pair) ?? 0) + PAIR_WEIGHT);
    }
    return features;
  }
}
