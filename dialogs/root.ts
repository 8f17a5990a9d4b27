/** Where every message goes: to what can be said at any time, to the dialog that waits for it, or to a new one. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import { type DialogContext, DialogContextError, DialogSet, type DialogState } from 'botbuilder-dialogs';
import { message } from '../src/cards/activities';
import type { Language } from '../src/domain/member';
import { parseUai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { listPupils, namedAmong } from '../src/services/listPupils';
import { AMEND, amendDialog, amendForm, type AmendOptions } from './amend';
import { LONGEST_TEXT } from './answer';
import { cancelled } from './cancel';
import { DIALOGS_VERSION, Drafts } from './form/draft';
import { FormDialog } from './form/formDialog';
import { OpenForms } from './form/openForms';
import { showHelp } from './help';
import { NOMINATE, nominateDialog, type NominateOptions } from './nominate';
import { nominateForm } from './nominateForm';
import { showPupil } from './pupil';
import { showPupils, type PupilsOptions } from './pupils';
import { settle } from './settle';
import { send } from './show';
import { showStaleCard } from './staleCard';
import { choosePlaceForm, SUMMARY, summaryDialog, type SummaryOptions } from './summary';
import { setTurn, turnOf } from './turn';
import { type Command, commandIn, verdictIn } from './vocabulary';
import { WITHDRAW, withdrawDialog, withdrawForm, type WithdrawOptions } from './withdraw';

/** Commands after which a question is still open. */
const STAYING = new Set<Command['name']>(['help', 'french', 'english', 'cancel', 'restart']);

export class Root {
  readonly #dialogs: DialogSet;
  readonly #position: StatePropertyAccessor<DialogState>;
  readonly #version: StatePropertyAccessor<number>;
  readonly #drafts: Drafts;
  readonly #open: OpenForms;

  constructor(
    state: ConversationState,
    private readonly texts: (language: Language) => ReturnType<typeof turnOf>['t'],
  ) {
    this.#drafts = new Drafts(state);
    const forms = {
      nominate: new FormDialog('nominate', nominateForm, this.#drafts),
      amend: new FormDialog('amend', amendForm, this.#drafts),
      withdraw: new FormDialog('withdraw', withdrawForm, this.#drafts),
      choosePlace: new FormDialog('choosePlace', choosePlaceForm, this.#drafts),
    };
    this.#open = new OpenForms(this.#drafts, forms);
    this.#version = state.createProperty<number>('version');
    this.#position = state.createProperty<DialogState>('position');
    this.#dialogs = new DialogSet(this.#position)
      .add(nominateDialog(this.#drafts))
      .add(withdrawDialog(this.#drafts))
      .add(amendDialog(this.#drafts))
      .add(summaryDialog(this.#drafts));
    for (const form of Object.values(forms)) this.#dialogs.add(form);
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
    if (command && (await this.#isAnswer(dc, command))) return void (await dc.continueDialog());
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

  /** Whether what reads like a command answers the form on top: "un autre" of two near names, "modifier la classe". */
  async #isAnswer(dc: DialogContext, { name }: Command): Promise<boolean> {
    const { answer } = turnOf(dc.context);
    const form = this.#open.top(dc);
    if (answer.kind !== 'text' || (form?.name !== NOMINATE && form?.name !== AMEND)) return false;
    if (name === 'amend') return verdictIn(answer.text) === 'correct' || form.isAbout(dc.context, answer.text);
    if (name !== 'another' || verdictIn(answer.text) !== 'other') return false;
    return (await this.#drafts.get(dc.context, form.name))?.phase === 'review';
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
      case 'another': {
        const last = await this.#drafts.last(context);
        return this.#nominate(dc, { another: true, ...(last && { institution: last.institution }) });
      }
      case 'sibling':
        return this.#sibling(dc);
      case 'pupils':
        return this.#pupils(dc, {});
      case 'remaining':
        return this.#begin<SummaryOptions>(dc, SUMMARY, { about: command.about });
      case 'pupil':
      case 'amend':
      case 'withdraw':
        return this.#named(dc, command.name, command.about);
    }
  }

  async #clicked(dc: DialogContext, data: Record<string, string>): Promise<void> {
    if (data.form !== undefined) {
      const form = await this.#drafts.named(dc.context, data.form);
      if (form && (await this.#open.comeBackTo(dc, form))) return void (await dc.continueDialog());
      await showStaleCard(dc.context, data);
      return this.#again(dc);
    }
    const nomination = data.nomination ?? '';
    if (data.act !== undefined) await this.#dropQuestion(dc);
    switch (data.act) {
      case 'nominate': {
        const institution = parseUai(data.institution ?? '');
        return this.#nominate(dc, institution ? { institution, another: true } : {});
      }
      case 'sibling':
        return this.#nominate(dc, { sibling: nomination });
      case 'pupils':
        return this.#pupils(dc, { page: Number(data.page ?? 1), ...(data.name !== undefined && { name: data.name }) });
      case 'pupil':
        return this.#pupil(dc, nomination);
      case 'remaining': {
        const { about = '', institution, page } = data;
        const more = {
          ...(institution !== undefined && { institution }),
          ...(page !== undefined && { page: Number(page) }),
        };
        return this.#begin<SummaryOptions>(dc, SUMMARY, { about, ...more });
      }
      case 'amend':
        return this.#about(dc, AMEND, nomination);
      case 'withdraw':
        return this.#about(dc, WITHDRAW, nomination);
      default:
        await showStaleCard(dc.context, {});
        return this.#again(dc);
    }
  }

  /** A nomination that is open comes back with all that was given; it is not thrown away for a new one. */
  async #nominate(dc: DialogContext, options: NominateOptions = {}): Promise<void> {
    const { actor, t } = turnOf(dc.context);
    if (may(actor, 'seeAllCounts'))
      return void (await send(dc.context, message(t('errors:coordinatorCannotNominate'))));
    if (!dc.stack.some(({ id }) => id === NOMINATE)) return this.#begin<NominateOptions>(dc, NOMINATE, options);
    await this.#open.comeBackTo(dc, NOMINATE);
    return this.#open.reopen(dc.context, NOMINATE);
  }

  async #sibling(dc: DialogContext): Promise<void> {
    const last = await this.#drafts.last(dc.context);
    return this.#nominate(dc, last ? { sibling: last.nomination } : {});
  }

  async #pupils(dc: DialogContext, options: PupilsOptions): Promise<void> {
    const { actor, t } = turnOf(dc.context);
    if (may(actor, 'seeAllCounts')) return void (await send(dc.context, message(t('errors:coordinatorSeesNoPupils'))));
    await showPupils(dc.context, options);
    return this.#again(dc);
  }

  async #pupil(dc: DialogContext, nomination: string): Promise<void> {
    await showPupil(dc.context, nomination);
    return this.#again(dc);
  }

  /** A pupil by name: where several bear it, their list. */
  async #named(dc: DialogContext, command: 'pupil' | 'amend' | 'withdraw', about: string): Promise<void> {
    const { services, actor, t } = turnOf(dc.context);
    const how = { withdraw: t('pupils:withdrawHow'), amend: t('pupils:amendHow'), pupil: undefined }[command];
    if (!about || may(actor, 'seeAllCounts')) return this.#pupils(dc, how === undefined ? {} : { above: how });
    const [found, ...others] = namedAmong(await listPupils(services, actor), about);
    if (!found) return this.#pupils(dc, { name: about });
    if (others.length) return this.#pupils(dc, { name: about, above: t('pupils:several') });
    const nomination = found.nomination._id;
    if (command === 'pupil') return this.#pupil(dc, nomination);
    return this.#about(dc, command, nomination);
  }

  /** Begins to correct or to withdraw a pupil; a form of that kind that is open comes back, or gives way when it is of another pupil. */
  async #about(dc: DialogContext, form: typeof AMEND | typeof WITHDRAW, nomination: string): Promise<void> {
    const options = { nomination };
    if (!(await this.#open.comeBackTo(dc, form))) return this.#begin<AmendOptions & WithdrawOptions>(dc, form, options);
    const draft = await this.#drafts.get(dc.context, form);
    if (draft?.values.nomination === nomination) return this.#open.reopen(dc.context, form);
    await this.#open.drop(dc, form);
    return this.#begin<AmendOptions & WithdrawOptions>(dc, form, options);
  }

  async #speak(dc: DialogContext, language: Language): Promise<void> {
    const turn = turnOf(dc.context);
    await turn.people.speak(turn.actor, language);
    const t = this.texts(language);
    setTurn(dc.context, { ...turn, t });
    await send(dc.context, message(t('common:languageChosen')));
    await this.#open.top(dc)?.reopen(dc.context); // its card speaks the language too
  }

  async #cancel(dc: DialogContext): Promise<void> {
    const { t } = turnOf(dc.context);
    if (!dc.activeDialog) return void (await send(dc.context, message(t('common:nothingToCancel'))));
    const top = this.#open.top(dc);
    const said = top?.name === AMEND ? t('pupils:amendLeft') : undefined;
    if (!top || !this.#open.isNested(dc)) return this.#leave(dc, said);
    // A question asked within a form: the form goes on.
    const card = top.name === 'choosePlace' ? undefined : (await this.#drafts.get(dc.context, top.name))?.card;
    await cancelled(dc.context, [card], said ?? t('common:questionLeft'));
    await this.#open.forget(dc, top.name);
    return this.#again(dc);
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
  async #dropQuestion(dc: DialogContext, command?: Command['name']): Promise<void> {
    if (this.#open.top(dc)?.name !== 'choosePlace' || (command && STAYING.has(command))) return;
    await this.#open.drop(dc, 'choosePlace');
  }

  async #again(dc: DialogContext): Promise<void> {
    if (dc.activeDialog) await dc.repromptDialog();
  }
}
