/** The Teams app against Microsoft's own schema (npm `@microsoft/app-manifest`), and what the schema cannot say. */
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fs from 'node:fs';
import path from 'node:path';
import { appConfig, type BadConfiguration } from '../../src/config';
import { localizationOf, manifestOf } from '../../src/teamsApp';
import { loadTexts } from '../../src/texts';

const ROOT = path.resolve(__dirname, '../..');
const SCHEMAS = path.join(ROOT, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.29');
const texts = loadTexts();
const owner = {
  appId: '11111111-1111-4111-8111-111111111111',
  organisation: 'Département de la Seine',
  website: 'https://relais.example/donnees',
};
const manifest = manifestOf(owner, '1.2.3', texts('fr'));

function problems(schema: string, content: object): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(fs.readFileSync(path.join(SCHEMAS, schema), 'utf8')) as object);
  validate(content);
  return validate.errors ?? [];
}

test('the manifest is valid', () => expect(problems('MicrosoftTeams.schema.json', manifest)).toEqual([]));
test('so is its English', () =>
  expect(problems('MicrosoftTeams.Localization.schema.json', localizationOf(texts('en')))).toEqual([]));
test('a schema that would let anything pass is none', () =>
  expect(problems('MicrosoftTeams.schema.json', { ...manifest, bots: [{ botId: 'x' }] })).not.toEqual([]));

test('it asks for nothing but a private chat', () => {
  expect(manifest).toMatchObject({ bots: [{ botId: owner.appId, scopes: ['personal'] }], validDomains: [] });
  expect(manifest).not.toHaveProperty('permissions');
  expect(manifest).not.toHaveProperty('authorization');
});

/** Teams: 192 x 192 in colour, 32 x 32 in white on nothing. */
test.each([
  ['color.png', 192],
  ['outline.png', 32],
])('%s is a PNG of %i pixels', (name, side) => {
  const png = fs.readFileSync(path.join(ROOT, 'appPackage', name));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
  if (name === 'outline.png') expect(png.readUInt8(25)).toBe(6); // colour type: with transparency
});

test('what the environment lacks is said by name', () => {
  const given = { MicrosoftAppId: owner.appId, RELAIS_ORGANISATION: owner.organisation, RELAIS_WEBSITE: owner.website };
  expect(appConfig(given)).toEqual(owner);
  const bad = { MicrosoftAppId: 'x', RELAIS_ORGANISATION: 'x'.repeat(33), RELAIS_WEBSITE: 'http://relais.example' };
  for (const environment of [{}, bad]) {
    let problems: string[] = [];
    try {
      appConfig(environment);
    } catch (error) {
      problems = (error as BadConfiguration).problems.map(({ variable }) => variable);
    }
    expect(problems).toEqual(Object.keys(given));
  }
});
