/** A list of people as a file: what would change is shown, then done with one click. */
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { type BadLine, type MemberFile, type MemberLine, readMemberFile } from '../../src/domain/memberFile';
import type { Role } from '../../src/domain/member';
import { type ImportPlan, importPeople, planImport } from '../../src/services/people/importPeople';
import { may } from '../../src/services/authorise';
import type { Conversation } from '../conversation';
import { readSent, type Sent } from '../readSent';
import { replace, send } from '../show';
import type { Turn } from '../turn';

/** Names that a card shows of each kind; the numbers are of all. */
const MOST_SHOWN = 8;
/** As many are changed within a turn. */
const MOST_LINES = 1_000;

/** @returns what is wrong with it, in a sentence, where it is no list of people. @throws StoreAway */
async function membersIn({ t, services, actor }: Turn, { rows }: Sent): Promise<MemberFile | { problem: string }> {
  const file = readMemberFile(rows, await services.directory.institutions());
  if (!file) return { problem: may(actor, 'steer') ? t('institutions:noColumns') : t('people:file.noColumns') };
  return file.lines.length > MOST_LINES ? { problem: t('people:file.tooMany', { most: MOST_LINES }) } : file;
}

/** Shows what a file that was sent would change. @throws NotAllowed, StoreAway */
export async function showImport(conversation: Conversation, sent: Sent): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t, services, actor } = turn;
  const file = await membersIn(turn, sent);
  if ('problem' in file) return conversation.say(file.problem);
  const plan = await planImport(services, actor, file);
  const changes = plan.added.length + plan.changed.length;
  await memory.keepsFile(context, changes ? { url: sent.url, hash: sent.hash } : undefined);
  const actions = changes
    ? [
        button(
          t('people:file.confirm', { count: changes }),
          { act: 'importPeople', name: sent.hash },
          { style: 'positive' },
        ),
        button(t('common:cancel'), { act: 'cancel' }),
      ]
    : [];
  const title = changes ? t('people:file.plan') : t('people:file.nothing');
  const lines = [...planLines(turn, plan), ...badLines(turn, file.bad)];
  await send(context, cardMessage(resultCard(t, { title, lines, actions })));
}

/**
 * Does what was shown, if the file is still the same.
 * @param hash of the file that the clicked card showed; in writing, the last one. @throws NotAllowed, StoreAway
 */
export async function confirmImport(conversation: Conversation, hash?: string): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t, services, actor, log } = turn;
  const last = await memory.file(context);
  const kept = last?.of === undefined ? last : undefined;
  if (!kept && hash === undefined) return conversation.say(t('people:file.how'));
  if (!kept || (hash !== undefined && hash !== kept.hash)) return conversation.say(t('people:file.again'));
  const sent = await readSent(turn, kept.url);
  const file = 'problem' in sent || sent.hash !== kept.hash ? null : await membersIn(turn, sent);
  if (!file || 'problem' in file) return conversation.say(t('people:file.again'));
  const done = await importPeople(services, actor, await planImport(services, actor, file));
  await memory.keepsFile(context, undefined);
  const { added, changed, left } = done;
  log.info({ turn: context.activity.id, member: actor.id, added, changed, left: left.length }, 'people imported');
  const lines = [
    t('people:file.added', { count: added }),
    t('people:file.changed', { count: changed }),
    ...left
      .slice(0, MOST_SHOWN)
      .map(({ line: { line }, why }) => t('people:file.left', { line, why: t(`people:file.why.${why}`) })),
    ...badLines(turn, file.bad),
  ];
  const view = { title: t('people:file.done'), tone: 'good' as const, lines };
  const actions = [button(t('people:all'), { act: 'people' })];
  await replace(context, context.activity.replyToId, cardMessage(resultCard(t, { ...view, actions })));
}

/** Who may do much is seen first, however long the list. */
const SEEN_FIRST: readonly Role[] = ['coordinator', 'reader', 'inspector', 'principal', 'deputy', 'proposer'];

function planLines({ t }: Turn, { added, changed, same }: ImportPlan): string[] {
  const named = (lines: readonly MemberLine[]): string[] => {
    const ordered = SEEN_FIRST.flatMap((role) => lines.filter((line) => line.role === role));
    const rest = ordered.slice(MOST_SHOWN);
    const roles = SEEN_FIRST.filter((role) => rest.some((line) => line.role === role));
    return [
      ...ordered
        .slice(0, MOST_SHOWN)
        .map(({ name, role, institutions }) =>
          t('people:file.person', { name, role: t(`people:roles.${role}`), codes: institutions.join(' ') }),
        ),
      ...(rest.length ? [t('people:file.more', { count: rest.length })] : []),
      ...roles.map((role) =>
        t('people:file.ofRole', {
          role: t(`people:roles.${role}`),
          count: rest.filter((line) => line.role === role).length,
        }),
      ),
    ];
  };
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
