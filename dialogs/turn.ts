/** What a dialog knows of the turn it runs in: put there by the bot's edge, read by every step. */
import type { TurnContext } from 'botbuilder';
import type { PlainDate } from '../src/domain/plainDate';
import type { Actor } from '../src/services/authorise';
import type { FileSource } from '../src/files/fileSource';
import type { FileUpload } from '../src/files/fileUpload';
import type { ServiceContext } from '../src/services/context';
import type { People } from '../src/services/people/people';
import type { Translate } from '../src/texts';
import type { Answer } from './answer';

export interface Turn {
  actor: Actor;
  t: Translate;
  /** French, for the school's own papers. */
  printed: Translate;
  answer: Answer;
  /** They write for the first time, and were greeted in this turn. */
  isGreeted: boolean;
  /** Today where the schools are. */
  today: PlainDate;
  /** Whom to ask: a name or an address, from the configuration. */
  contact: string;
  services: ServiceContext;
  people: People;
  /** What people send. */
  files: FileSource;
  /** Where to put what they accept. */
  uploads: FileUpload;
  /** Institutions, members and nominations by id; never a pupil. */
  log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}

const TURN = Symbol('relais turn');

export const setTurn = (context: TurnContext, turn: Turn): void => void context.turnState.set(TURN, turn);

/** @throws Error outside a turn of a known member */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn | undefined>(TURN);
  if (!turn) throw new Error('no turn: dialogs run for members only');
  return turn;
}
