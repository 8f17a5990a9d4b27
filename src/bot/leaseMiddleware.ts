/** One turn at a time in a conversation, each activity once, state saved where it still stands. */
import type { ConversationState, Middleware, TurnContext } from 'botbuilder';
import { StaleConversation, StoreAway } from '../domain/errors';
import type { ConversationStorage } from './conversationStorage';

export class LeaseMiddleware implements Middleware {
  constructor(
    private readonly storage: ConversationStorage,
    private readonly state: ConversationState,
  ) {}

  /** @throws ConversationBusy, StaleConversation, StoreAway, and whatever the turn throws */
  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const key = this.state.getStorageKey(context)!;
    const token = await this.storage.take(key, context.activity.id!);
    if (token === null) return;
    try {
      await next();
      if (!this.storage.holds(key, token)) throw new StaleConversation();
      await this.state.saveChanges(context);
    } catch (error) {
      if (error instanceof StoreAway) this.storage.abandon(key, token);
      else await this.storage.forsake(key, token);
      throw error;
    }
    await this.storage.finish(key, token);
  }
}
