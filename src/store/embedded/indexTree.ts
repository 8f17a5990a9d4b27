/** The entries of an index: a level for each of its fields, and below the last the ids of the documents. */

/** Below the last field: one id, as in every unique index, or several. */
type Leaf = string | Set<string>;
type Below = Branch | Leaf;

export class Branch {
  /** Entries below. */
  size = 0;
  readonly keys = new Map<string, Below>();
}

const sizeOf = (below: Below): number => (typeof below === 'string' ? 1 : below.size);

/** Every id below, once an entry. */
export function* idsBelow(below: Below): Generator<string> {
  if (typeof below === 'string') yield below;
  else if (below instanceof Set) yield* below;
  else for (const inner of below.keys.values()) yield* idsBelow(inner);
}

export class IndexTree {
  readonly #root = new Branch();

  /** @param path a key for each field */
  add(path: string[], id: string): void {
    let branch = this.#root;
    branch.size++;
    for (const key of path.slice(0, -1)) {
      let inner = branch.keys.get(key) as Branch | undefined;
      if (!inner) branch.keys.set(key, (inner = new Branch()));
      inner.size++;
      branch = inner;
    }
    const last = path.at(-1)!;
    const leaf = branch.keys.get(last) as Leaf | undefined;
    if (leaf === undefined) branch.keys.set(last, id);
    else if (typeof leaf === 'string') branch.keys.set(last, new Set([leaf, id]));
    else leaf.add(id);
  }

  remove(path: string[], id: string): void {
    const branches = [this.#root];
    for (const key of path.slice(0, -1)) {
      const inner = branches.at(-1)!.keys.get(key) as Branch | undefined;
      if (!inner) return;
      branches.push(inner);
    }
    const last = path.at(-1)!;
    const leaf = branches.at(-1)!.keys.get(last) as Leaf | undefined;
    if (leaf === undefined || (typeof leaf === 'string' ? leaf !== id : !leaf.delete(id))) return;
    if (typeof leaf === 'string' || !leaf.size) branches.at(-1)!.keys.delete(last);
    for (const [depth, branch] of branches.entries()) {
      branch.size--;
      if (depth && !branch.size) branches[depth - 1]!.keys.delete(path[depth - 1]!);
    }
  }

  /** The ids of one key of the last field. */
  leaf(path: string[]): Leaf | undefined {
    let below: Below | undefined = this.#root;
    for (const key of path) below = (below as Branch | undefined)?.keys.get(key);
    return below as Leaf | undefined;
  }

  /**
   * What stands below the keys that are wanted of each field in turn.
   * @param wanted null: every key of that field
   */
  *below(wanted: (string[] | null)[], from: Below = this.#root): Generator<{ below: Below; size: number }> {
    const [keys, ...rest] = wanted;
    if (keys === undefined) {
      yield { below: from, size: sizeOf(from) };
      return;
    }
    const { keys: there } = from as Branch;
    for (const inner of keys?.map((key) => there.get(key)) ?? there.values())
      if (inner !== undefined) yield* this.below(rest, inner);
  }
}
