/** `npm run operation -- institutions`: the national file as it is published, codes alone, or figures by UAI; read row by row. */
import { INSTITUTION_KINDS } from '../domain/institution';
import { institutionColumns, kindOfFile } from '../domain/institutionFile';
import { streamTable } from '../files/readTable';
import { importInstitutions } from '../services/operations/importInstitutions';
import { joinFigures, listsIn, takeList } from '../services/operations/lists';
import { OPERATOR } from '../services/people/changePeople';
import { Misuse as MisuseError } from './database';
import type { Command } from './operation';
import { kindsIn, Misuse, requireFile } from './operationArguments';
import { say, tell } from './say';

export async function institutions({ services, campaign, flags, rest: [file = ''], t }: Command): Promise<void> {
  requireFile(file);
  const rows = streamTable(file);
  const head = (await rows.next()).value as { line: number; cells: string[] } | undefined;
  const found = institutionColumns(head?.cells ?? []);
  if (!found) throw new MisuseError(t('institutions:noColumns'));
  const { columns, hasTitles } = found;
  const isDry = flags.has('dry-run');
  if (kindOfFile(columns) !== 'institutions') {
    const all = hasTitles ? [] : [head!];
    for await (const row of rows) all.push(row);
    const { known, unknown, bad } = await listsIn(services, columns, all);
    for (const uai of unknown) say(`?\t${uai}`);
    for (const { line, problem, value } of bad) say(`${line}\t!\t${problem}\t${value}`);
    if (!isDry) {
      if (kindOfFile(columns) === 'figures') await joinFigures(services, OPERATOR, known);
      else
        await takeList(
          services,
          OPERATOR,
          campaign,
          known.map(({ uai }) => uai),
        );
    }
    if (unknown.length || bad.length) process.exitCode = 1;
    return say(`=${known.length} ?${unknown.length} !${bad.length}${isDry ? ' (--dry-run)' : ''}`);
  }
  const sector = flags.value('sector') ?? 'public';
  if (sector !== 'public' && sector !== 'private' && sector !== 'all') throw new Misuse(`--sector: ${sector}`);
  const departments = flags
    .value('department')
    ?.split(',')
    .map((each) => each.padStart(3, '0'));
  const kinds = kindsIn(flags, 'kind');
  const imported = await importInstitutions(services, OPERATOR, rows, {
    ...{ columns, campaign, sector, isDry, kinds },
    ...(departments && { departments }),
    tell: (read) => tell(String(read)),
  });
  for (const { line, problem, value } of imported.bad) say(`${line}\t!\t${problem}\t${value}`);
  for (const kind of INSTITUTION_KINDS) if (imported.byKind[kind]) say(`${kind}\t${imported.byKind[kind]}`);
  const { read, added, changed, same, left, taking, bad } = imported;
  say(
    `${read}: +${added} ~${changed} =${same} -${left} !${bad.length}, ${taking} -> ${campaign.id}${isDry ? ' (--dry-run)' : ''}`,
  );
  if (bad.length) process.exitCode = 1;
}
