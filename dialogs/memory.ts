/** What a conversation keeps beside its forms: the last question, the language that was written, the last click, how often nothing was understood. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { CommandName } from '../src/catalogue';
import type { CommandSlots } from '../src/cards/click';
import type { Language } from '../src/domain/member';
import { type Question, readQuestion, writeQuestion } from '../src/domain/question';

/** Impatient fingers, or a mouse that is used to files. */
const DOUBLE_CLICK_MS = 3_000;

/** Where it is, and what was in it. */
export interface SentFile {
  url: string;
  hash: string;
  /** A list of people, without it. */
  of?: 'institutions' | 'serials' | 'connections';
  /** The operation that it was shown for. */
  campaign?: string;
}

/** A command that waits for a yes: its card loses its buttons when it is answered in writing. */
export interface Ask {
  act: CommandName;
  slots: CommandSlots;
  card?: string;
}

/** What the last message on the screen may ask, beside a form's review, which is asked by the form's id. */
export const A_COMMAND = 'command';
export const A_FILE = 'file';

interface Remembered {
  question?: string;
  language?: Language;
  /** The button of a form that was clicked last. */
  pressed?: { button: string; at: number };
  /** A list that was sent and is not imported yet. */
  file?: SentFile;
  /** What was asked beside any form: a yes means it, if nothing was shown since. */
  ask?: Ask;
  /** What the last message on the screen asks. */
  asked?: string;
  /** What was done just now, and can be taken back. */
  undo?: CommandSlots;
  /** Raised at each apology, so that none comes twice in a row. */
  apologies?: number;
}

export class Memory {
  readonly #kept: StatePropertyAccessor<Remembered>;

  constructor(state: ConversationState) {
    this.#kept = state.createProperty<Remembered>('memory');
  }

  async question(context: TurnContext): Promise<Question | null> {
    const { question } = await this.#kept.get(context, {});
    return question === undefined ? null : readQuestion(question);
  }

  async asked(context: TurnContext, question: Question): Promise<void> {
    (await this.#kept.get(context, {})).question = writeQuestion(question);
  }

  async file(context: TurnContext): Promise<SentFile | undefined> {
    return (await this.#kept.get(context, {})).file;
  }

  async keepsFile(context: TurnContext, file: SentFile | undefined): Promise<void> {
    const kept = await this.#kept.get(context, {});
    if (file) kept.file = file;
    else delete kept.file;
  }

  async asks(context: TurnContext, ask: Ask): Promise<void> {
    (await this.#kept.get(context, {})).ask = ask;
  }

  /** Forgets it. @returns the command that waited for a yes */
  async answersAsk(context: TurnContext): Promise<Ask | undefined> {
    const kept = await this.#kept.get(context, {});
    const { ask } = kept;
    if (ask) delete kept.ask;
    return ask;
  }

  async canUndo(context: TurnContext, what: CommandSlots): Promise<void> {
    (await this.#kept.get(context, {})).undo = what;
  }

  /** Forgets it. @returns what the turn before did, and can be taken back */
  async takesUndo(context: TurnContext): Promise<CommandSlots | undefined> {
    const kept = await this.#kept.get(context, {});
    const { undo } = kept;
    if (undo) delete kept.undo;
    return undo;
  }

  /** What the last message on the screen asks. */
  async lastAsked(context: TurnContext): Promise<string> {
    return (await this.#kept.get(context, {})).asked ?? '';
  }

  async keepsLastAsked(context: TurnContext, asked: string): Promise<void> {
    (await this.#kept.get(context, {})).asked = asked;
  }

  async language(context: TurnContext): Promise<Language | undefined> {
    return (await this.#kept.get(context, {})).language;
  }

  async wrote(context: TurnContext, language: Language): Promise<void> {
    (await this.#kept.get(context, {})).language = language;
  }

  /** Notes a form's button that is clicked now. @returns whether it is the second of a double click */
  async presses(context: TurnContext, button: string, now: number): Promise<boolean> {
    const kept = await this.#kept.get(context, {});
    const isSecond = kept.pressed?.button === button && now - kept.pressed.at < DOUBLE_CLICK_MS;
    kept.pressed = { button, at: now };
    return isSecond;
  }

  /** How many apologies there were before this one. */
  async apologises(context: TurnContext): Promise<number> {
    const kept = await this.#kept.get(context, {});
    const before = kept.apologies ?? 0;
    kept.apologies = before + 1;
    return before;
  }
}
