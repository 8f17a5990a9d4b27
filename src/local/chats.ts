/** The conversations of the local chat: one a person, kept in files so that they outlive a reload and a restart. */
import type { LocalActivity } from './activity';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fold } from '../domain/words';
import { writeWhole } from './writeWhole';

export interface ChatMessage {
  id: string;
  from: 'bot' | 'person';
  at: string;
  edited?: true;
  activity: LocalActivity;
}

export type ChatEvent =
  | { type: 'history'; messages: ChatMessage[] }
  | { type: 'message' | 'update'; message: ChatMessage }
  | { type: 'delete'; id: string }
  | { type: 'typing' };

const PREFIX = 'local-';
const KEPT = 500; // messages

/** What was said names pupils: no longer than what is ended is kept. */
const KEPT_DAYS = 30;
const isRecent = ({ at }: ChatMessage): boolean => Date.parse(at) > Date.now() - KEPT_DAYS * 86_400_000;

/** Their folder, among what Relais keeps. */
export const CHATS = 'chat';

export const isChatFile = (name: string): boolean => name.startsWith(PREFIX) && name.endsWith('.json');

export const chatIdOf = (aadObjectId: string): string => PREFIX + aadObjectId;

export class Chats {
  readonly events = new EventEmitter().setMaxListeners(0);
  readonly #chats = new Map<string, ChatMessage[]>();
  #last = 0;

  constructor(private readonly dir: string) {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  messages(chat: string): ChatMessage[] {
    let messages = this.#chats.get(chat);
    if (!messages) {
      const file = this.#file(chat);
      messages = (fs.existsSync(file) ? readChat(file) : []).filter(isRecent);
      this.#chats.set(chat, messages);
    }
    return messages;
  }

  has(chat: string, id: string): boolean {
    return this.messages(chat).some((message) => message.id === id);
  }

  /** Ids grow with time, as Teams' do. */
  nextId(): string {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return String(this.#last);
  }

  add(chat: string, from: ChatMessage['from'], activity: LocalActivity, id = this.nextId()): string {
    const message: ChatMessage = { id, from, at: new Date().toISOString(), activity };
    const messages = this.messages(chat);
    messages.push(message);
    messages.splice(0, messages.length - KEPT);
    const recent = messages.findIndex(isRecent);
    messages.splice(0, recent);
    this.#tell(chat, { type: 'message', message });
    return id;
  }

  /** False when there is no such message. */
  update(chat: string, id: string, activity: LocalActivity): boolean {
    const message = this.messages(chat).find((other) => other.id === id);
    if (!message) return false;
    Object.assign(message, { activity, edited: true });
    this.#tell(chat, { type: 'update', message });
    return true;
  }

  remove(chat: string, id: string): boolean {
    const messages = this.messages(chat);
    const at = messages.findIndex((other) => other.id === id);
    if (at < 0) return false;
    messages.splice(at, 1);
    this.#tell(chat, { type: 'delete', id });
    return true;
  }

  /** Takes away what was said with one of these names, by anybody. */
  forget(names: readonly string[]): void {
    const folded = names.map(fold).filter(Boolean);
    const isNamed = ({ activity }: ChatMessage): boolean => {
      const said = ` ${fold(JSON.stringify(activity))} `;
      return folded.some((name) => said.includes(` ${name} `));
    };
    for (const file of fs.readdirSync(this.dir).filter(isChatFile)) {
      const chat = file.replace(/\.json$/, '');
      for (const { id } of this.messages(chat).filter(isNamed)) this.remove(chat, id);
    }
  }

  typing(chat: string): void {
    this.events.emit(chat, { type: 'typing' } satisfies ChatEvent);
  }

  #tell(chat: string, event: ChatEvent): void {
    writeWhole(this.#file(chat), JSON.stringify(this.messages(chat)));
    this.events.emit(chat, event);
  }

  #file(chat: string): string {
    return path.join(this.dir, `${chat.replace(/[^\w-]/g, '')}.json`);
  }
}

/** A file that a power cut left half written is put aside: a chat is not worth a start. */
function readChat(file: string): ChatMessage[] {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as ChatMessage[];
  } catch {
    fs.renameSync(file, `${file}.damaged`);
    return [];
  }
}
