/** The door: shape, tenant and authentication of what is posted, then its turn. */
import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BotCredentials } from '../config';
import { faultOf, type Log } from '../log';

/** The little that is needed before authentication; the rest of the activity passes as it is. */
const activityShape = z.looseObject({
  type: z.string().min(1),
  id: z.string().optional(),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  timestamp: z.string().optional(),
  localTimestamp: z.string().optional(),
  deliveryMode: z.string().optional(),
  locale: z.string().optional(),
  text: z.string().optional(),
  from: z.looseObject({ id: z.string(), aadObjectId: z.string().optional() }),
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({
    id: z.string().min(1),
    tenantId: z.string().optional(),
    conversationType: z.string().optional(),
  }),
  membersAdded: z.array(z.looseObject({ id: z.string() })).optional(),
  channelData: z.unknown().optional(),
});

const tenantShape = z.object({ tenant: z.object({ id: z.string() }) });

/** What to answer over HTTP. */
export interface Reply {
  status: number;
  body?: unknown;
}

/** Gives the adapter's protected step a name, so that no SDK code answers or logs in our place. */
class Adapter extends CloudAdapter {
  receive(authorization: string, activity: Activity, run: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity, run);
  }
}

export class Door {
  readonly adapter: Adapter;
  #inside = 0;
  #whenEmpty: (() => void)[] = [];

  /** @param credentials absent in local mode: nothing is authenticated, and only this machine may be answered */
  constructor(
    private readonly run: (context: TurnContext) => Promise<void>,
    private readonly log: Log,
    private readonly credentials?: BotCredentials,
  ) {
    this.adapter = new Adapter(
      new ConfigurationBotFrameworkAuthentication(
        credentials
          ? {
              MicrosoftAppId: credentials.appId,
              MicrosoftAppPassword: credentials.password,
              MicrosoftAppTenantId: credentials.tenantId,
              MicrosoftAppType: 'SingleTenant',
            }
          : {},
      ),
    );
  }

  /** Runs the turn of a posted activity; never throws. */
  async receive(authorization: string, body: unknown): Promise<Reply> {
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
    if (!this.#mayEnter(activity)) return { status: 403 };
    this.#inside++;
    try {
      const response = await this.adapter.receive(authorization, activity, this.run);
      return response ? { status: response.status, body: response.body as unknown } : { status: 200 };
    } catch (error) {
      const unauthorised = (error as { statusCode?: number }).statusCode === 401;
      if (!unauthorised) this.log.error({ turn: id, ...faultOf(error) }, 'an activity was not answered');
      return { status: unauthorised ? 401 : 500 };
    } finally {
      this.#inside--;
      if (!this.#inside) for (const tell of this.#whenEmpty.splice(0)) tell();
    }
  }

  /** Resolves when no turn runs. */
  empty(): Promise<void> {
    return this.#inside ? new Promise((resolve) => this.#whenEmpty.push(resolve)) : Promise.resolve();
  }

  /** The SDK checks neither the tenant nor, without credentials, where answers go. */
  #mayEnter(activity: Activity): boolean {
    if (!this.credentials) return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(activity.serviceUrl).hostname);
    const fromChannel = tenantShape.safeParse(activity.channelData);
    const tenant = activity.conversation.tenantId ?? (fromChannel.success ? fromChannel.data.tenant.id : undefined);
    return tenant === this.credentials.tenantId;
  }
}
