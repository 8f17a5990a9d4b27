/** How near a sentence is to the examples of each intent. */
import type { Lexicon } from './lexicon';
import { Nearest, type Ranked } from './nearest';

/** The words that tell weigh so many times the whole sentence. */
const TELLING_WEIGHT = 2;

export class Intents {
  readonly #whole: Nearest;
  /** The same without the words that sentences are filled with. */
  readonly #telling: Nearest;

  constructor(private readonly lexicon: Lexicon) {
    this.#whole = new Nearest(lexicon.examples);
    this.#telling = new Nearest(
      lexicon.examples.map(({ intent, words }) => ({ intent, words: lexicon.telling(words) })),
    );
  }

  /** The better of two measures: a short sentence is known by all of its words, a long one by those that tell. */
  rank(words: readonly string[]): Map<string, Ranked> {
    const best = new Map(this.#whole.rank(words).map((ranked) => [ranked.intent, ranked]));
    const telling = this.lexicon.telling(words);
    if (!telling.length) return best;
    for (const ranked of this.#telling.rank(telling)) {
      const whole = best.get(ranked.intent)?.score ?? 0;
      const score = (ranked.score * TELLING_WEIGHT + whole) / (TELLING_WEIGHT + 1);
      if (score > whole) best.set(ranked.intent, { ...ranked, score });
    }
    return best;
  }

  /** The words of an example. */
  wordsOf({ example }: Ranked): readonly string[] {
    return this.lexicon.examples[example]!.words;
  }
}
