/** The entries of an index: a level for each of its fields, and below the last the ids of the documents. */

/** Below the last field: one id, as in every unique index, or several. */
type Leaf = string | Set<string>;
type Below = Branch | Leaf;

/** One level. Most have a single key (a pupil's unit), which is kept without a Map: that would take half a kilobyte. */
export class Branch {
  /** Entries below. */
  size = 0;
  #key: string | undefined;
  #below: Below | undefined;
  #more: Map<string, Below> | undefined;

  get(key: string): Below | undefined {
    return this.#key === key ? this.#below : this.#more?.get(key);
  }

  set(key: string, below: Below): void {
    if (this.#key === key || (this.#key === undefined && !this.#more)) {
      this.#key = key;
      this.#below = below;
    } else (this.#more ??= new Map<string, Below>()).set(key, below);
  }

  delete(key: string): void {
    if (this.#key === key) this.#key = this.#below = undefined;
    else this.#more?.delete(key);
  }

  *values(): Generator<Below> {
    if (this.#below !== undefined) yield this.#below;
    if (this.#more) yield* this.#more.values();
  }
}

const sizeOf = (below: Below): number => (typeof below === 'string' ? 1 : below.size);

/** Every id below, once an entry. */
export function* idsBelow(below: Below): Generator<string> {
  if (typeof below === 'string') yield below;
  else if (below instanceof Set) yield* below;
  else for (const inner of below.values()) yield* idsBelow(inner);
}

export class IndexTree {
  readonly #root = new Branch();

  /** @param path a key for each field */
  add(path: string[], id: string): void {
    let branch = this.#root;
    branch.size++;
    for (const key of path.slice(0, -1)) {
      let inner = branch.get(key) as Branch | undefined;
      if (!inner) branch.set(key, (inner = new Branch()));
      inner.size++;
      branch = inner;
    }
    const last = path.at(-1)!;
    const leaf = branch.get(last) as Leaf | undefined;
    if (leaf === undefined) branch.set(last, id);
    else if (typeof leaf === 'string') branch.set(last, new Set([leaf, id]));
    else leaf.add(id);
  }

  remove(path: string[], id: string): void {
    const branches = [this.#root];
    for (const key of path.slice(0, -1)) {
      const inner = branches.at(-1)!.get(key) as Branch | undefined;
      if (!inner) return;
      branches.push(inner);
    }
    const last = path.at(-1)!;
    const leaf = branches.at(-1)!.get(last) as Leaf | undefined;
    if (leaf === undefined || (typeof leaf === 'string' ? leaf !== id : !leaf.delete(id))) return;
    if (typeof leaf === 'string' || !leaf.size) branches.at(-1)!.delete(last);
    for (const [depth, branch] of branches.entries()) {
      branch.size--;
      if (depth && !branch.size) branches[depth - 1]!.delete(path[depth - 1]!);
    }
  }

  /** The ids of one key of the last field. */
  leaf(path: string[]): Leaf | undefined {
    let below: Below | undefined = this.#root;
    for (const key of path) below = (below as Branch | undefined)?.get(key);
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
    const branch = from as Branch;
    for (const inner of keys?.map((key) => branch.get(key)) ?? branch.values())
      if (inner !== undefined) yield* this.below(rest, inner);
  }
}
