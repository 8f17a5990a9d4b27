/** A person in a chat with the bot: types, clicks what is on the screen, sees what stands there. */
import type { Activity } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { type Button, buttonsOf, inputsOf, wordsOf } from './cardReading';
import type { RecordingConnector } from './recordingConnector';

/** People read and type; limits of the channel are for programs. */
const BETWEEN_TURNS_MS = 5_000;

/** Of the tenant, whoever knows them. */
export interface Person {
  aadObjectId: string;
  name: string;
}

export interface SpeakerOptions {
  locale?: string;
  conversationType?: string;
}

export class Speaker {
  readonly conversation = `c-${randomUUID()}`;
  /** Status and body of the last post. */
  last: { status: number; body: unknown } = { status: 0, body: null };
  #inFlight = 0;
  /** Until all that was sent at once is answered. */
  #isCrowded = false;
  /** What was filled in and not sent, by message: Teams forgets it when the message is replaced. */
  readonly #filled = new Map<string, { touched: number; values: Record<string, string> }>();

  constructor(
    readonly person: Person,
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

  /** @throws Error when what was sent in answer is not as Teams takes it */
  async posts(activity: Partial<Activity>): Promise<{ status: number; body: unknown }> {
    this.connector.timePasses(BETWEEN_TURNS_MS);
    this.#isCrowded = ++this.#inFlight > 1 || this.#isCrowded;
    const response = await fetch(`${this.door()}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    this.last = { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
    // Whoever sends much at once is throttled, and the bot waits: nothing is wrong with what it sent.
    const problems = this.connector.problems.splice(0).filter((each) => !this.#isCrowded || !each.startsWith('429'));
    this.#isCrowded = --this.#inFlight > 0;
    if (problems.length) throw new Error(problems.join('\n'));
    return this.last;
  }

  says(text: string, about: Partial<Activity> = {}): Promise<{ status: number; body: unknown }> {
    return this.posts(this.activity({ text, ...about }));
  }

  /** Sends a file, as Teams shapes it: learn.microsoft.com, "Send and receive files from a bot". */
  sendsFile(name: string, bytes: Uint8Array, downloadUrl = `${this.connector.url}/files/${name}`) {
    this.connector.files.set(name, bytes);
    const content = { downloadUrl, uniqueId: randomUUID(), fileType: name.split('.').at(-1) };
    const attachment = { contentType: 'application/vnd.microsoft.teams.file.download.info', name, content };
    return this.posts(
      this.activity({ text: '', attachments: [attachment, { contentType: 'text/html', content: '<p></p>' }] }),
    );
  }

  /** Answers the file that was offered last, as Teams does: learn.microsoft.com, "Send and receive files from a bot". @returns what was put */
  async answersFile(action: 'accept' | 'decline' = 'accept', uploadUrl?: string): Promise<Uint8Array | undefined> {
    const offered = this.connector
      .messages(this.conversation)
      .findLast(({ activity }) => activity.attachments?.[0]?.contentType === FILE_CONSENT);
    const [attachment] = offered?.activity.attachments ?? [];
    if (!offered || !attachment) throw new Error(`no file is offered; last: ${this.lastMessage()}`);
    const { acceptContext, declineContext } = attachment.content as Record<string, unknown>;
    const id = randomUUID();
    this.connector.sessions.add(id);
    const name = attachment.name ?? '';
    const uploadInfo = {
      ...{ name, uniqueId: id, fileType: name.split('.').at(-1) },
      contentUrl: `${this.connector.url}/files/${id}`,
      uploadUrl: uploadUrl ?? `${this.connector.url}/uploads/${id}`,
    };
    const value =
      action === 'accept'
        ? { type: 'fileUpload', action, context: acceptContext, uploadInfo }
        : { type: 'fileUpload', action, context: declineContext };
    await this.posts(this.activity({ type: 'invoke', name: 'fileConsent/invoke', value, replyToId: offered.id }));
    return this.connector.files.get(id);
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
      const value = { ...inputsOf(card), ...this.#filledIn(id), ...filling, ...button.data };
      return this.activity({ value, replyToId: id });
    }
    throw new Error(
      `no button '${title}'${of ? ` near '${of}'` : ''}; there are: ${this.buttons()
        .map(({ button }) => button.title)
        .join(', ')}`,
    );
  }

  /** Fills in the last card that has inputs, and does not send it. */
  fills(values: Record<string, string>): void {
    const messages = this.connector.messages(this.conversation);
    const form = messages.findLast(({ activity }) =>
      (activity.attachments ?? []).some(({ content }) => Object.keys(inputsOf(content as never)).length > 0),
    );
    if (!form) throw new Error('no card to fill in');
    this.#filled.set(form.id, { touched: form.touched, values: { ...this.#filledIn(form.id), ...values } });
  }

  #filledIn(id: string): Record<string, string> {
    const filled = this.#filled.get(id);
    const message = this.connector.messages(this.conversation).find((each) => each.id === id);
    return filled && filled.touched === message?.touched ? filled.values : {};
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

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

const readMessage = ({ text = '', attachments = [] }: Partial<Activity>): string =>
  [text, ...attachments.flatMap(({ content, name }) => [...(name ? [name] : []), ...wordsOf(content as never)])]
    .filter((part) => part)
    .join('\n')
    .replaceAll('\u00a0', ' '); // French's own, before ? ! : ; »
