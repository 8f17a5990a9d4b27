/** A Bot Connector that takes whatever is sent, and keeps what each conversation was told. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const cards = new Map<string, { id: string; text: string }>();
/** How often each text, or a card, was sent or took another's place. */
const told = new Map<string, string[]>();
let sent = 0;

export const CARD = 'card';

const server = http.createServer((req, res) => {
  // Who somebody is: asked of Teams where the store does not know them.
  if (req.method === 'GET') return void res.writeHead(404).end();
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const [, conversation = '', id] = /conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(req.url ?? '') ?? [];
    const text = Buffer.concat(chunks).toString();
    const made = req.method === 'PUT' && id ? id : `a${++sent}`;
    if (text.includes('AdaptiveCard')) cards.set(conversation, { id: made, text });
    const { type, text: words = CARD } = JSON.parse(text) as { type: string; text?: string };
    if (type === 'message') told.set(conversation, [...(told.get(conversation) ?? []), words]);
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ id: made }));
  });
});

export const listen = (): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
export const close = (): void => void server.close();
export const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The card that was sent last, or took another's place. @throws Error when there is none: the bot did not do what was asked */
export function cardOf(conversation: string): { id: string; text: string } {
  const card = cards.get(conversation);
  if (!card) throw new Error('no card was sent');
  return card;
}

/** What a conversation was told since it was asked last: texts, and `CARD` for each card. */
export function news(conversation: string): string[] {
  const all = told.get(conversation) ?? [];
  told.delete(conversation);
  return all;
}
