/** What a form has gathered: our own versioned object, which outlives restarts, upgrades and the dialog engine. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { ENDED_DAYS } from '../../src/services/rights';
import { turnOf } from '../turn';
import { FORM_NAMES, type FormName, type Values } from './form';

const DAY_MS = 86_400_000;

export interface Draft {
  /** When it was opened, in milliseconds of the epoch; absent in a form of an earlier version. */
  at?: number;
  /** Also the id of what the form will record: sent twice, it is recorded once. */
  id: string;
  /** The operation that it was begun in. */
  campaign?: string;
  phase: 'fill' | 'review';
  /** The field that is asked in writing; 'pick': the person is asked which field to correct. */
  asked: string | null;
  values: Values;
  /** Answers that were not good, as given: shown again with what is wrong with them. */
  rejected: Values;
  /** It begins by asking what is to be changed, as all of it is given. */
  correcting?: true;
  /** The message that shows the form now. */
  card?: string | undefined;
}

/** The last nomination of the conversation: the next one starts there. */
export interface Last {
  nomination: string;
  institution: string;
}

type DraftsByForm = Partial<Record<FormName, Draft>>;

/** Raised whenever a dialog's steps or a form's fields change their meaning: older positions are then started anew. */
export const DIALOGS_VERSION = 3;

/** Forms that are about people, or about operations themselves. */
const OF_NO_OPERATION: readonly FormName[] = ['delegate', 'person', 'rights', 'choosePlace', 'operation'];

export class Drafts {
  readonly #drafts: StatePropertyAccessor<DraftsByForm>;
  readonly #last: StatePropertyAccessor<Last | undefined>;

  constructor(state: ConversationState) {
    this.#drafts = state.createProperty<DraftsByForm>('drafts');
    this.#last = state.createProperty<Last | undefined>('last');
  }

  async get(context: TurnContext, form: FormName): Promise<Draft | undefined> {
    return (await this.#drafts.get(context, {}))[form];
  }

  /** A new form, with what is known already. */
  async open(context: TurnContext, form: FormName, values: Values): Promise<Draft> {
    const { services, actor } = turnOf(context);
    const at = services.now().getTime();
    const campaign = OF_NO_OPERATION.includes(form) ? undefined : (await services.directory.campaign(actor)).id;
    const draft: Draft = {
      ...{ at, id: randomUUID(), phase: 'fill', asked: null, values: { ...values }, rejected: {} },
      ...(campaign !== undefined && { campaign }),
    };
    (await this.#drafts.get(context, {}))[form] = draft;
    return draft;
  }

  /** Forms that were left open for longer than what is ended is kept: what they hold of a pupil is not kept either. */
  async expired(context: TurnContext): Promise<boolean> {
    const limit = turnOf(context).services.now().getTime() - ENDED_DAYS * DAY_MS;
    return (await this.all(context)).some(({ at = Infinity }) => at < limit);
  }

  async close(context: TurnContext, form: FormName): Promise<void> {
    const { [form]: _closed, ...others } = await this.#drafts.get(context, {});
    await this.#drafts.set(context, others);
  }

  async remember(context: TurnContext, last: Last): Promise<void> {
    await this.#last.set(context, last);
  }

  last(context: TurnContext): Promise<Last | undefined> {
    return this.#last.get(context);
  }

  async all(context: TurnContext): Promise<Draft[]> {
    return Object.values(await this.#drafts.get(context, {}));
  }

  /** The form that a card was made of, if it is still open. */
  async named(context: TurnContext, id: string): Promise<FormName | undefined> {
    const drafts = await this.#drafts.get(context, {});
    return FORM_NAMES.find((name) => drafts[name]?.id === id);
  }

  async keepOnly(context: TurnContext, forms: readonly FormName[]): Promise<void> {
    const kept = Object.entries(await this.#drafts.get(context, {})).filter(([name]) =>
      forms.includes(name as FormName),
    );
    await this.#drafts.set(context, Object.fromEntries(kept));
  }

  async closeAll(context: TurnContext): Promise<void> {
    await this.#drafts.set(context, {});
  }
}
