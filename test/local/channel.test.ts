import type { LocalActivity } from '../../src/local/activity';
import { Channel } from '../../src/local/channel';

const text = (said: string): LocalActivity => ({ type: 'message', text: said });
const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
const cards = (...attachments: (typeof card)[]): LocalActivity => ({ type: 'message', attachments });

let now = 0;
let channel: Channel;
beforeEach(() => {
  now = 0;
  channel = new Channel(() => now);
});

test('one text or one card is one message, and its id is told', () => {
  expect(channel.posts('a', text('x'))).toEqual({ status: 201, parts: [text('x')] });
  expect(channel.posts('a', cards(card))).toEqual({ status: 201, parts: [cards(card)] });
  expect(channel.replaces('a', cards(card), true)).toMatchObject({ status: 200, parts: [cards(card)] });
});

test('a text and a card become two messages, and no id is told; so do two cards, unless they stand side by side', () => {
  const both = { ...text('x'), ...cards(card), type: 'message' as const };
  expect(channel.posts('a', both)).toEqual({ status: 202, parts: [text('x'), cards(card)] });
  expect(channel.posts('a', cards(card, card))).toMatchObject({ status: 202, parts: [cards(card), cards(card)] });
  expect(channel.posts('a', { ...cards(card, card), attachmentLayout: 'carousel' })).toMatchObject({ status: 201 });
});

test('a message is not replaced by two, nor by nothing, nor where it is gone', () => {
  const both = { ...text('x'), ...cards(card), type: 'message' as const };
  expect(channel.replaces('a', both, true)).toMatchObject({ status: 400, parts: [], error: { code: 'BadSyntax' } });
  expect(channel.replaces('a', text(' '), true)).toMatchObject({ status: 400, parts: [] });
  expect(channel.replaces('a', text('x'), false)).toMatchObject({ status: 404, parts: [] });
  expect(channel.posts('a', text(''))).toMatchObject({ status: 400, parts: [] });
});

test('more than 100 KB, in UTF-16, is refused', () => {
  expect(channel.posts('a', text('x'.repeat(49_000)))).toMatchObject({ status: 201 });
  expect(channel.posts('a', text('x'.repeat(51_000)))).toMatchObject({ status: 413, parts: [] });
  expect(channel.replaces('a', text('x'.repeat(51_000)), true)).toMatchObject({ status: 413, parts: [] });
});

test('typing is shown, and is no message', () =>
  expect(channel.posts('a', { type: 'typing' })).toEqual({ status: 201, parts: [] }));

test.each([
  [7, 100, '1'],
  [8, 200, '1'],
  [60, 400, '6'],
  [1_800, 1_000, '1800'],
])(
  'the %i messages that Teams takes, each %i ms after the other, then 429 with Retry-After',
  (most, pause, retryAfter) => {
    for (let i = 0; i < most; i++) {
      expect(channel.posts('a', text('x')).status).toBe(201);
      now += pause;
    }
    expect(channel.posts('a', text('x'))).toMatchObject({
      status: 429,
      headers: { 'Retry-After': retryAfter },
      parts: [],
    });
    expect(channel.posts('another conversation', text('x')).status).toBe(201);
    now += Number(retryAfter) * 1_000;
    expect(channel.posts('a', text('x')).status).toBe(201);
  },
);
