/** A conversation as commands see it: its forms, what it remembers, and how something begins or is left. */
import { fold } from '../src/domain/words';
import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError';
import { cardMessage, message } from '../src/cards/activities';
import { resultCard } from '../src/cards/resultCard';
import { may } from '../src/services/authorise';
import type { Language } from '../src/domain/member';
import type { Translate } from '../src/texts';
import type { AMEND } from './amend';
import { type AmendOptions } from './amend';
import { cancelled } from './cancel';
import { whyClosed } from './closeForms';
import type { Drafts } from './form/draft';
import type { FormName } from './form/form';
import type { OpenForms } from './form/openForms';
import type { Memory } from './memory';
import { NOMINATE, type NominateOptions, toldOf } from './nominate';
import { conclude, send } from './show';
import { type Turn, turnOf } from './turn';
import type { WITHDRAW } from './withdraw';
import { type WithdrawOptions } from './withdraw';

export class Conversation {
  constructor(
    readonly dc: DialogContext,
    readonly drafts: Drafts,
    readonly open: OpenForms,
    readonly memory: Memory,
    readonly texts: (language: Language) => Translate,
    /** Does what a sentence says, as if it was said now. */
    readonly hears: (said: string) => Promise<void>,
  ) {}

  get context(): TurnContext {
    return this.dc.context;
  }

  get turn(): Turn {
    return turnOf(this.dc.context);
  }

  /** What was written; empty where something was clicked. */
  get said(): string {
    const { answer } = this.turn;
    return answer.kind === 'text' ? answer.text : '';
  }

  get seesAll(): boolean {
    return may(this.turn.actor, 'seeAllCounts');
  }

  async say(text: string): Promise<void> {
    await send(this.context, message(text));
  }

  /** Starts a dialog; one that waits below it is asked again when it ends. */
  async begin<Options extends object>(id: string, options: Options): Promise<void> {
    await this.dc.beginDialog(id, options);
  }

  /** Begins a form anew: one of its kind that is open gives way. */
  async beginAnew<Options extends object>(form: FormName, options: Options): Promise<void> {
    if (await this.open.comeBackTo(this.dc, form)) await this.open.drop(this.dc, form);
    return this.begin<Options>(form, options);
  }

  /** Asks again what is open, after something else was answered. */
  async again(): Promise<void> {
    if (this.dc.activeDialog) await this.goesOn(() => this.dc.repromptDialog());
  }

  /** What is open takes the message. */
  async continues(): Promise<void> {
    await this.goesOn(async () => void (await this.dc.continueDialog()));
  }

  /** Runs what is open. Where it cannot go on, it is closed and says why: it must not keep the person from anything else. */
  async goesOn(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      const error: unknown = thrown instanceof DialogContextError ? thrown.error : thrown;
      const form = this.open.onTop(this.dc);
      const why = whyClosed(this.turn, error);
      if (!form || why === null) throw error;
      await this.closes(form, why);
      await this.again();
    }
  }

  /** Ends a form that cannot be done any more, with why. */
  async closes(form: FormName, why: string): Promise<void> {
    const { context, turn } = this;
    const card = (await this.drafts.get(context, form))?.card;
    await this.open.remove(this.dc, form);
    const view = { title: turn.t('form:closed'), lines: [why], tone: 'warning' as const };
    turn.log.info({ turn: context.activity.id, member: turn.actor.id, form }, 'form closed');
    await conclude(context, card, cardMessage(resultCard(turn.t, view)));
  }

  get isNominating(): boolean {
    return this.dc.stack.some(({ id }) => id === NOMINATE);
  }

  /** A nomination that is open comes back with all that was given; it is not thrown away for a new one, which is to be said again. */
  async nominate(options: NominateOptions = {}): Promise<void> {
    if (!this.isNominating) return this.begin<NominateOptions>(NOMINATE, options);
    await this.open.comeBackTo(this.dc, NOMINATE);
    const { lastName, firstName } = (await this.drafts.get(this.context, NOMINATE))?.values ?? {};
    const another = options.pupil?.lastName;
    if (another !== undefined && lastName === undefined) return this.tells(options);
    if (another !== undefined && fold(another) !== fold(lastName!))
      await this.say(this.turn.t('nominate:unfinished', { lastName, firstName: firstName ?? '' }));
    return this.open.reopen(this.context, NOMINATE);
  }

  /** Puts what a sentence told of the pupil into the nomination that is open. */
  async tells({ pupil = {}, unread }: Pick<NominateOptions, 'pupil' | 'unread'>): Promise<void> {
    const draft = (await this.drafts.get(this.context, NOMINATE))!;
    Object.assign(draft.values, toldOf(pupil), { told: 'yes' }, unread?.length && { unread: unread.join(', ') });
    draft.rejected = {};
    return this.open.reopen(this.context, NOMINATE);
  }

  /** Begins to correct or to withdraw a pupil; a form of that kind that is open comes back, or gives way when it is of another pupil. */
  async about(form: typeof AMEND | typeof WITHDRAW, nomination: string): Promise<void> {
    const options = { nomination };
    if (!(await this.open.comeBackTo(this.dc, form))) return this.begin<AmendOptions & WithdrawOptions>(form, options);
    const draft = await this.drafts.get(this.context, form);
    if (draft?.values.nomination === nomination) return this.open.reopen(this.context, form);
    await this.open.drop(this.dc, form);
    return this.begin<AmendOptions & WithdrawOptions>(form, options);
  }

  /** Leaves every dialog; their cards lose their buttons. */
  async leave(said?: string): Promise<void> {
    const drafts = await this.drafts.all(this.context);
    await cancelled(
      this.context,
      drafts.map(({ card }) => card),
      said,
    );
    await this.drafts.closeAll(this.context);
    await this.dc.cancelAllDialogs();
  }
}
