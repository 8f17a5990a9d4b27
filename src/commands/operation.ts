/**
 * All that a coordinator does to an operation, beside the bot: see USAGE. `--dry-run` shows what would change and changes nothing.
 * Exit codes: 0 done; 1 refused, or a row was left aside; 2 not all that was asked for was free.
 */
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { systemLanguage } from '../config';
import { type Campaign, type Kind, KINDS, usualRules } from '../domain/campaign';
import { institutionColumns } from '../domain/institutionFile';
import type { Leg, Lot } from '../domain/movement';
import type { Uai } from '../domain/uai';
import { readWhole } from '../files/readTable';
import type { ServiceContext } from '../services/context';
import { Directory } from '../services/directory';
import { carryOut } from '../services/movements/carryOut';
import { planMove, planRelief, planSuggestions, planTakingBack } from '../services/movements/move';
import { isPlan, planOf, type Plan, type PlanProblem, standings } from '../services/movements/plan';
import { BASES, type Basis, planByList, planSharing } from '../services/movements/share';
import { start } from '../services/movements/start';
import { addOperation, become } from '../services/operations/changeOperation';
import { listsIn } from '../services/operations/lists';
import { BadOperationFile, loadOperation } from '../services/operations/loadOperation';
import { OPERATOR } from '../services/people/changePeople';
import type { Store } from '../store/open';
import { loadTexts, type Translate } from '../texts';
import { type Flags, readFlags } from './flags';
import { amountIn, requireFile, dayIn, endIn, kindsIn, Misuse, numberIn, reasonIn } from './operationArguments';
import { deliver, figures, serials } from './operationArticles';
import { institutions } from './operationInstitutions';
import { say, tell } from './say';
import { Misuse as MisuseError, withStore } from './database';

const NOT_ALL = 2;

export interface Command {
  services: ServiceContext;
  /** The operation that the command names. */
  campaign: Campaign;
  flags: Flags;
  /** What stands behind the operation. */
  rest: string[];
  t: Translate;
}

const actorIn = (campaign: Campaign) => ({ ...OPERATOR, within: campaign.id });

/** Says what it changes, and does it; the exit code says whether all of it could be. */
async function perform(
  { services, campaign, flags, t }: Command,
  planned: Plan | PlanProblem,
  lot?: Lot,
): Promise<void> {
  if (!isPlan(planned)) {
    const { problem } = planned;
    const numbers = problem === 'tooFew' ? { needed: planned.needed, there: planned.there } : { needed: 0, there: 0 };
    throw new MisuseError(t(`movements:problem.${problem}`, numbers));
  }
  const { kind, legs, asked, total, changes } = planned;
  for (const { institution, before, after } of changes)
    say([institution?.uai ?? 'reserve', institution?.name ?? '', before, after, after - before].join('\t'));
  if (total < asked) process.exitCode = NOT_ALL;
  if (flags.has('dry-run')) return say(`${total}/${asked} (--dry-run)`);
  const id = randomUUID();
  await start(services, actorIn(campaign), { id, kind, reason: reasonIn(flags, kind), legs, ...(lot && { lot }) });
  const ended = await carryOut(services, id, {
    tell: ({ legs: so }) => tell(`${so.reduce((sum, { done = 0 }) => sum + done, 0)}/${total}`),
  });
  const done = (ended?.legs ?? []).reduce((sum, leg) => sum + (leg.done ?? 0), 0);
  if (done < asked) process.exitCode = NOT_ALL;
  say(`${done}/${asked}`);
}

/** `UAI;number`: a list that is not wholly right is told, and not half done. */
async function listed(services: ServiceContext, list: string): Promise<Map<Uai, number> | null> {
  requireFile(list);
  const rows = await readWhole(list);
  const found = institutionColumns(rows[0]?.cells ?? []);
  if (!found || found.columns.number === undefined) throw new Misuse('--list: UAI;number');
  const { known, unknown, bad } = await listsIn(services, found.columns, found.hasTitles ? rows.slice(1) : rows);
  for (const uai of unknown) say(`?\t${uai}`);
  for (const { line, problem, value } of bad) say(`${line}\t!\t${problem}\t${value}`);
  if (!unknown.length && !bad.length) return new Map(known.map(({ uai, number = 0 }) => [uai, number]));
  process.exitCode = 1;
  say(`=${known.length} ?${unknown.length} !${bad.length}`);
  return null;
}

const sumOf = (list: ReadonlyMap<Uai, number>): number => [...list.values()].reduce((sum, count) => sum + count, 0);

async function share(command: Command): Promise<void> {
  const { services, campaign, flags, rest } = command;
  const list = flags.value('list');
  if (list !== undefined) {
    const there = await listed(services, list);
    return there ? perform(command, await planByList(services, actorIn(campaign), there)) : undefined;
  }
  const by = BASES.find((each) => each === flags.value('by'));
  if (!by) throw new Misuse(`--by: one of ${BASES.join(', ')}`);
  const kinds = kindsIn(flags, 'kind');
  const [min, max] = [numberIn(flags, 'min'), numberIn(flags, 'max')];
  await perform(
    command,
    await planSharing(services, actorIn(campaign), {
      ...{ ...amountIn(rest[0]), by: by satisfies Basis },
      ...(kinds && { over: ({ kind }) => kinds.includes(kind) }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    }),
  );
}

const COMMANDS: Record<string, (command: Command) => Promise<void>> = {
  ...{ institutions, serials, deliver, figures },
  share,
  open: (command) => becomes(command, 'open'),
  close: (command) => becomes(command, 'closed'),
  archive: (command) => becomes(command, 'archived'),
  async receive(command) {
    const { services, campaign, flags, rest } = command;
    const giver = flags.value('giver') ?? campaign.giver;
    const list = flags.value('list');
    const there = list === undefined ? null : await listed(services, list);
    if (list !== undefined && !there) return;
    const { count } = there ? { count: sumOf(there) } : amountIn(rest[0]);
    if (!count || giver === undefined) throw new Misuse('a number, and --giver');
    const standing = await standings(services, actorIn(campaign));
    const on = dayIn(flags, 'on') ?? new Date().toISOString().slice(0, 10);
    const lot = { giver, on, announced: numberIn(flags, 'announced') ?? count };
    // What institutions have already is theirs: nothing is to be sent.
    const legs: Leg[] = there
      ? [...there].map(([to, each]) => ({ from: 'outside', to, count: each }))
      : [{ from: 'outside', to: 'reserve', count }];
    await perform(command, planOf('receive', standing, legs), lot);
  },
  async move(command) {
    const { services, campaign, flags, rest } = command;
    const ends = { from: endIn(flags, 'from'), to: endIn(flags, 'to') };
    await perform(command, await planMove(services, actorIn(campaign), { ...ends, ...amountIn(rest[0]) }));
  },
  async retire(command) {
    const { services, campaign, flags, rest } = command;
    const ends = { from: endIn(flags, 'from'), to: 'outside' as const };
    await perform(command, await planMove(services, actorIn(campaign), { ...ends, ...amountIn(rest[0]) }));
  },
  async 'take-back'(command) {
    const { services, campaign, flags } = command;
    const [since, below] = [dayIn(flags, 'since'), numberIn(flags, 'below')];
    const what = { ...(since && { since }), ...(below !== undefined && { below }) };
    await perform(command, await planTakingBack(services, actorIn(campaign), what));
  },
  async relieve(command) {
    await perform(command, await planRelief(command.services, actorIn(command.campaign), amountIn(command.rest[0])));
  },
  async suggest(command) {
    const { services, campaign, flags } = command;
    const plan = await planSuggestions(services, actorIn(campaign));
    if (isPlan(plan) && !flags.has('apply')) {
      for (const { from, to, count } of plan.legs) say([from, to, count].join('\t'));
      return;
    }
    await perform(command, plan);
  },
};

async function becomes({ services, campaign, flags }: Command, next: 'open' | 'closed' | 'archived'): Promise<void> {
  if (flags.has('dry-run')) return say(`${campaign.id}: ${campaign.state} -> ${next} (--dry-run)`);
  const { outcome, campaign: now } = await become(services, OPERATOR, campaign.id, next);
  say(`${now.id}: ${now.state}`);
  if (outcome === 'cannot') process.exitCode = 1;
}

async function create(services: ServiceContext, [name = '']: string[], flags: Flags): Promise<void> {
  const kind: Kind | undefined = KINDS.find((each) => each === flags.value('kind'));
  if (!name.trim() || !kind) throw new Misuse('a name, and --kind');
  const [giver, article, levels] = [flags.value('giver'), flags.value('article'), kindsIn(flags, 'levels')];
  const described = {
    ...{ name: name.trim(), kind, ...usualRules(kind) },
    ...(giver !== undefined && { giver }),
    ...(article !== undefined && { article }),
    ...(levels && { levels }),
  };
  if (flags.has('dry-run')) return say(`${JSON.stringify(described)} (--dry-run)`);
  const { id } = await addOperation(services, OPERATOR, { form: randomUUID(), ...described });
  say(id);
}

async function load(services: ServiceContext, [file = '']: string[]): Promise<void> {
  requireFile(file);
  try {
    // Files that it names are beside its own folder, or in it.
    const own = path.dirname(path.resolve(file));
    const dataDir = path.basename(own) === 'operations' ? path.dirname(own) : own;
    const { id, name, state } = await loadOperation(services, file, dataDir);
    const units = await services.store.units.count({ campaign: id });
    say(`${id}\t${name}\t${state}\t${units}`);
  } catch (error) {
    throw error instanceof BadOperationFile ? new Misuse(`${path.basename(file)}: ${error.where}`) : error;
  }
}

async function run(store: Store, [command = '', ...args]: string[]): Promise<void> {
  const now = (): Date => new Date();
  // Nothing here asks who a pupil is: no key is needed.
  const services: ServiceContext = { store, now, directory: new Directory(store, now), pupilSecret: '' };
  const t = loadTexts()(systemLanguage());
  const { flags, plain } = readFlags(args, (flag) => {
    throw new Misuse(`not a flag, or one without its value: ${flag}`);
  });
  if (command === 'list') {
    for (const { id, name, kind, state } of await store.campaigns.all()) say([id, state, kind, name].join('\t'));
    return;
  }
  if (command === 'load') return load(services, plain);
  if (command === 'create') return create(services, plain, flags);
  const perform = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!perform) throw new Misuse();
  const [id = '', ...rest] = plain;
  const campaign = await store.campaigns.find(id);
  if (!campaign) throw new Misuse(`no such operation: ${id}`);
  await perform({ services, campaign, flags, rest, t });
}

void withStore((store) => run(store, process.argv.slice(2)));
