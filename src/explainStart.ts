/** Why a start, or a command beside the bot, came to nothing: one sentence that says what to do. */
import { BadConfiguration, dataDirectory, type Problem, SHORTEST_SECRET } from './config';
import { StoreAway } from './domain/errors';
import { faultOf, type Log } from './log';
import { PortTaken } from './portTaken';
import { BadDatabaseAddress, DatabaseRefused } from './store/connect';
import { FilesDamaged } from './store/embedded/filesDamaged';
import { DirectoryInUse } from './store/embedded/lock';
import type { Translate } from './texts';

/** What the file system calls it. */
const FILE_PROBLEMS = {
  EROFS: 'readOnly',
  EACCES: 'noRights',
  EPERM: 'noRights',
  ENOSPC: 'noSpace',
  EDQUOT: 'noSpace',
  ENOTDIR: 'notAFolder',
  EEXIST: 'notAFolder',
  ENOENT: 'notAFolder',
} as const;

/** LevelDB says it in words. */
const LEVEL_PROBLEMS = [
  [/read-only/i, 'readOnly'],
  [/permission denied/i, 'noRights'],
  [/no space left|quota exceeded/i, 'noSpace'],
] as const;

/** One sentence for whoever started it; what nobody has foreseen is logged in one line, without its message. */
export function explainStart(error: unknown, t: Translate, log: Log): string {
  const sentence = foreseen(error, t);
  if (sentence !== null) return sentence;
  log.error(faultOf(error), 'the start failed');
  return t('start:unexpected', { what: (error as { code?: string }).code ?? (error as Error).name });
}

function foreseen(error: unknown, t: Translate): string | null {
  if (error instanceof BadConfiguration)
    return [t('start:configuration'), ...error.problems.map((problem) => lineOf(problem, t))].join('\n');
  if (error instanceof PortTaken) return t('start:portTaken', { port: error.port, other: error.port + 1 });
  if (error instanceof DirectoryInUse) return t('start:inUse', { dir: error.dir });
  if (error instanceof FilesDamaged) return t('start:damaged', { dir: error.dir, kept: error.kept });
  if (error instanceof BadDatabaseAddress) return t('start:badAddress');
  if (error instanceof DatabaseRefused) return t('start:refused');
  const problem = fileProblemOf(error);
  if (error instanceof StoreAway && !problem) return t('start:away');
  return problem && t(`start:${problem}`, { dir: dataDirectory() });
}

function lineOf({ variable, kind }: Problem, t: Translate): string {
  const what =
    kind === 'missing' ? t(`start:variable.${variable as 'RELAIS_CONTACT'}`, { shortest: SHORTEST_SECRET }) : '';
  return t('start:line', { variable, problem: t(`start:problem.${kind}`, { what, shortest: SHORTEST_SECRET }) });
}

type FileProblem = (typeof FILE_PROBLEMS)[keyof typeof FILE_PROBLEMS];

function fileProblemOf(error: unknown): FileProblem | null {
  const { code, message, cause } = error as NodeJS.ErrnoException;
  const known = FILE_PROBLEMS[code as keyof typeof FILE_PROBLEMS];
  if (known) return known;
  const said = LEVEL_PROBLEMS.find(([words]) => words.test(message))?.[1];
  return said ?? (cause === undefined ? null : fileProblemOf(cause));
}
