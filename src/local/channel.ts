/**
 * What Teams does with what a bot sends: the local chat and the tests stand in for it with this, and are as strict. Each rule has its
 * source; "seen": in Microsoft's Agents Playground 0.2.28, by trying it or in its code.
 */
import type { LocalActivity } from './activity';

/** What the bot is answered, and the messages that stand in the chat afterwards. */
export interface Verdict {
  status: number;
  headers?: Record<string, string>;
  error?: { code: string; message: string };
  parts: LocalActivity[];
}

/** UTF-16 bytes. learn.microsoft.com, "Format your bot messages" and "Limits and specifications": 100 KB with all that belongs to it. */
const LARGEST_MESSAGE = 100_000;

/** Messages to one conversation within so many milliseconds. learn.microsoft.com, "Optimize your bot with rate limiting". */
const LIMITS: readonly { within: number; most: number }[] = [
  { within: 1_000, most: 7 },
  { within: 2_000, most: 8 },
  { within: 30_000, most: 60 },
  { within: 3_600_000, most: 1_800 },
];

export class Channel {
  readonly #sent = new Map<string, number[]>();

  /** @param now milliseconds, of a clock that does not go back */
  constructor(private readonly now: () => number) {}

  /** A new message. */
  posts(conversation: string, activity: LocalActivity): Verdict {
    const refused = this.#throttled(conversation) ?? tooLarge(activity);
    if (refused) return refused;
    if (activity.type === 'typing') return { status: 201, parts: [] };
    const parts = split(activity);
    if (!parts.length) return EMPTY;
    // Two messages come of it, and the bot learns the id of neither: OfficeDev/BotBuilder-MicrosoftTeams#125, msteams-docs#1646; seen.
    return { status: parts.length > 1 ? 202 : 201, parts };
  }

  /** A message in place of another. @param stands whether the other is there */
  replaces(conversation: string, activity: LocalActivity, stands: boolean): Verdict {
    const refused = this.#throttled(conversation) ?? tooLarge(activity);
    if (refused) return refused;
    if (!stands) return refusal(404, 'ActivityNotFoundInConversation', 'Message does not exist in the thread.'); // msteams-docs#6139
    const parts = split(activity);
    if (!parts.length) return EMPTY;
    // OfficeDev/BotBuilder-MicrosoftTeams#126; seen, word for word.
    if (parts.length > 1) return refusal(400, 'BadSyntax', 'Activity resulted into multiple skype activities');
    return { status: 200, parts };
  }

  #throttled(conversation: string): Verdict | null {
    const now = this.now();
    const [longest] = LIMITS.slice(-1);
    const sent = (this.#sent.get(conversation) ?? []).filter((at) => at > now - longest!.within);
    this.#sent.set(conversation, sent);
    for (const { within, most } of LIMITS) {
      const recent = sent.filter((at) => at > now - within);
      if (recent.length < most) continue;
      const seconds = Math.max(1, Math.ceil((recent[0]! + within - now) / 1_000));
      return { ...refusal(429, 'TooManyRequests', 'Throttled'), headers: { 'Retry-After': String(seconds) } };
    }
    sent.push(now);
    return null;
  }
}

const refusal = (status: number, code: string, message: string): Verdict => ({
  status,
  error: { code, message },
  parts: [],
});

/** Seen, word for word. */
const EMPTY = refusal(400, 'BadSyntax', "Activity must include non empty 'text' field or at least 1 attachment");

const tooLarge = (activity: LocalActivity): Verdict | null =>
  JSON.stringify(activity).length * 2 > LARGEST_MESSAGE
    ? refusal(413, 'MessageSizeTooBig', 'Message size too large.') // msteams-docs#1646
    : null;

/** One message a text and one a card, as Teams parts them; cards side by side stay together. */
function split(activity: LocalActivity): LocalActivity[] {
  const { text, attachments = [], ...rest } = activity;
  const said = typeof text === 'string' && text.trim() !== '' ? [{ ...rest, text }] : [];
  const together = rest.attachmentLayout === 'carousel';
  const cards = together ? (attachments.length ? [attachments] : []) : attachments.map((attachment) => [attachment]);
  return [...said, ...cards.map((shown): LocalActivity => ({ ...rest, attachments: shown }))];
}
