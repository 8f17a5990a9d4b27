/** What a command line says: words, `--name value`, and `--name` alone. */
export interface Flags {
  value(name: string): string | undefined;
  has(name: string): boolean;
}

/** Flags that take no value. */
const ALONE = new Set(['dry-run', 'apply']);

export function readFlags(args: readonly string[]): { flags: Flags; plain: string[] } {
  const values = new Map<string, string>();
  const plain: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (!word.startsWith('--')) plain.push(word);
    else if (ALONE.has(word.slice(2))) values.set(word.slice(2), '');
    else values.set(word.slice(2), args[++i] ?? '');
  }
  return { flags: { value: (name) => values.get(name), has: (name) => values.has(name) }, plain };
}
