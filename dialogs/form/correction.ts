/** What a person writes to change one line of a form: `prénom`, `le prénom c'est Lina`, `non c'est 6B`, `modifier la classe`. */
import { fold } from '../../src/domain/words';

/** A line by its name, and by what people call it. */
export interface Line {
  name: string;
  /** Its label, and other words for it, folded. */
  called: readonly string[];
  /** What it would read of a text; null when it would not take it. */
  reads: (text: string) => string | null;
  kind: 'text' | 'date' | 'choice';
}

export type Correction = { line: string; value?: string };

/** Words before the name of a line. */
const BEFORE = new Set(
  'non,no,pardon,oups,en,fait,desole,desolee,corriger,corrige,modifier,modifie,changer,change,correct,edit,le,la,les,l,son,sa,ses,mon,the,his,her,its'.split(
    ',',
  ),
);
/** Words between a line and its new value. */
const BETWEEN = new Set('c,est,c est,ce,cest,plutot,par,en,a,is,it,s,it s,its,to,should,be'.split(','));

/**
 * The line that is meant, with its new value where one is given; null when neither is told. Nothing is guessed between two lines.
 * @param named only a line that is called by its name
 */
export function correctionIn(
  text: string,
  lines: readonly Line[],
  { named: namedOnly = false } = {},
): Correction | null {
  const words = text
    .replace(/[:=→]+/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  let start = 0;
  while (start < words.length && BEFORE.has(fold(words[start]!).replace(/^l /, ''))) start++;
  const named = lineAt(words.slice(start), lines);
  if (named) {
    const value = valueIn(words.slice(start + named.length));
    const others = lines.filter(({ name }) => name !== named.line);
    if (words.slice(start + named.length).some((_word, i, rest) => lineAt(rest.slice(i), others))) return null;
    return value ? { line: named.line, value } : { line: named.line };
  }
  if (namedOnly) return null;
  const value = valueIn(words.slice(start));
  const saysWhat = start > 0 || BETWEEN.has(fold(words[0] ?? ''));
  if (!saysWhat || !value || /^\d+$/.test(value)) return null; // a bare number may be a class, or one of a list
  const taking = lines.filter(({ reads, kind }) => kind !== 'text' && reads(value) !== null);
  const texts = lines.filter(({ reads, kind }) => kind === 'text' && reads(value) !== null);
  const [only, another] = taking.length ? taking : texts;
  return only && !another ? { line: only.name, value } : null;
}

/** The line that these words begin with; the longest name wins (`nom de famille` before `nom`). */
function lineAt(words: readonly string[], lines: readonly Line[]): { line: string; length: number } | null {
  let best: { line: string; length: number } | null = null;
  for (const { name, called } of lines)
    for (const each of called) {
      const length = lengthOf(each, words);
      if (length > (best?.length ?? 0)) best = { line: name, length };
    }
  return best;
}

/** How many words spell this name: `l'âge` and `date  de naissance` are written in many ways. */
function lengthOf(called: string, words: readonly string[]): number {
  const longest = called.split(' ').length;
  for (let length = longest; length > 0; length--) {
    const said = fold(words.slice(0, length).join(' '));
    if (said === called || said === `l ${called}`) return length;
  }
  return 0;
}

/** That a value is wrong, and not what it should be. */
const WRONG =
  /^(?:(?:n est )?pas|mal|a changer|faux|fausse|incorrecte?|inexacte?|mauvaise?|a corriger|wrong|not right)\b/;

function valueIn(words: readonly string[]): string {
  let start = 0;
  while (start < words.length && BETWEEN.has(fold(words[start]!))) start++;
  const value = words.slice(start).join(' ');
  return WRONG.test(fold(value)) ? '' : value;
}
