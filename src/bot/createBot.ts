/** Puts the bot together: storage, middleware, handler, door. */
import { ConversationState } from 'botbuilder';
import type { BotCredentials } from '../config';
import { FileSource } from '../files/fileSource';
import { FileUpload } from '../files/fileUpload';
import type { Log } from '../log';
import type { ServiceContext } from '../services/context';
import { People } from '../services/people/people';
import type { Texts } from '../texts';
import { apologise, StoreWatch } from './apologise';
import { ConnectorPatience } from './connectorPatience';
import { ConversationStorage } from './conversationStorage';
import { DeadlineMiddleware } from './deadlineMiddleware';
import { Door } from './door';
import { RelaisHandler } from './handler';
import { LeaseMiddleware } from './leaseMiddleware';
import { Line } from './line';
import { LineMiddleware } from './lineMiddleware';
import { RateMiddleware } from './rateMiddleware';
import { textsFor } from './speaker';
import { TypingMiddleware } from './typingMiddleware';

/** Turns of one person: reading and clicking as fast as one can is some thirty. */
const MOST_A_MINUTE = 90;
/** The bench and the tests speak for many. */
const MOST_LOCAL = 100_000;

export interface BotDependencies {
  services: ServiceContext;
  texts: Texts;
  contact: string;
  log: Log;
  /** Absent in local mode. */
  credentials?: BotCredentials;
  /** Turns at once; absent: as many as keep a processor busy. */
  mostRunning?: number;
}

/** @returns the door that activities are given to */
export function createBot({ services, texts, contact, log, credentials, mostRunning }: BotDependencies): Door {
  const storage = new ConversationStorage(services.store.conversations);
  const state = new ConversationState(storage);
  const people = new People(services.store, services.now);
  const handler = new RelaisHandler(state, {
    services,
    people,
    texts,
    contact,
    log,
    files: new FileSource(!credentials),
    uploads: new FileUpload(!credentials),
  });
  const watch = new StoreWatch(log);
  const door = new Door((context) => handler.run(context), log, credentials);
  door.adapter.use(new ConnectorPatience());
  door.adapter.use(new RateMiddleware(texts, log, credentials ? MOST_A_MINUTE : MOST_LOCAL));
  door.adapter.use(new LineMiddleware(new Line(log, mostRunning), people, texts));
  door.adapter.use(new DeadlineMiddleware(log));
  door.adapter.use(new TypingMiddleware(log));
  door.adapter.use(new LeaseMiddleware(storage, state));
  door.adapter.use(async (_context, next) => {
    watch.answered(); // the lease was taken: the database is there
    await next();
  });
  const apology = apologise({ log, watch, contact, textsFor: (context) => textsFor(context, texts) });
  door.adapter.onTurnError = apology;
  return door;
}
