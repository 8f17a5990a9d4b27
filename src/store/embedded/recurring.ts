/** Strings that recur in a field (a school's code, a state) kept once: what comes from a disk has a copy of its own in every document. */
import { type Doc, isPlain } from './values';

/** A field of more different strings has ids or names: nothing recurs there. */
const MOST_STRINGS = 1_000;

export class Recurring {
  /** By the field's name; null where nothing recurs. */
  readonly #known = new Map<string, Map<string, string> | null>();

  /** Puts the strings that are kept in place of the document's own. */
  share(doc: Doc): void {
    for (const [field, value] of Object.entries(doc))
      if (typeof value === 'string') doc[field] = this.#kept(field, value);
      else if (isPlain(value)) this.share(value);
  }

  #kept(field: string, text: string): string {
    const known = this.#known.get(field) ?? new Map<string, string>();
    const kept = known.get(text);
    if (kept !== undefined || this.#known.get(field) === null) return kept ?? text;
    this.#known.set(field, known.size < MOST_STRINGS ? known.set(text, text) : null);
    return text;
  }
}
