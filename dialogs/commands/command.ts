/** What a command is. A sentence is a command whose slots were read from it, a button one whose slots are filled: both arrive at `run`. */
import type { CommandName } from '../../src/catalogue';
import type { CommandSlots } from '../../src/cards/click';
import { type Question, readQuestion } from '../../src/domain/question';
import type { Act } from '../../src/domain/permissions';
import { parseUai, type Uai } from '../../src/domain/uai';
import type { PupilSlots } from '../../src/understanding/readPupil';
import type { Conversation } from '../conversation';

/** What it is about. A hint, never an authority: ids and rights are looked up again for the person who acts. */
export interface Slots {
  question?: Question;
  /** The question changes the one before. */
  follows?: true;
  /** Of no place that was named before. */
  everywhere?: true;
  pupil?: PupilSlots;
  /** Words of a sentence that were left out of its slots. */
  unread?: string[];
  /** A pupil's name, as typed. */
  name?: string;
  nomination?: string;
  /** Several, of a card that lists them. */
  nominations?: string[];
  /** A member, and a delegation to them, by id. */
  member?: string;
  delegation?: string;
  /** An operation, a movement of units, by id. */
  campaign?: string;
  movement?: string;
  /** An article, a delivery note, a suggestion, what can be printed: by id, or written. */
  unit?: string;
  delivery?: string;
  lead?: string;
  document?: string;
  /** What was scanned, as typed. */
  serial?: string;
  /** Of a card that suggests movements: those that are ticked. */
  legs?: string;
  institution?: Uai;
  /** When the act was shown that is to be taken back: what was done after that is another. */
  shownAt?: Date;
  /** It was asked whether it is meant. */
  sure?: true;
  /** From 1: the card that was clicked turns to it. */
  page?: number;
}

interface Described {
  /** Also its key in `locales/<language>/examples.json`, and its title's in `commands.json`. */
  name: CommandName;
  /** Whoever may do one of these; the others are told what they can do instead. */
  whose: 'everyone' | readonly Act[];
  /** An open question stays: it is asked again below. */
  stays?: true;
  /** It is said of no operation, or of all of them: none need be chosen. */
  anyOperation?: true | ((slots: Slots) => boolean);
  /** It asks something itself, or ends what is open: nothing is asked again behind it. */
  asks?: true;
  run(conversation: Conversation, slots: Slots): Promise<void>;
}

/** Shows, or talks; what it keeps is the person's own: a language, a form that is open. */
export interface Reading extends Described {
  effect: 'reads';
}

/** Asks by itself before anything is done, whatever it came from: a form with its review, a card that says what it would do. */
export interface Asking extends Described {
  effect: 'asks';
}

/** Its own button does it at once; from a sentence it is shown first, and confirmed. */
export interface Changing extends Described {
  effect: 'changes';
  /** What a sentence would do, and to whom. Null: something else was shown instead, a list with the buttons that do it. */
  intends(conversation: Conversation, slots: Slots): Promise<Intended | null>;
}

export interface Intended {
  /** Asks it in its own words, with whom it is about. */
  title: string;
  lines?: string[];
  /** The button that does it. */
  confirm: string;
  /** What is done, resolved: nothing is read again from the sentence. */
  slots: CommandSlots;
}

export type Command = Reading | Asking | Changing;

/** What a button carries. */
export function slotsOf(slots: CommandSlots): Slots {
  const { nomination, nominations, institution, name, page, question, member, delegation, sure } = slots;
  const { campaign, movement, legs, unit, delivery, lead, document, serial, shownAt } = slots;
  const uai = parseUai(institution ?? '');
  const asked = question === undefined ? null : readQuestion(question);
  return {
    ...(nomination !== undefined && { nomination }),
    ...(nominations !== undefined && { nominations: nominations.split(',') }),
    ...(member !== undefined && { member }),
    ...(delegation !== undefined && { delegation }),
    ...(campaign !== undefined && { campaign }),
    ...(movement !== undefined && { movement }),
    ...(legs !== undefined && { legs }),
    ...(unit !== undefined && { unit }),
    ...(delivery !== undefined && { delivery }),
    ...(lead !== undefined && { lead }),
    ...(document !== undefined && { document }),
    ...(serial !== undefined && { serial }),
    ...(sure !== undefined && { sure: true as const }),
    ...(shownAt !== undefined && { shownAt: instantOf(shownAt) }),
    ...(uai && { institution: uai }),
    ...(name !== undefined && { name }),
    ...(page !== undefined && { page: Number(page) }),
    ...(asked && { question: asked }),
  };
}

/** The beginning of time for what no button of ours carries: nothing was shown by then. */
const instantOf = (milliseconds: string): Date =>
  /^\d{1,15}$/.test(milliseconds) ? new Date(Number(milliseconds)) : new Date(0);
