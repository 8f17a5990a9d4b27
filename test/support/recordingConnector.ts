/** A Bot Connector that keeps what the bot sends: create, reply, update, delete over real HTTP; it can be made to fail. */
import type { Activity } from 'botbuilder';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  id: string;
  activity: Partial<Activity>;
  /** Grows with every message that is sent or replaced. */
  touched: number;
}

export interface Failure {
  method: string;
  /** An HTTP status; or the connection breaks, or no answer ever comes. */
  status: number | 'drop' | 'hang';
  /** Of this conversation, or type of activity, alone. */
  conversation?: string;
  type?: string;
  /** As long as it stands in the list; otherwise once. */
  lasting?: true;
}

export class RecordingConnector {
  readonly #server = http.createServer((req, res) => void this.#handle(req, res));
  readonly #conversations = new Map<string, Recorded[]>();
  /** Every call, in order: method and type of activity. */
  readonly calls: { method: string; type: string }[] = [];
  /** What happens to the next calls that match; taken from the front. */
  readonly failures: Failure[] = [];
  #last = 0;
  #touches = 0;

  static async start(): Promise<RecordingConnector> {
    const connector = new RecordingConnector();
    await new Promise<void>((resolve) => connector.#server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What stands in a conversation now, updates applied. */
  messages(conversation: string): Recorded[] {
    return this.#conversations.get(conversation) ?? [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const activity = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Partial<Activity>;
    const method = req.method ?? '';
    const [, conversation = '', id] =
      /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(req.url ?? '') ?? [];
    this.calls.push({ method, type: activity.type ?? '' });
    const failure = this.failures.find(
      (each) =>
        each.method === method &&
        (each.conversation ?? conversation) === conversation &&
        (each.type ?? activity.type) === activity.type,
    );
    if (failure) {
      if (!failure.lasting) this.failures.splice(this.failures.indexOf(failure), 1);
      if (failure.status === 'hang') return;
      if (failure.status === 'drop') return void res.socket?.destroy();
      return this.#answer(res, failure.status, { error: { code: 'test', message: 'made to fail' } });
    }
    const messages = this.#conversations.get(decodeURIComponent(conversation)) ?? [];
    this.#conversations.set(decodeURIComponent(conversation), messages);
    if (method === 'PUT') {
      const found = messages.find((message) => message.id === id);
      if (found) Object.assign(found, { activity, touched: ++this.#touches });
      return this.#answer(res, found ? 200 : 404, { id });
    }
    const created = `a${++this.#last}`;
    if (activity.type === 'message') messages.push({ id: created, activity, touched: ++this.#touches });
    this.#answer(res, 200, { id: created });
  }

  #answer(res: http.ServerResponse, status: number, body: object): void {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(body));
  }
}
