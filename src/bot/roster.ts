/** Who somebody is by the tenant's own directory, as Teams tells it: asked once a person, when nobody of their object id is known. */
import { TeamsInfo, type TurnContext } from 'botbuilder';
import { faultOf, type Log } from '../log';

/** Strangers who write again are not asked about again. */
const MOST_KEPT = 5_000;

/** As it comes, by either name: learn.microsoft.com, "Get Teams specific context for your bot"; microsoft/teams.net#525. */
interface Account {
  objectId?: string;
  aadObjectId?: string;
  userPrincipalName?: string;
}

export class Roster {
  readonly #emails = new Map<string, string | null>();

  constructor(private readonly log: Log) {}

  /** Their user principal name, in small letters; null where Teams does not tell it. Never throws: whoever is not found is not known. */
  readonly emailOf = async (context: TurnContext): Promise<string | null> => {
    const { id, aadObjectId = '' } = context.activity.from;
    const kept = this.#emails.get(aadObjectId);
    if (kept !== undefined) return kept;
    try {
      // Teams tells `objectId`; the SDK renames it where it lists members, and not here (TeamsInfo 4.23).
      const account = (await TeamsInfo.getMember(context, id)) as Account;
      const { userPrincipalName } = account;
      const email =
        (account.objectId ?? account.aadObjectId) === aadObjectId && userPrincipalName
          ? userPrincipalName.toLowerCase()
          : null;
      if (this.#emails.size >= MOST_KEPT) this.#emails.clear();
      this.#emails.set(aadObjectId, email);
      return email;
    } catch (error) {
      this.log.warn({ turn: context.activity.id, ...faultOf(error) }, 'the roster did not answer');
      return null;
    }
  };
}
