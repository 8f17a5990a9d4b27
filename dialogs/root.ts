/** Where every message goes: to what can be said at any time, to the dialog that waits for it, or to a new one. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import { type DialogContext, DialogContextError, DialogSet, type DialogState } from 'botbuilder-dialogs';
import { message } from '../src/cards/activities';
import type { Language } from '../src/domain/member';
import { parseUai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { LONGEST_TEXT } from './answer';
import { cancelled } from './cancel';
import { FormDialog, formDialogId } from './form/formDialog';
import { DIALOGS_VERSION, Drafts } from './form/draft';
import { showHelp } from './help';
import { NOMINATE, nominateDialog, type NominateOptions } from './nominate';
import { nominateForm } from './nominateForm';
import { showPupils } from './pupils';
import { send } from './show';
import { settle } from './settle';
import { showStaleCard } from './staleCard';
import { choosePlaceForm, SUMMARY, summaryDialog, type SummaryOptions } from './summary';
import { setTurn, turnOf } from './turn';
import { type Command, commandIn, verdictIn } from './vocabulary';
import { nominationsNamed, WITHDRAW, withdrawDialog, withdrawForm, type WithdrawOptions } from './withdraw';

/** Commands after which a question is still open. */
const STAYING = new Set<Command['name']>(['help', 'french', 'english', 'cancel', 'restart']);

export class Root {
  readonly #dialogs: DialogSet;
  readonly #position: StatePropertyAccessor<DialogState>;
  readonly #version: StatePropertyAccessor<number>;
  readonly #drafts: Drafts;

  constructor(
    state: ConversationState,
    private readonly texts: (language: Language) => ReturnType<typeof turnOf>['t'],
  ) {
    this.#drafts = new Drafts(state);
    this.#version = state.createProperty<number>('version');
    this.#position = state.createProperty<DialogState>('position');
    this.#dialogs = new DialogSet(this.#position)
      .add(nominateDialog(this.#drafts))
      .add(withdrawDialog(this.#drafts))
      .add(summaryDialog(this.#drafts))
      .add(new FormDialog('nominate', nominateForm, this.#drafts))
      .add(new FormDialog('withdraw', withdrawForm, this.#drafts))
      .add(new FormDialog('choosePlace', choosePlaceForm, this.#drafts));
  }

  /** Runs one turn of a known member. @throws what a step threw, without the SDK's wrapping */
  async run(context: TurnContext): Promise<void> {
    try {
      await this.#route(context);
    } catch (error) {
      throw error instanceof DialogContextError ? error.error : error;
    }
  }

  async #route(context: TurnContext): Promise<void> {
    const { answer, t } = turnOf(context);
    if (await this.#startedByAnotherVersion(context)) return;
    const dc = await this.#dialogs.createContext(context);
    const command = answer.kind === 'text' && answer.text.length <= LONGEST_TEXT ? commandIn(answer.text) : null;
    if (await this.#settled(dc, command)) return;
    if (answer.kind === 'click') return this.#clicked(dc, answer.data);
    if (answer.kind === 'nothing') {
      await send(context, message(t('common:noFiles')));
      return this.#again(dc);
    }
    if (answer.text.length > LONGEST_TEXT) {
      await send(context, message(t('common:tooLong')));
      return this.#again(dc);
    }
    if (command?.name === 'another' && (await this.#isReviewing(dc))) return void (await dc.continueDialog());
    if (command) await this.#dropQuestion(dc, command.name);
    if (command) return this.#command(dc, command);
    if (dc.activeDialog) return void (await dc.continueDialog());
    if (verdictIn(answer.text)) return void (await send(context, message(t('common:nothingToConfirm'))));
    await showHelp(context, { above: t('help:notUnderstood') });
  }

  /** @returns true when an open form's act was done already, that was said, and nothing is left to answer */
  async #settled(dc: DialogContext, command: Command | null): Promise<boolean> {
    const { answer } = turnOf(dc.context);
    if (!(await settle(dc, this.#drafts, command))) return false;
    if (command?.name === 'restart') await this.#begin<NominateOptions>(dc, NOMINATE, {});
    else if (command ? command.name !== 'cancel' : answer.kind === 'click' && answer.data.form === undefined)
      return false;
    else await this.#again(dc);
    return true;
  }

  /** Whether the form on top waits for its review to be answered. */
  async #isReviewing(dc: DialogContext): Promise<boolean> {
    if (dc.activeDialog?.id !== formDialogId(NOMINATE)) return false;
    return (await this.#drafts.get(dc.context, NOMINATE))?.phase === 'review';
  }

  /** Takes back a position that this version may not understand; what was given is kept. */
  async #startedByAnotherVersion(context: TurnContext): Promise<boolean> {
    const position = await this.#position.get(context);
    const stack = position?.dialogStack ?? [];
    const version = await this.#version.get(context);
    await this.#version.set(context, DIALOGS_VERSION);
    if (!stack.length) return false;
    if (version === DIALOGS_VERSION && stack.every(({ id }) => this.#dialogs.find(id))) return false;
    await this.#position.set(context, { dialogStack: [] });
    const { t } = turnOf(context);
    const draft = await this.#drafts.get(context, NOMINATE);
    await send(context, message(draft ? t('common:updated') : t('common:updatedNothing')));
    if (!draft) return true;
    await this.#drafts.open(context, NOMINATE, draft.values); // a form of its own: the old card is no longer its own
    const dc = await this.#dialogs.createContext(context);
    await this.#begin<NominateOptions>(dc, NOMINATE, { resume: true });
    return true;
  }

  async #command(dc: DialogContext, command: Command): Promise<void> {
    const { context } = dc;
    switch (command.name) {
      case 'help':
        await showHelp(context);
        return this.#again(dc);
      case 'french':
      case 'english':
        return this.#speak(dc, command.name === 'french' ? 'fr' : 'en');
      case 'cancel':
        return this.#cancel(dc);
      case 'restart':
        return this.#restart(dc);
      case 'nominate':
        return this.#nominate(dc);
      case 'another':
        return this.#nominate(dc, await this.#drafts.lastInstitution(context));
      case 'pupils':
        return this.#pupils(dc, 1);
      case 'remaining':
        return this.#begin<SummaryOptions>(dc, SUMMARY, { about: command.about });
      case 'withdraw': {
        if (!command.about) return this.#pupils(dc, 1);
        const [nomination = '', ...others] = await nominationsNamed(turnOf(context), command.about);
        if (!others.length) return this.#begin<WithdrawOptions>(dc, WITHDRAW, { nomination });
        await showPupils(context, 1, turnOf(context).t('pupils:several'));
        return this.#again(dc);
      }
    }
  }

  async #clicked(dc: DialogContext, data: Record<string, string>): Promise<void> {
    if (data.form !== undefined) {
      const active = dc.activeDialog?.id.replace(/^form:/, '');
      const draft = (await this.#drafts.all(dc.context)).find(({ id }) => id === data.form);
      const current = draft && active && draft === (await this.#drafts.get(dc.context, active as 'nominate'));
      if (current) return void (await dc.continueDialog());
      await showStaleCard(dc.context, data.form);
      return this.#again(dc);
    }
    switch (data.act) {
      case 'nominate':
        return this.#nominate(dc, parseUai(data.institution ?? '') ?? undefined);
      case 'pupils':
        return this.#pupils(dc, Number(data.page ?? 1));
      case 'remaining':
        return this.#begin<SummaryOptions>(dc, SUMMARY, { about: '' });
      case 'withdraw':
        return this.#begin<WithdrawOptions>(dc, WITHDRAW, { nomination: data.nomination ?? '' });
      default:
        await showStaleCard(dc.context, undefined);
        return this.#again(dc);
    }
  }

  /** A nomination that is open goes on; it is not thrown away for a new one. */
  async #nominate(dc: DialogContext, institution?: string): Promise<void> {
    const { actor, t } = turnOf(dc.context);
    if (may(actor, 'seeAllCounts'))
      return void (await send(dc.context, message(t('errors:coordinatorCannotNominate'))));
    if (!dc.stack.some(({ id }) => id === NOMINATE))
      return this.#begin<NominateOptions>(dc, NOMINATE, institution === undefined ? {} : { institution });
    await send(dc.context, message(t('form:stillOpen')));
    return this.#again(dc);
  }

  async #pupils(dc: DialogContext, page: number): Promise<void> {
    await showPupils(dc.context, page);
    return this.#again(dc);
  }

  async #speak(dc: DialogContext, language: Language): Promise<void> {
    const turn = turnOf(dc.context);
    await turn.people.speak(turn.actor, language);
    const t = this.texts(language);
    setTurn(dc.context, { ...turn, t });
    await send(dc.context, message(t('common:languageChosen')));
    return this.#again(dc);
  }

  async #cancel(dc: DialogContext): Promise<void> {
    const { t } = turnOf(dc.context);
    if (!dc.activeDialog) return void (await send(dc.context, message(t('common:nothingToCancel'))));
    await this.#leave(dc);
  }

  async #restart(dc: DialogContext): Promise<void> {
    const nominating = dc.stack.some(({ id }) => id === NOMINATE);
    if (!nominating) {
      if (dc.activeDialog) await this.#leave(dc);
      return showHelp(dc.context, { greeting: true });
    }
    const { t } = turnOf(dc.context);
    await this.#leave(dc, t('common:restarted'));
    return this.#begin<NominateOptions>(dc, NOMINATE, {});
  }

  /** Leaves every dialog; their cards lose their buttons. */
  async #leave(dc: DialogContext, said?: string): Promise<void> {
    const drafts = await this.#drafts.all(dc.context);
    await cancelled(
      dc.context,
      drafts.map(({ card }) => card),
      said,
    );
    await this.#drafts.closeAll(dc.context);
    await dc.cancelAllDialogs();
  }

  /** Starts a dialog; one that waits below it is asked again when it ends. */
  async #begin<Options extends object>(dc: DialogContext, id: string, options: Options): Promise<void> {
    await dc.beginDialog(id, options);
  }

  /** "Which of these?" is not worth coming back to once something else was asked. */
  async #dropQuestion(dc: DialogContext, command: Command['name']): Promise<void> {
    if (dc.activeDialog?.id !== formDialogId('choosePlace') || STAYING.has(command)) return;
    await this.#drafts.close(dc.context, 'choosePlace');
    dc.stack.splice(-2); // the question, and the summary that asked it
  }

  async #again(dc: DialogContext): Promise<void> {
    if (dc.activeDialog) await dc.repromptDialog();
  }
}
