/** What the channel does not answer is given up: the SDK waits for ever, and each call holds a connection. */
import type { Middleware, TurnContext } from 'botbuilder';

/** Longer than a turn: nobody waits for it any more. */
const PATIENCE_MS = 9_000;

/** What a connector client is made of, by its types in private: the SDK has no option for a limit. */
interface Connector {
  client: { pipeline: { addPolicy(policy: Policy): void } };
}

interface Policy {
  name: string;
  sendRequest<Reply>(request: { timeout: number }, send: (request: object) => Promise<Reply>): Promise<Reply>;
}

export class ConnectorPatience implements Middleware {
  readonly #policy: Policy;

  constructor(patienceMs = PATIENCE_MS) {
    this.#policy = {
      name: 'patience',
      sendRequest: (request, send) => send(Object.assign(request, { timeout: patienceMs })),
    };
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    context.turnState.get<Connector>(context.adapter.ConnectorClientKey).client.pipeline.addPolicy(this.#policy);
    await next();
  }
}
