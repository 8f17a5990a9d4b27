/** Articles themselves, beside the bot: their serials, the delivery notes of all institutions in one file, the public figures. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { systemLanguage } from '../config';
import { printedNumber } from '../domain/delivery';
import { readSerialFile } from '../domain/serialFile';
import { deliveryList, deliveryNotes } from '../documents/deliveryNotes';
import { figuresPage } from '../documents/figuresPage';
import { planSerials, registerSerials } from '../services/articles/registerSerials';
import { listDeliveries, markSent } from '../services/deliveries/follow';
import { prepareDeliveries, toSend } from '../services/deliveries/prepare';
import { publicFigures } from '../services/figures';
import { OPERATOR } from '../services/people/changePeople';
import { loadTexts } from '../texts';
import { readWhole } from '../files/readTable';
import { Misuse, requireFile } from './operationArguments';
import type { Command } from './operation';
import { say, tell } from './say';

const actorIn = ({ campaign }: Command) => ({ ...OPERATOR, within: campaign.id });

/** `serials <operation> <file>`: each line that is refused is told. */
export async function serials(command: Command): Promise<void> {
  const { services, flags, rest } = command;
  const [file = ''] = rest;
  requireFile(file);
  const rows = readSerialFile(await readWhole(file));
  if (!rows) throw new Misuse('serials: no column of serials (ICCID, IMEI, N° de série)');
  const plan = await planSerials(services, actorIn(command), rows);
  for (const { line, problem, value } of plan.bad) say([line, '!', problem, value].join('\t'));
  const { added, put, same, bad, foreign } = plan;
  if (bad.length) process.exitCode = 1;
  if (!flags.has('dry-run'))
    await registerSerials(services, actorIn(command), plan, {
      source: createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 16),
      tell: (done) => tell(`${done}/${added.length}`),
    });
  const dry = flags.has('dry-run') ? ' (--dry-run)' : '';
  say(`${rows.length}: +${added.length} >${put.length} =${same} ?${foreign} !${bad.length}${dry}`);
}

/** `deliver <operation> [--pdf notes.pdf] [--list notes.xlsx] [--sent]`: writes the notes that are missing, then all that are not received. */
export async function deliver(command: Command): Promise<void> {
  const { services, campaign, flags } = command;
  const actor = actorIn(command);
  if (flags.has('dry-run')) {
    for (const [uai, count] of await toSend(services, actor)) say([uai, count].join('\t'));
    return say('(--dry-run)');
  }
  await prepareDeliveries(services, actor, { tell: (done, of) => tell(`${done}/${of}`) });
  const awaited = async () => (await listDeliveries(services, actor)).filter(({ state }) => state !== 'received');
  const notes = await awaited();
  const institutions = await services.directory.institutions();
  const t = loadTexts()('fr'); // the schools' own papers
  const about = {
    ...{ campaign, institutions, notes },
    article: campaign.article ?? t(`article:name.${campaign.kind}`),
    from: flags.value('from') ?? campaign.giver ?? '',
  };
  const [pdf, list] = [flags.value('pdf'), flags.value('list')];
  if (pdf !== undefined) fs.writeFileSync(pdf, await deliveryNotes(t, about));
  if (list !== undefined) fs.writeFileSync(list, await deliveryList(t, about));
  const sent = flags.has('sent') ? await markSent(services, actor) : 0;
  for (const note of sent ? await awaited() : notes) {
    const place = institutions.get(note.institution);
    say(
      [printedNumber(note), note.institution, place?.name ?? '', note.count, note.serials.length, note.state].join(
        '\t',
      ),
    );
  }
  say(`${notes.length}: ${notes.reduce((sum, { count }) => sum + count, 0)}${sent ? ` -> ${sent}` : ''}`);
}

/** `figures <operation> [--pdf figures.pdf]` */
export async function figures(command: Command): Promise<void> {
  const { services, flags } = command;
  const found = await publicFigures(services, actorIn(command));
  const { announced, received, delivered, handedOver, lent, givers } = found;
  const handed = handedOver === null ? '<5' : 'exactly' in handedOver ? handedOver.exactly : `>=${handedOver.atLeast}`;
  const counts = { announced, received, delivered, handedOver: handed, ...(lent !== null && { lent }) };
  for (const [name, count] of Object.entries(counts)) say([name, count].join('\t'));
  for (const giver of givers) say([giver.name, giver.announced, giver.received].join('\t'));
  const pdf = flags.value('pdf');
  if (pdf === undefined) return;
  const language = systemLanguage();
  const t = loadTexts()(language);
  const streamName = (kind: string): string => t(`summary:${kind as 'college'}`);
  fs.writeFileSync(pdf, await figuresPage(t, found, { language, streamName }));
}
