/** Secrets from the environment or from a file; the two kinds of registration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BadConfiguration, serveConfig } from '../../src/config';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'relais-config-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));
const fileWith = (text: string): string => {
  const file = path.join(dir, String(fs.readdirSync(dir).length));
  fs.writeFileSync(file, text);
  return file;
};

const ENOUGH = {
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  MicrosoftAppPassword: 'geheim',
  MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
  RELAIS_PUPIL_SECRET: 'x'.repeat(32),
  RELAIS_CONTACT: 'the coordination',
};

/** @returns what is wrong, variable by variable */
function problems(environment: NodeJS.ProcessEnv): string[] {
  try {
    serveConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    expect(error.message).not.toMatch(/geheim/);
    return error.problems.map(({ variable, kind }) => `${variable} ${kind}`);
  }
}

test('secrets stand in the environment or in files', () => {
  const { MicrosoftAppPassword: _password, RELAIS_PUPIL_SECRET: _secret, ...rest } = ENOUGH;
  const config = serveConfig({
    ...rest,
    MicrosoftAppPassword_FILE: fileWith('from a file\n'),
    RELAIS_PUPIL_SECRET_FILE: fileWith(`${'y'.repeat(40)}\n`),
    RELAIS_PUPIL_SECRET_PREVIOUS_FILE: fileWith('z'.repeat(32)),
    MONGODB_URI_FILE: fileWith('mongodb://db/'),
  });
  expect(config.credentials?.password).toBe('from a file');
  expect(config.pupilSecret).toBe('y'.repeat(40));
  expect(config.previousPupilSecret).toBe('z'.repeat(32));
  expect(config.mongodbUri).toBe('mongodb://db/');
});

test.each([
  ['no such file', { ...ENOUGH, MONGODB_URI_FILE: path.join(dir, 'none') }, ['MONGODB_URI_FILE noFile']],
  ['a folder', { ...ENOUGH, MONGODB_URI_FILE: dir }, ['MONGODB_URI_FILE noFile']],
  ['both', { ...ENOUGH, MicrosoftAppPassword_FILE: fileWith('a') }, ['MicrosoftAppPassword_FILE fileToo']],
  [
    'a short secret in a file',
    { ...ENOUGH, RELAIS_PUPIL_SECRET: '', RELAIS_PUPIL_SECRET_FILE: fileWith('short') },
    ['RELAIS_PUPIL_SECRET short'],
  ],
  [
    'a short previous secret',
    { ...ENOUGH, RELAIS_PUPIL_SECRET_PREVIOUS: 'short' },
    ['RELAIS_PUPIL_SECRET_PREVIOUS short'],
  ],
  ['multi-tenant', { ...ENOUGH, MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppType appType']],
  ['no password', { ...ENOUGH, MicrosoftAppPassword: '' }, ['MicrosoftAppPassword missing']],
  [
    'no password, with a managed identity',
    { ...ENOUGH, MicrosoftAppPassword: '', MicrosoftAppType: 'UserAssignedMSI' },
    [],
  ],
])('%s', (_what, environment, expected) => expect(problems(environment)).toEqual(expected));
