/** What a person asks of the counts: a measure, of what, in which order and grouping. */
import { z } from 'zod';
import { INSTITUTION_KINDS } from './institution';
import { NEEDS } from './need';
import { type PlainDate, plainDate } from './plainDate';
import { parseUai, type Uai } from './uai';

/** `progress`: where the whole stands, all measures together. */
export const MEASURES = ['remaining', 'total', 'taken', 'waiting', 'progress'] as const;
export type Measure = (typeof MEASURES)[number];

export const GROUPINGS = ['institution', 'commune', 'stream', 'day', 'week', 'need'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Réseaux d'éducation prioritaire (circulaire 2014-077): REP, REP+; `any` is both. */
export const PRIORITIES = ['REP', 'REP+', 'any'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Places a question can name: more are no longer compared. */
export const MOST_PLACES = 8;
const MOST_ROWS = 500;
const MOST_UNITS = 1_000_000;

const day = z.string().transform((text, context): PlainDate => {
  const [year, month, number] = text.split('-').map(Number);
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? plainDate(year!, month!, number!) : null;
  if (!read) context.addIssue({ code: 'custom' });
  return read ?? ('' as PlainDate);
});
const uai = z.string().transform((text, context): Uai => {
  const read = parseUai(text);
  if (!read) context.addIssue({ code: 'custom' });
  return read ?? ('' as Uai);
});

const placeSchema = z.union([z.strictObject({ uai }), z.strictObject({ commune: z.string().max(60) })]);
const than = z.int().min(0).max(MOST_UNITS);

const questionSchema = z.strictObject({
  measure: z.enum(MEASURES).optional(),
  /** None: everything that the person may see. */
  places: z.array(placeSchema).max(MOST_PLACES),
  kind: z.enum(INSTITUTION_KINDS).optional(),
  priority: z.enum(PRIORITIES).optional(),
  /** Only institutions of which this is true; the bounds are of what is measured. */
  only: z
    .union([
      z.strictObject({ is: z.enum(['notBegun', 'begun', 'usedUp', 'waiting']) }),
      z.strictObject({ is: z.enum(['moreThan', 'fewerThan']), than }),
    ])
    .optional(),
  by: z.enum(GROUPINGS).optional(),
  order: z.enum(['most', 'least']).optional(),
  limit: z.int().min(1).max(MOST_ROWS).optional(),
  /** Both days included; asks what was nominated in it. */
  period: z.strictObject({ from: day, to: day }).optional(),
  need: z.enum(NEEDS).optional(),
});

export type PlaceRef = z.output<typeof placeSchema>;
export type Question = z.output<typeof questionSchema>;
export type Only = NonNullable<Question['only']>;
export type Period = NonNullable<Question['period']>;

/** As a button carries it. */
export const writeQuestion = (question: Question): string => JSON.stringify(question);

/** Reads what a button carried; null for anything else, whoever sent it. */
export function readQuestion(written: string): Question | null {
  try {
    const read = questionSchema.safeParse(JSON.parse(written));
    return read.success ? read.data : null;
  } catch {
    return null; // no JSON: a payload that was cut or made up
  }
}
