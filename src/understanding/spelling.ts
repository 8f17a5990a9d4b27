/**
 * Words that are a slip of the finger away from known ones, by their spellings with letters left out (the symmetric deletes of
 * W. Garbe's SymSpell): a look-up costs the word's own length, whatever the number of known words.
 */

/** Shorter words come close to anything. In characters. */
const SHORTEST = 5;
/** Longer ones are no words. */
const LONGEST = 24;

const withoutOne = (word: string): string[] =>
  Array.from({ length: word.length }, (_, i) => word.slice(0, i) + word.slice(i + 1));

/** Optimal string alignment: letters added, left out, exchanged for another or for their neighbour. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

export class Spelling {
  readonly #words: Set<string>;
  readonly #near = new Map<string, Set<string>>();

  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
    for (const word of this.#words)
      if (word.length >= SHORTEST - 1 && word.length <= LONGEST)
        for (const each of [word, ...withoutOne(word)]) {
          const near = this.#near.get(each) ?? new Set();
          this.#near.set(each, near.add(word));
        }
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** Known words one slip away, beginning with the same letter; none for a word that is known, or too short. */
  near(word: string): string[] {
    if (word.length < SHORTEST || word.length > LONGEST || this.#words.has(word)) return [];
    const found = new Set<string>();
    for (const each of [word, ...withoutOne(word)])
      for (const known of this.#near.get(each) ?? [])
        if (known[0] === word[0] && distance(word, known) === 1) found.add(known);
    return [...found];
  }
}
