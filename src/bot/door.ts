/** The door: shape, tenant and authentication of what is posted, then its turn. */
import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BotCredentials } from '../config';
import { faultOf, type Log } from '../log';
import { authentication } from './authentication';
import { invokeAnswer, isInvoke } from './invoke';
import { within } from '../within';

/** Characters: Teams' ids have up to about 200, and each is logged or kept. */
const LONGEST_ID = 512;
const LONGEST_WORD = 64;
/** Neither control characters nor half a character: no database keeps them. */
const id = z
  .string()
  .max(LONGEST_ID)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const word = z.string().max(LONGEST_WORD);
const moment = z
  .string()
  .max(LONGEST_WORD)
  .refine((written) => !Number.isNaN(Date.parse(written)));

const hasNoUser = (url: string): boolean =>
  URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '';

/** The little that is needed before authentication; the rest of the activity passes as it is. */
const activityShape = z.looseObject({
  type: word.min(1),
  id: id.min(1).optional(),
  channelId: word.min(1),
  serviceUrl: z
    .url({ protocol: /^https?$/ })
    .max(LONGEST_ID)
    .refine(hasNoUser),
  replyToId: id.optional(),
  timestamp: moment.optional(),
  localTimestamp: moment.optional(),
  deliveryMode: word.optional(),
  locale: word.optional(),
  name: word.optional(),
  text: z.string().optional(),
  from: z.looseObject({ id, aadObjectId: id.optional() }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id: id.min(1),
    tenantId: id.optional(),
    conversationType: word.optional(),
    isGroup: z.boolean().optional(),
  }),
  membersAdded: z.array(z.looseObject({ id })).optional(),
  channelData: z.unknown().optional(),
});

/** The one channel that Relais speaks on; the local chat and Microsoft's Agents Playground speak as it does. */
const CHANNEL = 'msteams';

const tenantShape = z.object({ tenant: z.object({ id: z.string() }) });

/**
 * Where Teams takes answers: the public cloud, and those of governments. learn.microsoft.com, "Send proactive messages" (the global
 * service URLs of Teams, GCC, GCC High and DoD).
 */
const CONNECTORS = new Set([
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
]);
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What to answer over HTTP. */
export interface Reply {
  status: number;
  body?: unknown;
}

/**
 * Past what the line turns away (line.ts): to tell somebody to come back costs half a turn, so that at four times of what a machine
 * can do not even that keeps up. Once so many turns have been inside for so long, or more are inside than run, wait and are told, the next
 * are refused before anything is read of them, with the status for that (RFC 6585, section 4), until the others have been answered.
 */
const LATE_MS = 4_000;
const MOST_LATE = 20;
const MOST_INSIDE = 400;
const OVERRUN: Reply = { status: 429 };

/** Gives the adapter's protected step a name, so that no SDK code answers or logs in our place. */
class Adapter extends CloudAdapter {
  receive(authorization: string, activity: Activity, run: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity, run);
  }
}

/** What the SDK answers an invoke with that no code has answered. */
const NOBODY = 501;

/** How long the keys of tokens may take to be fetched: the SDK itself would wait for ever. */
const AUTHENTICATION_MS = 5_000;

/**
 * From arrival. Teams sends again what is not answered within 15 s; what a turn still has to say goes through the connector all the same.
 * Past the deadline and its apology (deadlineMiddleware.ts, apologise.ts): reached where the processor itself is not given to us.
 */
const ANSWERED_BY_MS = 9_000;

/** What jsonwebtoken throws, and the SDK over a token that is no object; it passes most of it on as it is. */
const TOKEN_ERRORS = new Set(['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError', 'SyntaxError', 'TypeError']);

interface Thrown {
  name?: string;
  statusCode?: number;
}

/** A token that is not good, as against keys that cannot be fetched. (jsonwebtoken's errors are no native ones.) */
const isBadToken = ({ name = '', statusCode = 0 }: Thrown): boolean =>
  TOKEN_ERRORS.has(name) || statusCode === 401 || statusCode === 403;

export class Door {
  readonly adapter: Adapter;
  /** When each turn that is inside came, the oldest first. */
  readonly #inside = new Map<object, number>();
  #refused = 0;
  readonly #authenticated = new WeakSet<Activity>();
  #whenEmpty: (() => void)[] = [];

  /** @param credentials absent in local mode: nothing is authenticated, and only this machine may be answered */
  constructor(
    private readonly run: (context: TurnContext) => Promise<void>,
    private readonly log: Log,
    private readonly credentials?: BotCredentials,
  ) {
    this.adapter = new Adapter(authentication(credentials));
    // The first of its middleware: whoever comes here was authenticated, however long the turn then waits.
    this.adapter.use(async ({ activity }, next) => {
      this.#authenticated.add(activity);
      await next();
    });
  }

  /** Runs the turn of a posted activity; never throws. */
  async receive(authorization: string, body: unknown): Promise<Reply> {
    if (this.#isOverrun()) return OVERRUN;
    const parsed = activityShape.safeParse(body);
    if (!parsed.success) return { status: 400 };
    const { timestamp, localTimestamp, id = randomUUID(), ...rest } = parsed.data;
    const activity = {
      ...rest,
      id,
      ...(timestamp !== undefined && { timestamp: new Date(timestamp) }),
      ...(localTimestamp !== undefined && { localTimestamp: new Date(localTimestamp) }),
    } as unknown as Activity;
    if (activity.deliveryMode === 'expectReplies') return { status: 400 }; // its cards could not be replaced in place
    const refused = this.#refusal(activity);
    if (refused) {
      this.log.warn({ turn: id, refused }, 'an activity was refused');
      return { status: 403 };
    }
    this.#inside.set(activity, performance.now());
    try {
      const answering = this.adapter.receive(authorization, activity, (context) => this.run(context));
      const response = await within(AUTHENTICATION_MS, answering, () => {
        if (!this.#authenticated.has(activity)) throw new Error('authentication took too long');
        return within(ANSWERED_BY_MS - AUTHENTICATION_MS, answering, () => undefined);
      });
      // What came twice, or too fast, is not answered by its turn: the SDK would say that nothing is implemented.
      if (isInvoke(activity) && (response?.status ?? NOBODY) === NOBODY) return invokeAnswer(activity);
      return response ? { status: response.status, body: response.body as unknown } : { status: 200 };
    } catch (error) {
      const authenticated = this.#authenticated.has(activity);
      if (!authenticated && isBadToken(error as Thrown)) {
        this.log.warn({ turn: id, error: (error as Thrown).name }, 'a token was refused');
        return { status: 401 };
      }
      this.log.error({ turn: id, ...faultOf(error) }, 'an activity was not answered');
      return { status: authenticated ? 500 : 503 };
    } finally {
      this.#inside.delete(activity);
      if (!this.#inside.size) for (const tell of this.#whenEmpty.splice(0)) tell();
    }
  }

  /** Resolves when no turn runs. */
  empty(): Promise<void> {
    return this.#inside.size ? new Promise((resolve) => this.#whenEmpty.push(resolve)) : Promise.resolve();
  }

  #isOverrun(): boolean {
    let late = 0;
    const since = performance.now() - LATE_MS;
    for (const came of this.#inside.values()) if (came > since || ++late === MOST_LATE) break;
    if (late === MOST_LATE || this.#inside.size >= MOST_INSIDE) {
      if (!this.#refused++) this.log.warn({ inside: this.#inside.size }, 'too many at once: the door refuses');
      return true;
    }
    if (this.#refused) this.log.warn({ refused: this.#refused }, 'the door is open again');
    this.#refused = 0;
    return false;
  }

  /** The SDK checks neither channel nor tenant nor where answers go. @returns why it may not enter */
  #refusal(activity: Activity): 'channel' | 'serviceUrl' | 'tenant' | null {
    if (activity.channelId !== CHANNEL) return 'channel';
    const { protocol, hostname } = new URL(activity.serviceUrl);
    if (!this.credentials) return THIS_MACHINE.has(hostname) ? null : 'serviceUrl';
    if (protocol !== 'https:' || !CONNECTORS.has(hostname)) return 'serviceUrl';
    const fromChannel = tenantShape.safeParse(activity.channelData);
    const tenant = activity.conversation.tenantId ?? (fromChannel.success ? fromChannel.data.tenant.id : undefined);
    return tenant === this.credentials.tenantId ? null : 'tenant';
  }
}
