/** A list of people as a file: what would change is shown, then done with one click. */
import { createHash } from 'node:crypto';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { BadTable, LARGEST_FILE, readTable } from '../../src/files/readTable';
import { FileAway } from '../../src/files/fileSource';
import { type BadLine, type MemberFile, type MemberLine, readMemberFile } from '../../src/domain/memberFile';
import { type ImportPlan, importPeople, planImport } from '../../src/services/people/importPeople';
import { may } from '../../src/services/authorise';
import type { Conversation } from '../conversation';
import { replace, send } from '../show';
import type { Turn } from '../turn';

/** Names that a card shows of each kind; the numbers are of all. */
const MOST_SHOWN = 8;
/** As many are changed within a turn. */
const MOST_LINES = 1_000;

interface Read {
  file: MemberFile;
  /** The same for the same bytes. */
  hash: string;
}

/** @returns what is wrong with it, in a sentence, where it cannot be read. @throws StoreAway */
async function read({ t, services, files, actor }: Turn, url: string): Promise<Read | { problem: string }> {
  try {
    const bytes = await files.fetch(url, LARGEST_FILE + 1);
    const rows = await readTable(bytes);
    const file = readMemberFile(rows, await services.directory.institutions());
    if (!file) return { problem: may(actor, 'steer') ? t('institutions:noColumns') : t('people:file.noColumns') };
    if (file.lines.length > MOST_LINES) return { problem: t('people:file.tooMany', { most: MOST_LINES }) };
    return { file, hash: createHash('sha256').update(bytes).digest('base64url') };
  } catch (error) {
    if (error instanceof BadTable) return { problem: t(`people:file.${error.problem}`) };
    if (error instanceof FileAway) return { problem: t('people:file.away') };
    throw error;
  }
}

/** Shows what a file that was sent would change. @throws NotAllowed, StoreAway */
export async function showImport(conversation: Conversation, url: string): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t, services, actor } = turn;
  const found = await read(turn, url);
  if ('problem' in found) return conversation.say(found.problem);
  const plan = await planImport(services, actor, found.file);
  const changes = plan.added.length + plan.changed.length;
  await memory.keepsFile(context, changes ? { url, hash: found.hash } : undefined);
  const actions = changes
    ? [
        button(
          t('people:file.confirm', { count: changes }),
          { act: 'importPeople', name: found.hash },
          { style: 'positive' },
        ),
        button(t('common:cancel'), { act: 'cancel' }),
      ]
    : [];
  const title = changes ? t('people:file.plan') : t('people:file.nothing');
  const lines = [...planLines(turn, plan), ...badLines(turn, found.file.bad)];
  await send(context, cardMessage(resultCard(t, { title, lines, actions })));
}

/**
 * Does what was shown, if the file is still the same.
 * @param hash of the file that the clicked card showed; in writing, the last one. @throws NotAllowed, StoreAway
 */
export async function confirmImport(conversation: Conversation, hash?: string): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t, services, actor, log } = turn;
  const file = await memory.file(context);
  const kept = file?.of === undefined ? file : undefined;
  if (!kept && hash === undefined) return conversation.say(t('people:file.how'));
  if (!kept || (hash !== undefined && hash !== kept.hash)) return conversation.say(t('people:file.again'));
  const found = await read(turn, kept.url);
  if ('problem' in found || found.hash !== kept.hash) return conversation.say(t('people:file.again'));
  const done = await importPeople(services, actor, await planImport(services, actor, found.file));
  await memory.keepsFile(context, undefined);
  const { added, changed, left } = done;
  log.info({ turn: context.activity.id, member: actor.id, added, changed, left: left.length }, 'people imported');
  const lines = [
    t('people:file.added', { count: added }),
    t('people:file.changed', { count: changed }),
    ...left.slice(0, MOST_SHOWN).map(({ line }) => t('people:file.left', { line })),
    ...badLines(turn, found.file.bad),
  ];
  const view = { title: t('people:file.done'), tone: 'good' as const, lines };
  const actions = [button(t('people:all'), { act: 'people' })];
  await replace(context, context.activity.replyToId, cardMessage(resultCard(t, { ...view, actions })));
}

function planLines({ t }: Turn, { added, changed, same }: ImportPlan): string[] {
  const named = (lines: readonly MemberLine[]): string[] =>
    lines
      .slice(0, MOST_SHOWN)
      .map(({ name, role, institutions }) =>
        t('people:file.person', { name, role: t(`people:roles.${role}`), codes: institutions.join(' ') }),
      );
  return [
    ...(added.length ? [t('people:file.toAdd', { count: added.length }), ...named(added)] : []),
    ...(changed.length ? [t('people:file.toChange', { count: changed.length })] : []),
    ...named(changed.map(({ line }) => line)),
    ...(same ? [t('people:file.same', { count: same })] : []),
  ];
}

function badLines({ t }: Turn, bad: readonly BadLine[]): string[] {
  if (!bad.length) return [];
  const told = bad
    .slice(0, MOST_SHOWN)
    .map(({ line, problem, value }) =>
      t('people:file.line', { line, problem: t(`people:problem.${problem}`, { value }) }),
    );
  const more = bad.length - told.length;
  return [
    t('people:file.bad', { count: bad.length }),
    ...told,
    ...(more ? [t('people:file.more', { count: more })] : []),
  ];
}
