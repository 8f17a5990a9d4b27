/** What the arguments of `npm run operation` say; whatever they do not is explained with the usage. */
import fs from 'node:fs';
import { KINDS } from '../domain/campaign';
import { INSTITUTION_KINDS, type InstitutionKind } from '../domain/institution';
import { type End, type MovementKind, type Reason, REASONS, REASONS_OF } from '../domain/movement';
import { plainDate, type PlainDate } from '../domain/plainDate';
import { parseUai } from '../domain/uai';
import { BASES } from '../services/movements/share';
import { Misuse as MisuseError } from './database';
import type { Flags } from './flags';

const USAGE = [
  'npm run operation -- list',
  'npm run operation -- load <operation.json>',
  `npm run operation -- create "<name>" --kind ${KINDS.join('|')} [--article "<name>"] [--giver "<name>"] [--levels college,lycee]`,
  'npm run operation -- open|close|archive <operation>',
  'npm run operation -- institutions <operation> <file.csv> [--department 093,094] [--kind college,circonscription,ecole] [--sector public|private|all]',
  'npm run operation -- receive <operation> <number> --giver "<name>" [--on YYYY-MM-DD] [--announced <number>]',
  'npm run operation -- receive <operation> --list <file.csv> --giver "<name>" (what institutions have already: UAI;number)',
  'npm run operation -- serials <operation> <file.csv|file.xlsx>',
  'npm run operation -- deliver <operation> [--pdf notes.pdf] [--list notes.xlsx] [--from "<sender>"] [--sent]',
  'npm run operation -- figures <operation> [--pdf figures.pdf]',
  `npm run operation -- share <operation> <number|all> --by ${BASES.join('|')} [--kind college] [--min n] [--max n]`,
  'npm run operation -- share <operation> --list <file.csv>',
  'npm run operation -- move <operation> <number|all> --from <UAI|reserve> --to <UAI|reserve>',
  'npm run operation -- take-back <operation> [--since YYYY-MM-DD] [--below <percent>]',
  'npm run operation -- relieve <operation> <number|all>',
  'npm run operation -- suggest <operation> [--apply]',
  'npm run operation -- retire <operation> <number|all> --from <UAI|reserve>',
  `Each: [--dry-run]; movements: [--reason ${REASONS.join('|')}]`,
].join('\n');

/** What was wrong, then how it is used. */
export class Misuse extends MisuseError {
  constructor(problem = '') {
    super([problem, USAGE].filter(Boolean).join('\n'));
  }
}

export function amountIn(text: string | undefined): { count?: number } {
  if (text === 'all') return {};
  if (text === undefined || !/^\d{1,7}$/.test(text)) throw new Misuse(`neither a number nor all: ${text ?? ''}`);
  return { count: Number(text) };
}

export function numberIn(flags: Flags, name: string): number | undefined {
  const text = flags.value(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,7}$/.test(text)) throw new Misuse(`--${name}: not a number: ${text}`);
  return Number(text);
}

export function dayIn(flags: Flags, name: string): PlainDate | undefined {
  const text = flags.value(name);
  if (text === undefined) return undefined;
  const [year, month, day] = text.split('-').map(Number);
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? plainDate(year!, month!, day!) : null;
  if (!read) throw new Misuse(`--${name}: not a day: ${text}`);
  return read;
}

export function endIn(flags: Flags, name: string): End {
  const text = flags.value(name) ?? '';
  if (text === 'reserve') return 'reserve';
  const uai = parseUai(text);
  if (!uai) throw new Misuse(`--${name}: neither a UAI nor reserve: ${text}`);
  return uai;
}

export function kindsIn(flags: Flags, name: string): InstitutionKind[] | undefined {
  return flags
    .value(name)
    ?.split(',')
    .map((each) => {
      const kind = INSTITUTION_KINDS.find((known) => known === each);
      if (!kind) throw new Misuse(`--${name}: not a kind: ${each}`);
      return kind;
    });
}

export function reasonIn(flags: Flags, kind: MovementKind): Reason {
  const text = flags.value('reason');
  const reason = REASONS_OF[kind].find((each) => each === text);
  if (text !== undefined && !reason) throw new Misuse(`--reason: one of ${REASONS_OF[kind].join(', ')}`);
  return reason ?? REASONS_OF[kind][0];
}

/** A file that can be read. @throws Misuse */
export function requireFile(file: string): void {
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) throw new Misuse(`no such file: ${file}`);
}
