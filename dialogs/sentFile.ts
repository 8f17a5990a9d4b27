/** Files that people send: what each is tells where it goes. What would change is shown, then done. */
import { createHash } from 'node:crypto';
import { readConnectionFile } from '../src/domain/connectionFile';
import { isMemberFile } from '../src/domain/memberFile';
import { readSerialFile } from '../src/domain/serialFile';
import { FileAway } from '../src/files/fileSource';
import { BadTable, LARGEST_FILE, readTable, type TableRow } from '../src/files/readTable';
import { may } from '../src/services/authorise';
import { confirmSerialFile, showSerialFile } from './articles/serials';
import type { Conversation } from './conversation';
import { confirmConnectionFile, showConnectionFile } from './leads/leads';
import { showFile } from './operations/institutionFiles';
import { readInstitutions } from './operations/institutionOutlook';
import { showImport } from './people/importPeople';
import { setTurn, type Turn } from './turn';

/** Whether somebody sends files at all. */
export const sendsFiles = ({ actor }: Turn): boolean => may(actor, 'managePeople') || may(actor, 'nominate');

interface Sent {
  url: string;
  rows: TableRow[];
  hash: string;
}

/** @returns what is wrong with it, in a sentence, where it cannot be read */
async function read({ t, files }: Turn, url: string): Promise<Sent | { problem: string }> {
  try {
    const bytes = await files.fetch(url, LARGEST_FILE + 1);
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return { url, rows: await readTable(bytes), hash };
  } catch (error) {
    if (error instanceof BadTable) return { problem: t(`people:file.${error.problem}`) };
    if (error instanceof FileAway) return { problem: t('people:file.away') };
    throw error;
  }
}

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function showSent(conversation: Conversation, url: string): Promise<void> {
  const { turn } = conversation;
  const sent = await read(turn, url);
  if ('problem' in sent) return conversation.say(sent.problem);
  if (!may(turn.actor, 'managePeople')) {
    const file = readConnectionFile(sent.rows);
    return file ? showConnectionFile(conversation, { ...sent, file }) : conversation.say(turn.t('leads:noColumns'));
  }
  const serials = may(turn.actor, 'steer') && !isMemberFile(sent.rows[0]!.cells) ? readSerialFile(sent.rows) : null;
  if (serials) return showSerialFile(conversation, { ...sent, rows: serials });
  const institutions = may(turn.actor, 'steer') ? await readInstitutions(turn, url) : null;
  if (institutions === null) return showImport(conversation, url);
  if ('problem' in institutions) return conversation.say(institutions.problem);
  return showFile(conversation, url, institutions);
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
  const sent = await read(conversation.turn, kept.url);
  if ('problem' in sent || sent.hash !== kept.hash) return conversation.say(again);
  const serials = kept.of === 'serials' ? readSerialFile(sent.rows) : null;
  if (serials) return confirmSerialFile(conversation, { hash: sent.hash, rows: serials });
  const file = kept.of === 'connections' ? readConnectionFile(sent.rows) : null;
  if (file) return confirmConnectionFile(conversation, { file }, isPart);
  return conversation.say(again);
}
