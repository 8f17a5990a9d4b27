/** What a command line says: words, `--name value`, and `--name` alone. */
export interface Flags {
  value(name: string): string | undefined;
  has(name: string): boolean;
}

/** Flags that take no value, and those that do. */
const ALONE = new Set(['dry-run', 'apply', 'sent']);
const VALUED = new Set(
  'kind article giver levels department sector on announced by min max list from to since below reason pdf'.split(' '),
);

/** @param refuse what is told of a flag that nobody knows, or that lacks its value. @throws what it throws */
export function readFlags(args: readonly string[], refuse: (flag: string) => never): { flags: Flags; plain: string[] } {
  const values = new Map<string, string>();
  const plain: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (!word.startsWith('--')) plain.push(word);
    else if (ALONE.has(word.slice(2))) values.set(word.slice(2), '');
    else if (VALUED.has(word.slice(2)) && args[i + 1]) values.set(word.slice(2), args[++i]!);
    else refuse(word);
  }
  return { flags: { value: (name) => values.get(name), has: (name) => values.has(name) }, plain };
}
