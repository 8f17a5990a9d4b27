/** The environment, read once and checked: the only file that reads `process.env`. */
import { z } from 'zod';

export interface BotCredentials {
  appId: string;
  password: string;
  tenantId: string;
  /** Where the keys of the tokens are told of; absent: Microsoft's public cloud. */
  openIdMetadata?: string;
}

export interface Config {
  port: number;
  /** Where the embedded database keeps its files, and the local mode its secret. */
  dataDir: string;
  /** Absent: the embedded database. */
  mongodbUri?: string;
  /** Absent in local mode, and only there. */
  credentials?: BotCredentials;
  /** Absent in local mode: it makes its own and keeps it with its data. */
  pupilSecret?: string;
  /** Whom a person asks to be added. */
  contact?: string;
}

/** The environment cannot be started with: `problems` has a line for each variable. */
export class BadConfiguration extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not complete:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

const CREDENTIALS = ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'] as const;
const SHORTEST_SECRET = 32;

/** An empty variable is one that is not set. */
const set = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

const common = {
  PORT: z.coerce.number('a port number').int().min(1).max(65_535).default(3978),
  RELAIS_DATA: z.string().default('.data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
};
const required = (what: string) => z.string(`is missing: ${what}`);

const localSchema = z.object(common);
const serveSchema = z.object({
  ...common,
  MicrosoftAppId: required('the bot registration’s application id').pipe(z.uuid('must be a UUID')),
  MicrosoftAppPassword: required('the bot registration’s client secret'),
  MicrosoftAppTenantId: required('the Microsoft Entra tenant that may speak to the bot').pipe(z.uuid('must be a UUID')),
  BotOpenIdMetadata: z.url('must be an address').optional(),
  RELAIS_PUPIL_SECRET: required(
    `the key of the pupils’ HMAC, ${SHORTEST_SECRET} characters or more, kept for ever`,
  ).min(SHORTEST_SECRET, `must have ${SHORTEST_SECRET} characters or more`),
  RELAIS_CONTACT: required('the name or address that someone unknown is sent to'),
});

/** What the production entry and the commands beside it run with. @throws BadConfiguration */
export function serveConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = parse(serveSchema, set(environment));
  return {
    ...databaseOf(env),
    credentials: {
      appId: env.MicrosoftAppId,
      password: env.MicrosoftAppPassword,
      tenantId: env.MicrosoftAppTenantId,
      ...(env.BotOpenIdMetadata !== undefined && { openIdMetadata: env.BotOpenIdMetadata }),
    },
    pupilSecret: env.RELAIS_PUPIL_SECRET,
    contact: env.RELAIS_CONTACT,
  };
}

/** Local mode: no authentication, so never beside credentials or in production. @throws BadConfiguration */
export function localConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = set(environment);
  const problems = CREDENTIALS.filter((name) => env[name] !== undefined).map(
    (name) => `${name} is set: local mode takes no credentials. Unset it, or start with: npm run serve`,
  );
  if (env.NODE_ENV === 'production') problems.push('NODE_ENV is production: start with: npm run serve');
  if (problems.length) throw new BadConfiguration(problems);
  return databaseOf(parse(localSchema, env));
}

/** What a command beside the bot needs: the database alone. @throws BadConfiguration */
export const databaseConfig = (environment: NodeJS.ProcessEnv = process.env): Config =>
  databaseOf(parse(localSchema, set(environment)));

const databaseOf = (env: z.infer<typeof localSchema>): Config => ({
  port: env.PORT,
  dataDir: env.RELAIS_DATA,
  ...(env.MONGODB_URI !== undefined && { mongodbUri: env.MONGODB_URI }),
});

function parse<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.infer<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new BadConfiguration(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
}
