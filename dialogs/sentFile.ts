/** Files that people send: what each is tells where it goes. What would change is shown, then done. */
import { readConnectionFile } from '../src/domain/connectionFile';
import { isMemberFile } from '../src/domain/memberFile';
import { readSerialFile } from '../src/domain/serialFile';
import { may } from '../src/services/authorise';
import { confirmSerialFile, showSerialFile } from './articles/serials';
import type { Conversation } from './conversation';
import { confirmConnectionFile, showConnectionFile } from './leads/leads';
import { showFile } from './operations/institutionFiles';
import { readInstitutions } from './operations/institutionOutlook';
import { A_FILE } from './memory';
import { showImport } from './people/importPeople';
import { readSent } from './readSent';
import { asksNow } from './show';
import { setTurn, type Turn } from './turn';

/** Whether somebody sends files at all. */
export const sendsFiles = ({ actor }: Turn): boolean => may(actor, 'managePeople') || may(actor, 'nominate');

/** Shows what it would do; where it would do anything, a yes means that. @throws NotAllowed, NoCampaign, StoreAway */
export async function showSent(conversation: Conversation, url: string): Promise<void> {
  const { context, memory } = conversation;
  await memory.keepsFile(context, undefined);
  await showKind(conversation, url);
  if (await memory.file(context)) asksNow(context, A_FILE);
}

async function showKind(conversation: Conversation, url: string): Promise<void> {
  const { turn } = conversation;
  const sent = await readSent(turn, url);
  if ('problem' in sent) return conversation.say(sent.problem);
  if (!may(turn.actor, 'managePeople')) {
    const file = readConnectionFile(sent.rows);
    return file ? showConnectionFile(conversation, { ...sent, file }) : conversation.say(turn.t('leads:noColumns'));
  }
  const serials = may(turn.actor, 'steer') && !isMemberFile(sent.rows[0]!.cells) ? readSerialFile(sent.rows) : null;
  if (serials) return showSerialFile(conversation, { ...sent, rows: serials });
  const institutions = may(turn.actor, 'steer') ? readInstitutions(sent) : null;
  return institutions ? showFile(conversation, institutions) : showImport(conversation, sent);
}

/**
 * Does what was shown, if the file is still the same.
 * @param hash of the file that the clicked card showed; in writing, the last one. @throws NotAllowed, NoCampaign, StoreAway
 */
export async function confirmSent(
  conversation: Conversation,
  hash: string | undefined,
  isPart: boolean,
): Promise<void> {
  const { memory, context } = conversation;
  const kept = await memory.file(context);
  const again = conversation.turn.t('people:file.again');
  const isOurs = kept?.of === 'serials' || kept?.of === 'connections';
  if (!kept || !isOurs || (hash !== undefined && hash !== kept.hash)) return conversation.say(again);
  const before = conversation.turn;
  if (kept.campaign !== undefined) setTurn(context, { ...before, actor: { ...before.actor, within: kept.campaign } });
  const sent = await readSent(conversation.turn, kept.url);
  if ('problem' in sent || sent.hash !== kept.hash) return conversation.say(again);
  const serials = kept.of === 'serials' ? readSerialFile(sent.rows) : null;
  if (serials) return confirmSerialFile(conversation, { hash: sent.hash, rows: serials });
  const file = kept.of === 'connections' ? readConnectionFile(sent.rows) : null;
  if (file) return confirmConnectionFile(conversation, { file }, isPart);
  return conversation.say(again);
}

/** Shows again what the file that was sent last would change: a sentence does nothing of it. @param how says how one is sent, where none was */
export async function showAgain(conversation: Conversation, how: () => Promise<void>): Promise<null> {
  const file = await conversation.memory.file(conversation.context);
  await (file ? showSent(conversation, file.url) : how());
  return null;
}
