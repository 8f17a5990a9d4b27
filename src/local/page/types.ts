/** What the server sends to the page. */

export interface Person {
  name: string;
  role: 'principal' | 'deputy' | 'inspector' | 'proposer' | 'coordinator' | 'reader' | 'suspended' | 'stranger';
  aadObjectId: string;
  institutions: { uai: string; name: string; commune: string }[];
}

export interface Activity {
  text?: string;
  attachments?: { contentType: string; name?: string; contentUrl?: string; content: unknown }[];
  suggestedActions?: { actions: { title: string; value: string }[] };
}

export interface ChatMessage {
  id: string;
  from: 'bot' | 'person';
  at: string;
  edited?: true;
  activity: Activity;
}

export type ChatEvent =
  | { type: 'history'; messages: ChatMessage[] }
  | { type: 'message' | 'update'; message: ChatMessage }
  | { type: 'delete'; id: string }
  | { type: 'typing' };

/** The texts of `locales/fr/local.json`. */
export interface Texts {
  [key: string]: string | Record<string, string>;
  role: Record<string, string>;
  section: Record<string, string>;
}

export type Theme = 'light' | 'dark';

export function text(texts: Texts, key: string): string {
  const found = texts[key];
  if (typeof found !== 'string') throw new Error(`no text ${key}`);
  return found;
}
