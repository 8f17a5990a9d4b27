/** `npm run app-package`: the zip that an administrator uploads to Teams, from the environment's ids. */
import { zipSync } from 'fflate';
import fs from 'node:fs';
import path from 'node:path';
import { appConfig, systemLanguage } from '../config';
import { explainStart } from '../explainStart';
import { createLog } from '../log';
import { projectRoot } from '../projectRoot';
import { localizationOf, manifestOf } from '../teamsApp';
import { loadTexts } from '../texts';

const texts = loadTexts();
const json = (content: object): Uint8Array => Buffer.from(`${JSON.stringify(content, null, 2)}\n`);

/** Icons lie beside the package. @returns where it was written. @throws BadConfiguration */
function writePackage(): string {
  const root = projectRoot();
  const dir = path.join(root, 'appPackage');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const file = path.join(dir, 'relais.zip');
  const zip = zipSync({
    'manifest.json': json(manifestOf(appConfig(), version, texts('fr'))),
    'en.json': json(localizationOf(texts('en'))),
    'color.png': fs.readFileSync(path.join(dir, 'color.png')),
    'outline.png': fs.readFileSync(path.join(dir, 'outline.png')),
  });
  fs.writeFileSync(file, zip);
  return file;
}

try {
  process.stdout.write(`${writePackage()}\n`);
} catch (error) {
  const log = createLog({ write: (line: string) => void process.stderr.write(line) });
  process.stderr.write(`${explainStart(error, texts(systemLanguage()), log)}\n`);
  process.exitCode = 1;
}
