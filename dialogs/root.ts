/** Where every message goes: to what can be said at any time, to the dialog that waits for it, or to a command. Routing alone. */
import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { DialogContext, DialogState } from 'botbuilder-dialogs';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { spentCard } from '../src/cards/resultCard';
import type { Language } from '../src/domain/member';
import { may } from '../src/services/authorise';
import { findMovement } from '../src/services/movements/readMovements';
import type { Translate } from '../src/texts';
import type { Question } from '../src/domain/question';
import type { Doubt, Understood } from '../src/understanding/understand';
import { LONGEST_TEXT } from './answer';
import { type Changing, type Slots, slotsOf } from './commands/command';
import { commandNamed } from './commands/list';
import { askFirst } from './askFirst';
import { Conversation } from './conversation';
import { DIALOGS_VERSION, Drafts } from './form/draft';
import { PERSON } from './people/keepPerson';
import { OpenForms } from './form/openForms';
import { dialogsOf, formsOf } from './forms';
import { closeGroundless } from './closeForms';
import { commandOf, isTalk, languageIn, understandMessage } from './hear';
import { isAnswer, isEitherWay, isWholePupil } from './isAnswer';
import { insteadOf, isFor, isPerson, nothingToConfirm } from './instead';
import { A_COMMAND, A_FILE, type Ask, Memory } from './memory';
import { NOMINATE, type NominateOptions } from './nominate';
import { showEitherWay } from './eitherWay';
import { showNotUnderstood } from './notUnderstood';
import { followUp } from './questions/followUp';
import { showMovement } from './movements/movementView';
import { showOperations } from './operations/operations';
import { askOfToday } from './questions/answerQuestion';
import { answerOffer } from './documents/offer';
import { commandOfScan, isLongList } from './articles/scan';
import { sendsFiles, showSent } from './sentFile';
import { settle } from './settle';
import { answersTo, askedNow, isAskedLast, retire, send } from './show';
import { showStaleCard } from './staleCard';
import { setTurn, turnOf } from './turn';
import { verdictIn } from './vocabulary';
import { CHOOSE, WHICH, whichDialog, type WhichOptions } from './which';

/** What does what a file that was shown says. */
const IMPORT_OF = {
  people: 'importPeople',
  institutions: 'importInstitutions',
  serials: 'importFile',
  connections: 'importFile',
} as const;

export class Root {
  readonly #dialogs: DialogSet;
  readonly #position: StatePropertyAccessor<DialogState>;
  readonly #version: StatePropertyAccessor<number>;
  readonly #drafts: Drafts;
  readonly #open: OpenForms;
  readonly #memory: Memory;

  constructor(
    state: ConversationState,
    private readonly texts: (language: Language) => Translate,
  ) {
    this.#drafts = new Drafts(state);
    this.#memory = new Memory(state);
    const forms = formsOf(this.#drafts);
    this.#open = new OpenForms(this.#drafts, forms);
    this.#version = state.createProperty<number>('version');
    this.#position = state.createProperty<DialogState>('position');
    this.#dialogs = new DialogSet(this.#position).add(
      whichDialog(this.#drafts, (dc, act, question) => this.#perform(this.#conversation(dc), act, { question })),
    );
    for (const dialog of dialogsOf(this.#drafts)) this.#dialogs.add(dialog);
    for (const form of Object.values(forms)) this.#dialogs.add(form);
  }

  /** The language that was written last in the conversation of a turn. */
  languageOf(context: TurnContext): Promise<Language | undefined> {
    return this.#memory.language(context);
  }

  /** Runs one turn of a known member. @throws what a step threw, without the SDK's wrapping */
  async run(context: TurnContext): Promise<void> {
    try {
      answersTo(context, await this.#memory.lastAsked(context));
      await this.#route(context);
      const asked = askedNow(context);
      if (asked !== undefined) await this.#memory.keepsLastAsked(context, asked);
    } catch (error) {
      throw error instanceof DialogContextError ? error.error : error;
    }
  }

  #conversation(dc: DialogContext): Conversation {
    const conversation: Conversation = new Conversation(
      ...([dc, this.#drafts, this.#open, this.#memory, this.texts] as const),
      (said) => this.#said(conversation, said),
    );
    return conversation;
  }

  async #route(context: TurnContext): Promise<void> {
    const isUpdated = await this.#startedByAnotherVersion(context);
    const conversation = this.#conversation(await this.#dialogs.createContext(context));
    if (isUpdated && (await this.#wasForIt(conversation))) return;
    if (await this.#drafts.expired(context)) await conversation.leave(conversation.turn.t('common:expired'));
    const isClosed = await closeGroundless(conversation);
    await this.#stayInOperation(context);
    const { answer } = conversation.turn;
    if (isClosed && (await this.#wasForIt(conversation))) return conversation.again();
    if (answer.kind === 'consent') return answerOffer(context, answer.document, answer.upload);
    if (answer.kind === 'click' && answer.data.act === 'say')
      return this.#said(conversation, (answer.data.text ?? '').slice(0, LONGEST_TEXT));
    if (answer.kind === 'click') return this.#clicked(conversation, answer.data);
    if (answer.kind === 'file' && sendsFiles(conversation.turn)) return this.#sentFile(conversation, answer.url);
    if (answer.kind === 'nothing' || answer.kind === 'file')
      return this.#unread(conversation, conversation.turn.t('common:noFiles'));
    if (answer.text.length > LONGEST_TEXT && !isLongList(answer.text))
      return this.#unread(conversation, conversation.turn.t('common:tooLong'));
    return this.#said(conversation, answer.text);
  }

  /** Whether a message says nothing beside what it answered to a form that has just been closed, or begun anew. */
  async #wasForIt({ turn, context }: Conversation): Promise<boolean> {
    const { answer } = turn;
    if (answer.kind === 'click') return answer.data.form !== undefined;
    if (answer.kind !== 'text') return false;
    if (verdictIn(answer.text)) return true;
    const hasAsked = (await this.#memory.question(context)) !== null;
    const understood = await understandMessage(turn, answer.text, hasAsked);
    return understood.kind !== 'sure' || understood.intent === 'cancel';
  }

  /** What is open belongs to the operation it was begun in, whatever was opened or chosen since. */
  async #stayInOperation(context: TurnContext): Promise<void> {
    const campaign = (await this.#drafts.all(context)).find((draft) => draft.campaign !== undefined)?.campaign;
    if (campaign !== undefined) this.#stayWithin(context, campaign);
  }

  #stayWithin(context: TurnContext, campaign: string): void {
    const turn = turnOf(context);
    setTurn(context, { ...turn, actor: { ...turn.actor, within: campaign } });
  }

  /** Nothing of it can be an answer or a command. */
  async #unread(conversation: Conversation, said: string): Promise<void> {
    if (await this.#settled(conversation, null)) return;
    await conversation.say(said);
    await conversation.again();
  }

  async #sentFile(conversation: Conversation, url: string): Promise<void> {
    if (await this.#settled(conversation, null)) return;
    await showSent(conversation, url);
    await conversation.again();
  }

  async #said(conversation: Conversation, text: string): Promise<void> {
    const { dc, context } = conversation;
    const form = this.#open.top(dc);
    const asked = await form?.asked(context);
    if (!asked?.isOpen || form?.name === CHOOSE) await this.#speakAsWritten(context, text);
    const waiting = await this.#memory.answersAsk(context);
    const ask = isAskedLast(context, A_COMMAND) ? waiting : undefined;
    if (ask && verdictIn(text) === 'yes') {
      await this.#answered(conversation, ask);
      return this.#perform(conversation, ask.act, { ...slotsOf(ask.slots), sure: true }, true);
    }
    const file = isAskedLast(context, A_FILE) ? await this.#memory.file(context) : undefined;
    if (file && verdictIn(text) === 'yes') return this.#perform(conversation, IMPORT_OF[file.of ?? 'people'], {}, true);
    const scanned = await commandOfScan(conversation.turn, text, form?.name);
    if (scanned) return this.#perform(conversation, scanned, { serial: text });
    const hasAsked = (await this.#memory.question(context)) !== null;
    const understood = await understandMessage(conversation.turn, text, hasAsked);
    const canUndo = await this.#memory.takesUndo(context);
    const isCancel = understood.kind === 'sure' && understood.intent === 'cancel';
    const isUndo = understood.kind === 'sure' && understood.intent === 'undo';
    if (canUndo && (isUndo || (isCancel && !form))) return this.#perform(conversation, 'undo', slotsOf(canUndo));
    const isLeft = verdictIn(text) === 'no' || isCancel;
    if (ask && isLeft) {
      await this.#answered(conversation, ask);
      await conversation.say(conversation.turn.t('operations:left'));
      return conversation.again();
    }
    const isClicked = conversation.turn.answer.kind === 'click';
    const toForm = form && asked && !isClicked && (await isAnswer(form, asked, context, text, understood));
    const command = understood.kind === 'sure' && !toForm ? commandNamed(understood.intent) : undefined;
    if (await this.#settled(conversation, command?.name ?? null)) return;
    if (form && asked && !isClicked && form.name !== PERSON && isEitherWay(asked, text, understood))
      return showEitherWay(conversation, { form, asked, text }, understood);
    if (toForm && asked?.isText && understood.kind === 'unsure' && isTalk(text)) {
      await showNotUnderstood(conversation, understood);
      return conversation.again();
    }
    if (toForm && form.name === NOMINATE && asked?.name === 'lastName' && isWholePupil(understood))
      return conversation.tells(understood.slots);
    if (toForm) return conversation.continues();
    return this.#understood(conversation, text, understood);
  }

  /** What was asked is answered in writing: its card goes on no longer. */
  async #answered({ context, turn: { t } }: Conversation, { card }: Ask): Promise<void> {
    if (card !== undefined) await retire(context, card, cardMessage(spentCard(t, t('common:continuesBelow'))));
  }

  async #understood(conversation: Conversation, text: string, understood: Understood): Promise<void> {
    const { dc, turn } = conversation;
    switch (understood.kind) {
      case 'sure':
        return this.#perform(conversation, commandOf(understood), understood.slots);
      case 'several':
      case 'near': {
        const { said, among, kind: why } = understood;
        const question = await this.#merged(conversation, understood);
        if (!conversation.seesAll) {
          const asked = { ...question, places: [...question.places, ...among] };
          return this.#perform(conversation, commandOf(understood), { question: asked });
        }
        await this.#dropQuestion(conversation);
        return conversation.begin<WhichOptions>(WHICH, { said, among, why, act: commandOf(understood), question });
      }
      case 'unsure':
        await this.#dropQuestion(conversation);
        if (dc.activeDialog) return conversation.continues();
        if (verdictIn(text)) return conversation.say(nothingToConfirm(turn));
        if (understood.past) return askOfToday(conversation, understood.past);
        return showNotUnderstood(conversation, understood);
    }
  }

  /** The question before with what the new one says of it, its place still to be told. */
  async #merged({ memory, context }: Conversation, { question, follows, among }: Doubt): Promise<Question> {
    const before = follows ? await memory.question(context) : null;
    return before
      ? { ...followUp(before, { ...question, places: among.slice(0, 1) }), places: question.places }
      : question;
  }

  async #clicked(conversation: Conversation, data: Record<string, string>): Promise<void> {
    const { dc, context, turn } = conversation;
    const now = turn.services.now().getTime();
    const isSecond = data.form !== undefined && (await this.#memory.presses(context, buttonOf(context, data), now));
    if (await this.#settled(conversation, null)) return;
    if (data.form !== undefined) {
      const form = await this.#drafts.named(context, data.form);
      if (form && (await this.#open.comeBackTo(dc, form))) return conversation.continues();
      const moved = may(turn.actor, 'steer') ? await findMovement(turn.services, turn.actor, data.form) : null;
      if (moved) await showMovement(context, context.activity.replyToId, moved);
      else await showStaleCard(context, data, isSecond);
      return conversation.again();
    }
    const command = commandNamed(data.act ?? '');
    if (command) return this.#perform(conversation, command.name, slotsOf(data), true);
    await showStaleCard(context, {});
    return conversation.again();
  }

  /**
   * Runs a command, for whom it is; the others are told what they can do instead.
   * @param isMeant its own button was clicked, or it was confirmed: from a sentence, what changes something is shown first
   */
  async #perform(conversation: Conversation, name: string, slots: Slots, isMeant = false): Promise<void> {
    const command = commandNamed(name)!;
    const { turn, context } = conversation;
    if (!command.stays) await this.#dropQuestion(conversation);
    if (!isFor(turn.actor, command)) {
      // `cherche Benali`, by who keeps the list of people.
      const ofPeople = { pupil: 'people', amend: 'changePerson' }[name];
      if (ofPeople && slots.name !== undefined && (await isPerson(turn, slots.name)))
        return this.#perform(conversation, ofPeople, { name: slots.name }, isMeant);
      turn.log.info({ turn: context.activity.id, member: turn.actor.id, command: name }, 'refused');
      return conversation.say(insteadOf(turn, command));
    }
    const { anyOperation = false } = command;
    if (
      !(typeof anyOperation === 'function' ? anyOperation(slots) : anyOperation) &&
      command.whose !== 'everyone' &&
      (await turn.services.directory.find(turn.actor)) === 'several'
    ) {
      const { answer } = turn;
      return showOperations(context, {
        above: turn.t(answer.kind === 'text' ? 'operations:which' : 'operations:whichThenClick'),
        ...(answer.kind === 'text' && { then: answer.text }),
      });
    }
    if (command.effect === 'changes' && !isMeant) {
      if (await this.#asksFirst(conversation, command, slots)) return;
    } else {
      if (command.effect === 'changes' && slots.campaign !== undefined) this.#stayWithin(context, slots.campaign);
      await command.run(conversation, slots);
    }
    if (!command.asks && askedNow(context) !== A_COMMAND) await conversation.again();
  }

  /** Shows what a sentence would change, to be confirmed. @returns false where something else was shown instead: a list, or why not */
  async #asksFirst(conversation: Conversation, command: Changing, slots: Slots): Promise<boolean> {
    const { turn } = conversation;
    const { t } = turn;
    const intended = await command.intends(conversation, slots);
    if (!intended) return false;
    const found = await turn.services.directory.find(turn.actor);
    const about = { ...intended.slots, ...(typeof found === 'object' && { campaign: found.id }) };
    const { title, lines = [], confirm } = intended;
    const actions = [
      button(confirm, { act: command.name, ...about }, { style: 'positive' }),
      button(t('common:cancel'), { act: 'cancel' }),
    ];
    await askFirst(
      conversation,
      { title, lines: [...lines, t('common:notYet')], actions },
      { act: command.name, slots: about },
    );
    return true;
  }

  /** @returns true when an open form's act was done already, that was said, and nothing is left to answer */
  async #settled(conversation: Conversation, command: string | null): Promise<boolean> {
    const { dc, context } = conversation;
    const { answer } = turnOf(context);
    if (!(await settle(dc, this.#drafts, command))) return false;
    if (command === 'restart') await conversation.nominate();
    else if (command ? command !== 'cancel' : answer.kind === 'click' && answer.data.form === undefined) return false;
    else await conversation.again();
    return true;
  }

  /** Answers in the language that is written, where the person has not chosen one. */
  async #speakAsWritten(context: TurnContext, text: string): Promise<void> {
    const turn = turnOf(context);
    const language = languageIn(text);
    if (language === undefined) return;
    await this.#memory.wrote(context, language);
    if (turn.actor.language === undefined) setTurn(context, { ...turn, t: this.texts(language) });
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
    await this.#drafts.closeAll(context);
    await send(context, message(draft ? t('common:updated') : t('common:updatedNothing')));
    if (!draft) return true;
    const conversation = this.#conversation(await this.#dialogs.createContext(context));
    await this.#drafts.open(context, NOMINATE, draft.values); // a form of its own: the old card is no longer its own
    await conversation.goesOn(() => conversation.begin<NominateOptions>(NOMINATE, { resume: true }));
    return true;
  }

  /** "Which of these?" is not worth coming back to once something else was asked. */
  async #dropQuestion({ dc }: Conversation): Promise<void> {
    if (this.#open.top(dc)?.name === CHOOSE) await this.#open.drop(dc, CHOOSE);
  }
}

const buttonOf = ({ activity: { replyToId } }: TurnContext, { form, step, press }: Record<string, string>): string =>
  [replyToId, form, step, press].join(' ');
