/**
 * `npm run pupil -- tell "<last name>" "<first name>" <YYYY-MM-DD>`: all that is kept of one pupil, as JSON, to hand over
 * `npm run pupil -- erase "<last name>" "<first name>" <YYYY-MM-DD>`
 * `npm run pupil -- purge`: what is due, as every night
 * `npm run pupil -- rekey`: gives every pupil the key of RELAIS_PUPIL_SECRET
 */
import { pupilSecrets } from '../config';
import { plainDate } from '../domain/plainDate';
import { rekey } from '../services/claims';
import { Directory } from '../services/directory';
import { OPERATOR } from '../services/people/changePeople';
import { type Concerned, erasePupil, purge, tellOfPupil } from '../services/rights';
import type { Store } from '../store/open';
import { Misuse as MisuseError, withStore } from './database';

const USAGE = [
  'npm run pupil -- tell "<last name>" "<first name>" <YYYY-MM-DD>',
  'npm run pupil -- erase "<last name>" "<first name>" <YYYY-MM-DD>',
  'npm run pupil -- purge',
  'npm run pupil -- rekey',
].join('\n');

function concernedIn([lastName = '', firstName = '', born = '']: string[]): Concerned {
  const [year, month, day] = born.split('-').map(Number);
  const birthDate = /^\d{4}-\d{2}-\d{2}$/.test(born) ? plainDate(year!, month!, day!) : null;
  if (!lastName || !firstName || !birthDate) throw new MisuseError(USAGE);
  return { lastName, firstName, birthDate };
}

async function run(store: Store, [command, ...rest]: string[]): Promise<void> {
  const now = (): Date => new Date();
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  // What is told and erased is found by name and day: no key is needed.
  const context = { store, now, directory: new Directory(store, now), pupilSecret: '' };
  if (command === 'purge') return void say(String(await purge(context)));
  if (command === 'rekey') {
    const { rekeyed, twice } = await rekey(store, pupilSecrets());
    say(String(rekeyed));
    for (const id of twice) say(`! ${id}`);
    if (twice.length) process.exitCode = 1;
    return;
  }
  if (command !== 'tell' && command !== 'erase') throw new MisuseError(USAGE);
  const kept = await tellOfPupil(context, OPERATOR, concernedIn(rest));
  if (command === 'tell') return void say(JSON.stringify(kept, null, 2));
  let erased = 0;
  for (const { nomination } of kept) if (await erasePupil(context, OPERATOR, nomination)) erased++;
  say(String(erased));
}

void withStore((store) => run(store, process.argv.slice(2)));
