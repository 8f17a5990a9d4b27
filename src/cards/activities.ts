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

/** Asks whether a file is wanted: it is put into the person's own OneDrive once they accept. learn.microsoft.com, "Send and receive files from a bot". */
export const fileOffer = (name: string, description: string, size: number, document: string): Partial<Activity> => ({
  type: ActivityTypes.Message,
  attachments: [
    {
      ...{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name },
      content: { description, sizeInBytes: size, acceptContext: { document }, declineContext: { document } },
    },
  ],
  summary: name,
});

/** A file that is there now. */
export const fileSent = (file: {
  name: string;
  contentUrl: string;
  uniqueId: string;
  fileType: string;
}): Partial<Activity> => ({
  type: ActivityTypes.Message,
  attachments: [
    {
      ...{
        contentType: 'application/vnd.microsoft.teams.card.file.info',
        name: file.name,
        contentUrl: file.contentUrl,
      },
      content: { uniqueId: file.uniqueId, fileType: file.fileType },
    },
  ],
  summary: file.name,
});

export const typing = (): Partial<Activity> => ({ type: ActivityTypes.Typing });
