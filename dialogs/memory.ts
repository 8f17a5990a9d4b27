/** What a conversation keeps beside its forms: the last question, the language that was written, how often nothing was understood. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { Language } from '../src/domain/member';
import { type Question, readQuestion, writeQuestion } from '../src/domain/question';

interface Remembered {
  question?: string;
  language?: Language;
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

  async language(context: TurnContext): Promise<Language | undefined> {
    return (await this.#kept.get(context, {})).language;
  }

  async wrote(context: TurnContext, language: Language): Promise<void> {
    (await this.#kept.get(context, {})).language = language;
  }

  /** How many apologies there were before this one. */
  async apologises(context: TurnContext): Promise<number> {
    const kept = await this.#kept.get(context, {});
    const before = kept.apologies ?? 0;
    kept.apologies = before + 1;
    return before;
  }
}
