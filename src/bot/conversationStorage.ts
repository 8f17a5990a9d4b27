/**
 * Conversation state, one document a conversation: a turn takes its lease and state in one operation and gives both back in
 * another. Also a botbuilder `Storage`: inside a turn it answers from the lease, outside it reads and writes with eTags.
 */
import type { Storage, StoreItems } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { ConversationBusy, StaleConversation } from '../domain/errors';
import type { Conversations } from '../store/conversations';

interface Held {
  token: string;
  activity: string;
  v: number;
  state: string;
  /** What the turn wants kept; undefined: as it was. */
  written?: string;
}

/** A lease that someone holds is waited for; a crashed turn's runs out meanwhile. */
const WAIT_MS = 6_000;
const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 250;

export class ConversationStorage implements Storage {
  readonly #held = new Map<string, Held>();

  constructor(private readonly conversations: Conversations) {}

  /**
   * Claims the activity and takes the conversation for this turn.
   * @returns the lease's token; null when the activity was done already
   * @throws ConversationBusy when another turn keeps the lease too long; StoreAway
   */
  async take(key: string, activity: string): Promise<string | null> {
    const token = randomUUID();
    const waitUntil = performance.now() + WAIT_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const taken = await this.conversations.take(key, { token, activity });
      if (taken.outcome === 'seen') return null;
      if (taken.outcome === 'taken') {
        const { state, v } = taken.conversation;
        this.#held.set(key, { token, activity, v, state });
        return token;
      }
      if (performance.now() + pause > waitUntil) throw new ConversationBusy();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Whether the lease is still this turn's: it may have run out and been taken by the next. */
  holds(key: string, token: string): boolean {
    return this.#held.get(key)?.token === token;
  }

  /** Saves what the turn wrote, marks its activity done, frees the lease. @throws StaleConversation, StoreAway */
  async finish(key: string, token: string): Promise<void> {
    const held = this.#drop(key, token);
    const changed = held?.written === held?.state ? undefined : held?.written;
    if (held && (await this.conversations.finish(key, held.v, held, changed))) return;
    throw new StaleConversation();
  }

  /** Ends a turn that failed: its state stays as it was, its activity is done. @throws StoreAway */
  async forsake(key: string, token: string): Promise<void> {
    const held = this.#drop(key, token);
    if (held) await this.conversations.finish(key, held.v, held);
  }

  /** Forgets a lease that cannot be given back: it runs out by itself, and the activity may come again. */
  abandon(key: string, token: string): void {
    this.#drop(key, token);
  }

  #drop(key: string, token: string): Held | undefined {
    const held = this.#held.get(key);
    if (held?.token !== token) return undefined;
    this.#held.delete(key);
    return held;
  }

  async read(keys: string[]): Promise<StoreItems> {
    const items: StoreItems = {};
    for (const key of keys) {
      const held = this.#held.get(key);
      const found = held ? { v: held.v, state: held.written ?? held.state } : await this.conversations.read(key);
      if (found?.state) items[key] = { ...(JSON.parse(found.state) as object), eTag: String(found.v) };
    }
    return items;
  }

  /** @throws Error on an eTag that no longer stands */
  async write(changes: StoreItems): Promise<void> {
    for (const [key, item] of Object.entries(changes)) {
      const { eTag, ...rest } = item as { eTag?: string };
      const state = JSON.stringify(rest);
      const held = this.#held.get(key);
      if (held) {
        held.written = state;
        continue;
      }
      const version = eTag === undefined || eTag === '*' ? null : Number(eTag);
      if (!(await this.conversations.write(key, state, version)))
        throw new Error(`Storage: error writing "${key}" due to eTag conflict.`);
    }
  }

  async delete(keys: string[]): Promise<void> {
    for (const key of keys) {
      const held = this.#held.get(key);
      if (held) held.written = '';
      else await this.conversations.remove(key);
    }
  }
}
