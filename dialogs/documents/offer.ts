/** Files for people, as Teams gives them in a private chat: offered, put into their own OneDrive once they accept, and shown. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, fileOffer, fileSent, message } from '../../src/cards/activities';
import { spentCard } from '../../src/cards/resultCard';
import { FileAway } from '../../src/files/fileSource';
import type { Upload } from '../answer';
import { retire, send } from '../show';
import { turnOf } from '../turn';
import { type DocumentRef, makeDocument, readRef, writeRef } from './document';

/** One of the operation of now. */
export type Wanted = DocumentRef extends infer Ref ? (Ref extends DocumentRef ? Omit<Ref, 'campaign'> : never) : never;

/** @throws what `makeDocument` throws */
export async function offer(context: TurnContext, wanted: Wanted, description: string): Promise<void> {
  const turn = turnOf(context);
  const { id: campaign } = await turn.services.directory.campaign(turn.actor);
  const ref = { ...wanted, campaign };
  const { name, bytes } = await makeDocument(turn, ref);
  await send(context, fileOffer(name, description, bytes.length, writeRef(ref)));
}

/** What was said to an offer. @throws what `makeDocument` throws */
export async function answerOffer(context: TurnContext, document: string, upload: Upload | null): Promise<void> {
  const turn = turnOf(context);
  const { t, uploads, log, actor } = turn;
  const { replyToId } = context.activity;
  const ref = readRef(document);
  const leave = async (text: string): Promise<void> => {
    if (replyToId !== undefined) await retire(context, replyToId, cardMessage(spentCard(t, text)));
  };
  if (!ref || !upload) return leave(t('documents:declined'));
  const { bytes, contentType, fileType, name } = await makeDocument(turn, ref);
  try {
    if (!uploads.isTrusted(upload.contentUrl)) throw new FileAway('not where Teams keeps files');
    await uploads.put(upload.uploadUrl, bytes, contentType);
  } catch (error) {
    if (!(error instanceof FileAway)) throw error;
    log.warn({ turn: context.activity.id, member: actor.id, what: ref.what }, 'a file could not be put');
    return void (await send(context, message(t('documents:away'))));
  }
  log.info({ turn: context.activity.id, member: actor.id, what: ref.what, bytes: bytes.length }, 'file sent');
  await leave(t('documents:accepted'));
  await send(context, fileSent({ ...upload, fileType, name }));
}
