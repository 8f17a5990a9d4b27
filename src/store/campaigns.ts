/** Operations, and the institutions of the département. */
import { type Connection, Schema } from 'mongoose';
import type { Campaign } from '../domain/campaign';
import type { Institution } from '../domain/institution';
import type { Uai } from '../domain/uai';
import { repeatable } from './retry';

interface CampaignDoc extends Omit<Campaign, 'id'> {
  _id: string;
  openedAt: Date;
  closedAt?: Date;
  /** When all its pupils had been erased. */
  purgedAt?: Date;
}

interface InstitutionDoc extends Omit<Institution, 'uai'> {
  _id: Uai;
}

const text = { type: String, required: true } as const;
const campaignSchema = new Schema<CampaignDoc>(
  {
    _id: text,
    name: text,
    kind: text,
    retentionDays: { type: Number, required: true },
    delivery: String,
    openedAt: Date,
    closedAt: Date,
    purgedAt: Date,
  },
  { versionKey: false },
);
const institutionSchema = new Schema<InstitutionDoc>(
  { _id: text, kind: text, name: text, communes: { type: [String], required: true }, priority: String },
  { versionKey: false },
);

export type Campaigns = ReturnType<typeof openCampaigns>;

export function openCampaigns(connection: Connection) {
  const campaigns = connection.model<CampaignDoc>('Campaign', campaignSchema, 'campaigns');
  const institutions = connection.model<InstitutionDoc>('Institution', institutionSchema, 'institutions');
  return {
    models: [campaigns, institutions],

    /** The operation that was opened last and is not closed; null when there is none. */
    open: (): Promise<Campaign | null> =>
      repeatable(async () => {
        const found = await campaigns.find({ closedAt: null }).sort({ openedAt: -1 }).limit(1).lean();
        if (!found[0]) return null;
        const { _id: id, name, kind, retentionDays, delivery } = found[0];
        return { ...{ id, name, kind, retentionDays }, ...(delivery !== undefined && { delivery }) };
      }),

    /** All of them, with when they were closed. */
    all: (): Promise<(Campaign & Pick<CampaignDoc, 'closedAt' | 'purgedAt'>)[]> =>
      repeatable(async () =>
        (await campaigns.find().sort({ openedAt: -1 }).lean()).map(
          ({ _id: id, name, kind, retentionDays, closedAt, purgedAt }) => ({
            ...{ id, name, kind, retentionDays },
            ...(closedAt && { closedAt }),
            ...(purgedAt && { purgedAt }),
          }),
        ),
      ),

    purged: (id: string, purgedAt: Date) => repeatable(() => campaigns.updateOne({ _id: id }, { $set: { purgedAt } })),

    /** Writes it down once; later calls change nothing. */
    start: ({ id, ...rest }: Campaign, openedAt: Date) =>
      repeatable(() => campaigns.updateOne({ _id: id }, { $setOnInsert: { ...rest, openedAt } }, { upsert: true })),

    /** In the order of their codes: a database's own may change from one start to the next. */
    institutions: (): Promise<Institution[]> =>
      repeatable(async () =>
        (await institutions.find().sort({ _id: 1 }).lean()).map(({ _id: uai, kind, name, communes, priority }) => ({
          ...{ uai, kind, name, communes },
          ...(priority && { priority }),
        })),
      ),

    /** Adds institutions or corrects their names. */
    describe: (list: Institution[]) =>
      repeatable(() =>
        institutions.bulkWrite(
          list.map(({ uai, ...rest }) => ({
            updateOne: { filter: { _id: uai }, update: { $set: rest }, upsert: true },
          })),
        ),
      ),
  };
}
