/** A person in a chat with the bot: types, clicks what is on the screen, sees what stands there. */
import type { Activity } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import type { Member } from '../../src/domain/member';
import { type Button, buttonsOf, inputsOf, wordsOf } from './cardReading';
import type { RecordingConnector } from './recordingConnector';

export interface SpeakerOptions {
  locale?: string;
  conversationType?: string;
}

export class Speaker {
  readonly conversation = `c-${randomUUID()}`;
  /** Status and body of the last post. */
  last: { status: number; body: unknown } = { status: 0, body: null };

  constructor(
    readonly person: Pick<Member, 'aadObjectId' | 'name'>,
    private readonly door: () => string,
    readonly connector: RecordingConnector,
    private readonly options: SpeakerOptions = {},
  ) {}

  /** An activity as Teams shapes it. */
  activity(about: Partial<Activity>): Partial<Activity> {
    const { aadObjectId, name } = this.person;
    return {
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: this.connector.url,
      locale: this.options.locale ?? 'fr-FR',
      from: { id: `29:${aadObjectId}`, aadObjectId, name },
      recipient: { id: '28:relais', name: 'Relais' },
      conversation: {
        ...{ id: this.conversation, name: '', isGroup: false, tenantId: 'test' },
        conversationType: this.options.conversationType ?? 'personal',
      },
      channelData: { tenant: { id: 'test' } },
      ...about,
    };
  }

  async posts(activity: Partial<Activity>): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.door()}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    this.last = { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
    return this.last;
  }

  says(text: string, about: Partial<Activity> = {}): Promise<{ status: number; body: unknown }> {
    return this.posts(this.activity({ text, ...about }));
  }

  /** Says one thing after the other. */
  async saysAll(...texts: string[]): Promise<void> {
    for (const text of texts) await this.says(text);
  }

  addsTheApp(): Promise<{ status: number; body: unknown }> {
    return this.posts(
      this.activity({ type: 'conversationUpdate', membersAdded: [{ id: '28:relais', name: 'Relais' }] }),
    );
  }

  /** The data that a click on a visible button sends, its card's inputs included. */
  click(
    title: string,
    { of, filling = {} }: { of?: string; filling?: Record<string, string> } = {},
  ): Partial<Activity> {
    for (const { id, card, button } of this.buttons().reverse()) {
      if (button.title !== title || (of !== undefined && !button.near.includes(of))) continue;
      const value = { ...inputsOf(card), ...filling, ...button.data };
      return this.activity({ value, replyToId: id });
    }
    throw new Error(
      `no button '${title}'${of ? ` near '${of}'` : ''}; there are: ${this.buttons()
        .map(({ button }) => button.title)
        .join(', ')}`,
    );
  }

  clicks(
    title: string,
    options?: { of?: string; filling?: Record<string, string> },
  ): Promise<{ status: number; body: unknown }> {
    return this.posts(this.click(title, options));
  }

  buttons(): { id: string; card: Record<string, unknown>; button: Button }[] {
    return this.connector.messages(this.conversation).flatMap(({ id, activity }) =>
      (activity.attachments ?? []).flatMap(({ content }) => {
        const card = content as Record<string, unknown>;
        return buttonsOf(card).map((button) => ({ id, card, button }));
      }),
    );
  }

  /** What stands in the chat now, message by message. */
  screen(): string[] {
    return this.connector.messages(this.conversation).map(({ activity }) => readMessage(activity));
  }

  /** The message that was sent or replaced last. */
  lastMessage(): string {
    const messages = [...this.connector.messages(this.conversation)].sort((a, b) => a.touched - b.touched);
    return messages.length ? readMessage(messages.at(-1)!.activity) : '';
  }

  sees(expected: RegExp | string): void {
    const screen = this.screen().join('\n---\n').replaceAll('**', '');
    if (typeof expected === 'string') expect(screen).toContain(expected);
    else expect(screen).toMatch(expected);
  }

  seesNot(unexpected: RegExp): void {
    expect(this.screen().join('\n---\n').replaceAll('**', '')).not.toMatch(unexpected);
  }

  /** The last message is about this. */
  seesLast(expected: RegExp): void {
    expect(this.lastMessage().replaceAll('**', '')).toMatch(expected);
  }

  seesTimes(expected: RegExp, times: number): void {
    const all = new RegExp(expected, 'g');
    expect(this.screen().join('\n').replaceAll('**', '').match(all)?.length ?? 0).toBe(times);
  }
}

const readMessage = ({ text = '', attachments = [] }: Partial<Activity>): string =>
  [text, ...attachments.flatMap(({ content }) => wordsOf(content as never))].filter((part) => part).join('\n');
