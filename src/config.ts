/** The environment, read once and checked: the only file that reads `process.env`. */
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Language } from './domain/member';
import type { AppOwner } from './teamsApp';

/** How the bot is registered; multi-tenant ones can no longer be made (Azure Bot Service, since 31 July 2025). */
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI'] as const;

export interface BotCredentials {
  appId: string;
  type: (typeof APP_TYPES)[number];
  /** Absent with a managed identity, which has none. */
  password?: string;
  tenantId: string;
  /** Where the keys of the tokens are told of; absent: Microsoft's public cloud. */
  openIdMetadata?: string;
}

export interface Config {
  port: number;
  /** What Relais keeps on this machine: the embedded database, and local mode's chats and secret. */
  dataDir: string;
  /** The embedded database's own folder in it. */
  databaseDir: string;
  /** Absent: the embedded database. */
  mongodbUri?: string;
  /** Absent in local mode, and only there. */
  credentials?: BotCredentials;
  /** Absent in local mode: it makes its own and keeps it with its data. */
  pupilSecret?: string;
  /** The key before this one, while pupils are rekeyed. */
  previousPupilSecret?: string;
  /** Whom a person asks to be added. */
  contact?: string;
}

export type ProblemKind =
  | 'missing'
  | 'uuid'
  | 'short'
  | 'long'
  | 'https'
  | 'address'
  | 'database'
  | 'port'
  | 'credentialsInLocal'
  | 'productionInLocal'
  | 'appType'
  | 'noFile'
  | 'fileToo';

/** One variable, and what is wrong with it. Its value is not kept. */
export interface Problem {
  variable: string;
  kind: ProblemKind;
}

/** The environment cannot be started with. */
export class BadConfiguration extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ variable, kind }) => `${variable}: ${kind}`).join(', '));
  }
}

const CREDENTIALS = ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'] as const;
export const SHORTEST_SECRET = 32;

/** Secrets may stand in a file (a mounted secret), named by the variable with `_FILE` behind it. */
const SECRETS = ['MicrosoftAppPassword', 'RELAIS_PUPIL_SECRET', 'RELAIS_PUPIL_SECRET_PREVIOUS', 'MONGODB_URI'] as const;

/** An empty variable is one that is not set; one that stands in a file is read there. @throws BadConfiguration */
function set(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const problems: Problem[] = [];
  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const file = env[variable];
    if (file === undefined) continue;
    if (env[name] !== undefined) problems.push({ variable, kind: 'fileToo' });
    else if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) problems.push({ variable, kind: 'noFile' });
    else env[name] = fs.readFileSync(file, 'utf8').trim() || undefined;
  }
  if (problems.length) throw new BadConfiguration(problems);
  return env;
}

/** What zod says of a variable is a kind of problem. */
const kind = (name: ProblemKind): ProblemKind => name;
const required = z.string(kind('missing'));

const common = {
  PORT: z.coerce.number(kind('port')).int(kind('port')).min(1, kind('port')).max(65_535, kind('port')).default(3978),
  RELAIS_DATA: z.string().default('.data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(?:\+srv)?:\/\//, kind('database'))
    .optional(),
};

const localSchema = z.object(common);
const serveSchema = z.object({
  ...common,
  MicrosoftAppId: required.pipe(z.uuid(kind('uuid'))),
  MicrosoftAppType: z.enum(APP_TYPES, kind('appType')).default('SingleTenant'),
  MicrosoftAppPassword: required,
  MicrosoftAppTenantId: required.pipe(z.uuid(kind('uuid'))),
  BotOpenIdMetadata: z.url(kind('address')).optional(),
  RELAIS_PUPIL_SECRET: required.min(SHORTEST_SECRET, kind('short')),
  RELAIS_PUPIL_SECRET_PREVIOUS: z.string().min(SHORTEST_SECRET, kind('short')).optional(),
  RELAIS_CONTACT: required,
});

/** A managed identity has no password. */
const identitySchema = serveSchema.extend({ MicrosoftAppPassword: z.string().optional() });

/** By the manifest's schema, in characters. */
const LONGEST_ORGANISATION = 32;

const appSchema = z.object({
  MicrosoftAppId: required.pipe(z.uuid(kind('uuid'))),
  RELAIS_ORGANISATION: required.max(LONGEST_ORGANISATION, kind('long')),
  RELAIS_WEBSITE: required.pipe(z.url({ protocol: /^https$/, error: kind('https') })),
});

/** What the Teams app package says. @throws BadConfiguration */
export function appConfig(environment: NodeJS.ProcessEnv = process.env): AppOwner {
  const env = parse(appSchema, set(environment));
  return { appId: env.MicrosoftAppId, organisation: env.RELAIS_ORGANISATION, website: env.RELAIS_WEBSITE };
}

/** In which language whoever starts it reads: English where their system is in English, else French. */
export function systemLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const [LC_ALL, LC_MESSAGES, LANG] = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].map(
    (value) => value || undefined, // an empty variable is one that is not set
  );
  return (LC_ALL ?? LC_MESSAGES ?? LANG ?? '').startsWith('en') ? 'en' : 'fr';
}

/** What the production entry and the commands beside it run with. @throws BadConfiguration */
export function serveConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = set(environment);
  const env = parse(given.MicrosoftAppType === 'UserAssignedMSI' ? identitySchema : serveSchema, given);
  return {
    ...databaseOf(env),
    credentials: {
      appId: env.MicrosoftAppId,
      type: env.MicrosoftAppType,
      ...(env.MicrosoftAppPassword !== undefined && { password: env.MicrosoftAppPassword }),
      tenantId: env.MicrosoftAppTenantId,
      ...(env.BotOpenIdMetadata !== undefined && { openIdMetadata: env.BotOpenIdMetadata }),
    },
    pupilSecret: env.RELAIS_PUPIL_SECRET,
    ...(env.RELAIS_PUPIL_SECRET_PREVIOUS !== undefined && { previousPupilSecret: env.RELAIS_PUPIL_SECRET_PREVIOUS }),
    contact: env.RELAIS_CONTACT,
  };
}

/** Local mode: no authentication, so never beside credentials or in production. @throws BadConfiguration */
export function localConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = set(environment);
  const problems: Problem[] = CREDENTIALS.filter((name) => env[name] !== undefined).map((variable) => ({
    variable,
    kind: 'credentialsInLocal',
  }));
  if (env.NODE_ENV === 'production') problems.push({ variable: 'NODE_ENV', kind: 'productionInLocal' });
  if (problems.length) throw new BadConfiguration(problems);
  return databaseOf(parse(localSchema, env));
}

/** Where Relais keeps its files, to name it when it cannot be used. */
export const dataDirectory = (environment: NodeJS.ProcessEnv = process.env): string =>
  path.resolve(databaseConfig(environment).dataDir);

/** The pupils' keys, for the command that changes them. @throws BadConfiguration */
export function pupilSecrets(environment: NodeJS.ProcessEnv = process.env): { pupilSecret: string } {
  const { RELAIS_PUPIL_SECRET } = parse(serveSchema.pick({ RELAIS_PUPIL_SECRET: true }), set(environment));
  return { pupilSecret: RELAIS_PUPIL_SECRET };
}

/** What a command beside the bot needs: the database alone. @throws BadConfiguration */
export const databaseConfig = (environment: NodeJS.ProcessEnv = process.env): Config =>
  databaseOf(parse(localSchema, set(environment)));

const databaseOf = (env: z.infer<typeof localSchema>): Config => ({
  port: env.PORT,
  dataDir: env.RELAIS_DATA,
  databaseDir: path.join(env.RELAIS_DATA, 'database'),
  ...(env.MONGODB_URI !== undefined && { mongodbUri: env.MONGODB_URI }),
});

function parse<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.infer<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    variable: path.join('.'),
    kind: message as ProblemKind,
  }));
  throw new BadConfiguration(problems);
}
