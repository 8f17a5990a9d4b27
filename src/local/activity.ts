/** What the local chat needs of an activity; the rest passes as it is (the SDK's types stay at the bot's edge). */
export interface LocalActivity {
  type?: 'message' | 'typing' | 'conversationUpdate' | 'invoke';
  id?: string;
  text?: string;
  attachments?: { contentType: string; content?: unknown; name?: string }[];
  [field: string]: unknown;
}
