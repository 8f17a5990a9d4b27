/** Every activity that is sent is built here. */
import type { AdaptiveCard } from '@microsoft/teams.cards';
import { type Activity, ActivityTypes, type Attachment, TextFormatTypes } from 'botbuilder';

const CARD = 'application/vnd.microsoft.card.adaptive';

const attachment = (card: AdaptiveCard): Attachment => ({ contentType: CARD, content: card });

/** A text in Markdown. */
export const message = (text: string): Partial<Activity> => ({
  type: ActivityTypes.Message,
  text,
  textFormat: TextFormatTypes.Markdown,
});

/** A card, below a text that says the same: cards come late to some phones and screen readers. */
export const cardMessage = (card: AdaptiveCard, text?: string): Partial<Activity> => ({
  ...(text === undefined ? { type: ActivityTypes.Message } : message(text)),
  attachments: [attachment(card)],
});

export const typing = (): Partial<Activity> => ({ type: ActivityTypes.Typing });
