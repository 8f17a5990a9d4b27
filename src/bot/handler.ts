/** What comes in: messages and buttons, the app being added. Who is not known, or is not alone, goes no further. */
import { ActivityHandler, type ConversationState, type InvokeResponse, type TurnContext } from 'botbuilder';
import { answerOf } from '../../dialogs/answer';
import { showGreeting } from '../../dialogs/greeting';
import { languageIn } from '../../dialogs/hear';
import { Root } from '../../dialogs/root';
import { setTurn } from '../../dialogs/turn';
import { message } from '../cards/activities';
import type { FileSource } from '../files/fileSource';
import type { FileUpload } from '../files/fileUpload';
import type { Log } from '../log';
import type { ServiceContext } from '../services/context';
import type { People } from '../services/people/people';
import type { Texts } from '../texts';
import { CONSENT, EXECUTE, invokeAnswer } from './invoke';
import { Roster } from './roster';
import { findSpeaker, isMet, textsFor, writes } from './speaker';

export interface HandlerDependencies {
  services: ServiceContext;
  people: People;
  texts: Texts;
  contact: string;
  log: Log;
  files: FileSource;
  uploads: FileUpload;
}

export class RelaisHandler extends ActivityHandler {
  readonly #root: Root;
  readonly #roster: Roster;

  constructor(
    state: ConversationState,
    private readonly dependencies: HandlerDependencies,
  ) {
    super();
    this.#root = new Root(state, dependencies.texts);
    this.#roster = new Roster(dependencies.log);
    this.onMessage((context) => this.#run(context, () => this.#root.run(context)));
    this.onMembersAdded(async (context) => {
      const { membersAdded = [], recipient } = context.activity;
      if (membersAdded.some(({ id }) => id === recipient.id))
        await this.#run(context, () => showGreeting(context, { isNew: true }));
    });
  }

  /** `Action.Execute` comes as an invoke, and is answered like a submitted card; so does what is said to a file that is offered. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { name } = context.activity;
    if (name !== EXECUTE && name !== CONSENT) return { status: 400 }; // nothing of ours: no server error
    await this.#run(context, () => this.#root.run(context));
    return invokeAnswer(context.activity);
  }

  async #run(context: TurnContext, then: () => Promise<void>): Promise<void> {
    const { services, people, texts, contact, log, files, uploads } = this.dependencies;
    const { conversationType, isGroup } = context.activity.conversation;
    if (conversationType !== 'personal' || isGroup === true)
      return void (await context.sendActivity(message(textsFor(context, texts)('common:personalOnly'))));
    const actor = await findSpeaker(context, people, this.#roster.emailOf);
    writes(context, await this.#root.languageOf(context));
    if (!actor || actor.suspended) writes(context, languageIn(context.activity.text ?? ''));
    const t = textsFor(context, texts);
    if (!actor || actor.suspended)
      return void (await context.sendActivity(
        message(actor ? t('errors:suspended', { contact }) : t('errors:unknownPerson', { contact })),
      ));
    const today = people.today();
    const answer = answerOf(context.activity);
    const isGreeted = isMet(context) && answer.kind !== 'nothing';
    const printed = texts('fr');
    setTurn(context, { actor, t, printed, today, contact, services, people, files, uploads, log, answer, isGreeted });
    if (isGreeted) await showGreeting(context, { isNew: true });
    await then();
  }
}
