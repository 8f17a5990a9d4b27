/** Speaks to the server as one person. */
import type { ChatEvent, Person, Texts } from './types.js';

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

export const fetchPeople = (): Promise<Person[]> => getJson('/local/people');
export const fetchTexts = (): Promise<Texts> => getJson('/local/texts');

export interface Said {
  text?: string;
  value?: unknown;
  replyToId?: string;
  verb?: string;
  file?: { name: string; base64: string };
  consent?: 'accept' | 'decline';
}

/** @returns what closes it */
export function listen(person: Person, hear: (event: ChatEvent) => void): () => void {
  const source = new EventSource(`/local/chats/${person.aadObjectId}/events`);
  source.onmessage = (event: MessageEvent<string>) => hear(JSON.parse(event.data) as ChatEvent);
  return () => source.close();
}

/** @returns the HTTP status that the bot answered with */
export async function say(person: Person, said: Said): Promise<number> {
  const response = await fetch(`/local/chats/${person.aadObjectId}/say`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
  });
  if (!response.ok) return response.status;
  return ((await response.json()) as { status: number }).status;
}
