/** An operation from a file: what it is, its institutions, lots and shares. The one of spring 2020 is such a file (`data/operations`). */
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ServiceContext } from '../context';
import {
  type Campaign,
  type CampaignDescription,
  CAMPAIGN_STATES,
  KINDS,
  RETENTION_DAYS,
  usualRules,
} from '../../domain/campaign';
import { INSTITUTION_KINDS } from '../../domain/institution';
import { institutionColumns } from '../../domain/institutionFile';
import { REASONS_OF } from '../../domain/movement';
import { NEEDS } from '../../domain/need';
import { readTable } from '../../files/readTable';
import { carryOut } from '../movements/carryOut';
import { isPlan } from '../movements/plan';
import { BASES, planSharing } from '../movements/share';
import { OPERATOR } from '../people/changePeople';
import { addOperation, become } from './changeOperation';
import { importInstitutions } from './importInstitutions';
import { start } from '../movements/start';

const whole = z.int().min(0);
const day = z.iso.date();
const fileShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(80),
  kind: z.enum(KINDS),
  article: z.string().optional(),
  giver: z.string().optional(),
  delivery: z.string().optional(),
  family: z.string().optional(),
  deadline: day.optional(),
  levels: z.array(z.enum(INSTITUTION_KINDS)).min(1).optional(),
  needs: z.array(z.enum(NEEDS)).min(1).optional(),
  perPupil: z.enum(['one', 'several']).optional(),
  proposals: z.enum(['decided', 'direct']).optional(),
  household: z.enum(['one', 'each']).optional(),
  dueOn: day.optional(),
  lineDays: whole.optional(),
  retentionDays: whole.optional(),
  state: z.enum(CAMPAIGN_STATES).optional(),
  institutions: z.array(z.strictObject({ file: z.string(), kind: z.enum(INSTITUTION_KINDS).optional() })).default([]),
  lots: z.array(z.strictObject({ giver: z.string(), on: day, announced: whole, received: whole })).default([]),
  shares: z
    .array(
      z.strictObject({
        over: z.enum(INSTITUTION_KINDS).optional(),
        count: whole.optional(),
        by: z.enum(BASES),
        min: whole.optional(),
        max: whole.optional(),
      }),
    )
    .default([]),
});

/** The file cannot be read as an operation: `where` says at which field, or row. */
export class BadOperationFile extends Error {
  constructor(readonly where: string) {
    super(where);
  }
}

/**
 * Loads it. Safe to repeat, also after a crash halfway: an operation that was opened is left as it is, and it is opened last.
 * @param dataDir where the files it names are
 * @throws BadOperationFile, StoreAway
 */
export async function loadOperation(context: ServiceContext, file: string, dataDir: string): Promise<Campaign> {
  const read = fileShape.safeParse(parsed(file));
  if (!read.success) throw new BadOperationFile(read.error.issues.map(({ path: at }) => at.join('.')).join(', '));
  const { institutions, lots, shares, state = 'open', ...described } = read.data;
  const { id } = described;
  const known = await context.store.campaigns.find(id);
  if (known && known.state !== 'draft') return known;
  const campaign = await addOperation(context, OPERATOR, {
    ...{ form: id, retentionDays: RETENTION_DAYS },
    ...{ ...usualRules(described.kind), ...(given(described) as CampaignDescription) },
    id,
  });
  const actor = { ...OPERATOR, within: id };
  for (const { file: name, kind } of institutions) {
    if (!fs.existsSync(path.join(dataDir, name))) throw new BadOperationFile(`${name}: no such file`);
    const [head, ...rows] = await readTable(fs.readFileSync(path.join(dataDir, name)));
    const found = institutionColumns(head!.cells);
    if (!found) throw new BadOperationFile(name);
    const options = { columns: found.columns, campaign, sector: 'public' as const, ...(kind && { usual: kind }) };
    const { bad } = await importInstitutions(context, actor, rows, options);
    if (bad[0]) throw new BadOperationFile(`${name}: ${bad[0].line}`);
  }
  for (const [i, { received, ...lot }] of lots.entries()) {
    const legs = [{ from: 'outside', to: 'reserve', count: received } as const];
    await start(context, actor, { id: `lot${i + 1}-${id}`, kind: 'receive', reason: 'lot', legs, lot });
    await carryOut(context, `lot${i + 1}-${id}`);
  }
  for (const [i, { over, count, by, min, max }] of shares.entries()) {
    const form = `share${i + 1}-${id}`;
    const begun = await context.store.movements.find(form);
    const bounds = {
      ...(count !== undefined && { count }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    };
    const plan =
      begun ?? (await planSharing(context, actor, { by, ...bounds, over: ({ kind }) => !over || kind === over }));
    if (!begun && !isPlan(plan as never)) throw new BadOperationFile(`shares.${i}`);
    const { legs } = plan as { legs: NonNullable<typeof begun>['legs'] };
    await start(context, actor, { id: form, kind: 'share', reason: REASONS_OF.share[0], legs });
    await carryOut(context, form);
  }
  if (state === 'draft') return campaign;
  return (await become(context, OPERATOR, id, 'open')).campaign;
}

/** Without the fields that the file leaves out. */
const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function parsed(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    throw new BadOperationFile(path.basename(file));
  }
}
