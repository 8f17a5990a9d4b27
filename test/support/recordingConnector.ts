/** A Bot Connector that keeps what the bot sends, over real HTTP, by Teams' own rules (`Channel`); it can be made to fail. */
import type { Activity } from 'botbuilder';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalActivity } from '../../src/local/activity';
import { Channel, type Verdict } from '../../src/local/channel';
import { statusOf } from '../../src/local/localDrive';
import { cardProblems } from './cardRules';

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
  /** Files that people sent, by name: where Teams would keep them. */
  readonly files = new Map<string, Uint8Array>();
  /** Files that were accepted, and are awaited. */
  readonly sessions = new Set<string>();
  /** E-mails of the tenant's people, by object id; the others are told as Teams tells whoever left. */
  readonly roster = new Map<string, string>();
  namesAccountsBy: 'objectId' | 'aadObjectId' = 'objectId';
  /** What is wrong with what was sent, whatever the test is about. */
  readonly problems: string[] = [];
  /** Time passes as tests run, and as people type and read. In milliseconds. */
  #skipped = 0;
  readonly #channel = new Channel(() => performance.now() + this.#skipped);
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

  /** Somebody reads, types, presses. */
  timePasses(milliseconds: number): void {
    this.#skipped += milliseconds;
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
    const isJson = String(req.headers['content-type'] ?? '').startsWith('application/json');
    const activity = JSON.parse((isJson && Buffer.concat(chunks).toString('utf8')) || '{}') as Partial<Activity>;
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
    const upload = /^\/uploads\/(.+)$/.exec(req.url ?? '')?.[1];
    if (method === 'PUT' && upload !== undefined) {
      const bytes = Buffer.concat(chunks);
      const range = String(req.headers['content-range'] ?? '');
      const status = statusOf(range, bytes.length, this.sessions.delete(upload));
      if (status === 201) this.files.set(upload, bytes);
      else this.problems.push(`${status} for an upload: ${range}`);
      return this.#answer(res, status, {});
    }
    const file = /^\/files\/(.+)$/.exec(req.url ?? '')?.[1];
    if (file !== undefined) {
      const bytes = this.files.get(file);
      res.writeHead(bytes ? 200 : 404);
      return void res.end(bytes);
    }
    const asked = /\/members\/([^/?]+)$/.exec(req.url ?? '')?.[1];
    if (method === 'GET' && asked !== undefined) return this.#tellOf(res, decodeURIComponent(asked));
    const messages = this.#conversations.get(decodeURIComponent(conversation)) ?? [];
    this.#conversations.set(decodeURIComponent(conversation), messages);
    this.problems.push(...cardProblems(activity));
    const local = activity as LocalActivity;
    if (method === 'PUT') {
      const found = messages.find((message) => message.id === id);
      const verdict = this.#channel.replaces(conversation, local, found !== undefined);
      for (const part of verdict.parts) Object.assign(found!, { activity: part, touched: ++this.#touches });
      return this.#conclude(res, verdict, local.type, id);
    }
    const verdict = this.#channel.posts(conversation, local);
    const ids = verdict.parts.map((part) => {
      const message = { id: `a${++this.#last}`, activity: part as Partial<Activity>, touched: ++this.#touches };
      messages.push(message);
      return message.id;
    });
    this.#conclude(res, verdict, local.type, ids[0]);
  }

  /** learn.microsoft.com, "Get Teams specific context": an account of the conversation, or 404 MemberNotFoundInConversation. */
  #tellOf(res: http.ServerResponse, id: string): void {
    const aadObjectId = id.replace(/^29:/, '');
    const userPrincipalName = this.roster.get(aadObjectId);
    if (userPrincipalName === undefined)
      return this.#answer(res, 404, { error: { code: 'MemberNotFoundInConversation', message: 'not found' } });
    // learn.microsoft.com shows `objectId` here; others met `aadObjectId` (microsoft/teams.net#525).
    const account = { id, [this.namesAccountsBy]: aadObjectId, name: '', givenName: '', surname: '', tenantId: 'test' };
    this.#answer(res, 200, { ...account, userPrincipalName, email: userPrincipalName, userRole: 'user' });
  }

  #conclude(
    res: http.ServerResponse,
    { status, headers = {}, error }: Verdict,
    type: string | undefined,
    id?: string,
  ): void {
    // Nothing is lost with one of the many dots of twenty turns that wait for one another.
    if (error && !(status === 429 && type === 'typing'))
      this.problems.push(`${status} ${error.code}: ${error.message}`);
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    this.#answer(res, status, error ? { error } : status === 202 ? undefined : { id });
  }

  #answer(res: http.ServerResponse, status: number, body?: object): void {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(body && JSON.stringify(body));
  }
}
