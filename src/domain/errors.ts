/** Something that a person can run into: `code` names its text in `locales/<language>/errors.json`. */
export abstract class RelaisError extends Error {
  abstract readonly code: ErrorCode;
}

/** One that the same message may not meet a moment later: nothing is wrong with what was asked. */
export abstract class PassingError extends RelaisError {}

export class NotAllowed extends RelaisError {
  readonly code = 'notAllowed';
}

export class UnknownNomination extends RelaisError {
  readonly code = 'unknownNomination';
}

export class UnknownMember extends RelaisError {
  readonly code = 'unknownMember';
}

/** The family has the article: it is brought back, or declared lost, rather than taken off the list. */
export class HandedOver extends RelaisError {
  readonly code = 'handedOver';
}

/** What a school’s list had suggested is gone. */
export class UnknownSuggestion extends RelaisError {
  readonly code = 'unknownSuggestion';
}

export class UnknownDelivery extends RelaisError {
  readonly code = 'unknownDelivery';
}

/** No operation is open. */
export class NoCampaign extends RelaisError {
  readonly code = 'noCampaign';
}

/** Several are open, and the person has chosen none. */
export class ChooseCampaign extends RelaisError {
  readonly code = 'chooseCampaign';
}

export class UnknownCampaign extends RelaisError {
  readonly code = 'unknownCampaign';
}

/** It is not opened yet. */
export class CampaignNotOpened extends RelaisError {
  readonly code = 'campaignNotOpened';
}

export class CampaignClosed extends RelaisError {
  readonly code = 'campaignClosed';
}

/** It is out of the lists: nothing moves in it any more. */
export class CampaignArchived extends RelaisError {
  readonly code = 'campaignArchived';
}

/** Its last day is over. */
export class CampaignLate extends RelaisError {
  readonly code = 'campaignLate';
}

/** The database cannot be reached, or did not answer in time. */
export class StoreAway extends PassingError {
  readonly code = 'storeAway';
}

/** An earlier message of the same conversation is still being worked on. */
export class ConversationBusy extends PassingError {
  readonly code = 'conversationBusy';
}

/** Someone else changed the conversation's state meanwhile; what was recorded stays. */
export class StaleConversation extends PassingError {
  readonly code = 'staleConversation';
}

/** The turn did not end in time: Teams would send the message again. */
export class TurnTooLong extends PassingError {
  readonly code = 'turnTooLong';
}

/** More people write than can be answered: nothing was done of this message. */
export class TooManyAtOnce extends PassingError {
  readonly code = 'tooManyAtOnce';
}

export type ErrorCode = (
  | NotAllowed
  | UnknownNomination
  | UnknownMember
  | HandedOver
  | UnknownDelivery
  | UnknownSuggestion
  | NoCampaign
  | ChooseCampaign
  | UnknownCampaign
  | CampaignNotOpened
  | CampaignClosed
  | CampaignLate
  | CampaignArchived
  | StoreAway
  | ConversationBusy
  | StaleConversation
  | TurnTooLong
  | TooManyAtOnce
)['code'];
