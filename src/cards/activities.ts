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

/**
 * A card, and no text: Teams makes two messages of an activity that has both, tells the id of neither, and refuses to replace
 * one with both. The summary is what notifications show; without it they say "sent a card".
 */
export const cardMessage = (card: AdaptiveCard): Partial<Activity> => ({
  type: ActivityTypes.Message,
  attachments: [attachment(card)],
  summary: card.fallbackText?.split('\n')[0] ?? '',
});

export const typing = (): Partial<Activity> => ({ type: ActivityTypes.Typing });
