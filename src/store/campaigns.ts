/** Operations. What changes one is an act, and leaves its line. */
import { type Connection, Schema, trusted } from 'mongoose';
import { type Campaign, type CampaignState, usualRules } from '../domain/campaign';
import type { JournalLine, Journalled } from '../domain/journal';
import { begunWith, carriedFrom, journalledFields, writes } from './journalled';
import { insertOnce } from './insert';
import { repeatable } from './retry';

/** Written before operations had rules and states of their own: neither is there. */
type CampaignDoc = Omit<Campaign, 'id' | 'state' | 'levels' | 'needs' | 'perPupil' | 'proposals' | 'household'> &
  Partial<Pick<Campaign, 'state' | 'levels' | 'needs' | 'perPupil' | 'proposals' | 'household'>> &
  Journalled & { _id: string };

const text = { type: String, required: true } as const;
const list = { type: [String], default: undefined };
const schema = new Schema<CampaignDoc>(
  {
    _id: text,
    name: text,
    kind: text,
    article: String,
    giver: String,
    retentionDays: { type: Number, required: true },
    delivery: String,
    family: String,
    deadline: String,
    levels: list,
    needs: list,
    perPupil: String,
    proposals: String,
    household: String,
    dueOn: String,
    lineDays: Number,
    state: String,
    openedAt: Date,
    closedAt: Date,
    purgedAt: Date,
    ...journalledFields,
  },
  { versionKey: false },
);
schema.index(
  { uncarried: 1 },
  { name: 'campaigns_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);

function campaignOf({ _id: id, journal: _journal, uncarried: _uncarried, ...doc }: CampaignDoc): Campaign {
  return { state: doc.closedAt ? 'closed' : 'open', ...usualRules(doc.kind), ...doc, id };
}

export type CampaignChange = Partial<Omit<Campaign, 'id' | 'kind' | 'state' | 'purgedAt'>>;

export type Campaigns = ReturnType<typeof openCampaigns>;

export function openCampaigns(connection: Connection) {
  const model = connection.model<CampaignDoc>('Campaign', schema, 'campaigns');
  return {
    model,
    ...carriedFrom(model),

    /** All of them, the one that was opened last first; those that never were come last. */
    all: (): Promise<Campaign[]> =>
      repeatable(async () => (await model.find().sort({ openedAt: -1, _id: 1 }).lean<CampaignDoc[]>()).map(campaignOf)),

    find: (id: string): Promise<Campaign | null> =>
      repeatable(async () => {
        const found = await model.findById(id).lean<CampaignDoc>();
        return found && campaignOf(found);
      }),

    purged: (id: string, purgedAt: Date) => repeatable(() => model.updateOne({ _id: id }, { $set: { purgedAt } })),

    /** @returns false when one of this id is there already */
    add: ({ id, ...rest }: Campaign, line: JournalLine): Promise<boolean> =>
      insertOnce(model, { _id: id, ...rest, ...begunWith(line) }),

    /** Changes what is described of it; a field that is undefined is taken away. */
    change: (id: string, change: CampaignChange, line: JournalLine) =>
      repeatable(() => {
        const { $set, ...written } = writes(line);
        const fields = Object.entries(change);
        const gone = fields.filter(([, value]) => value === undefined).map(([field]) => [field, 1]);
        const kept = fields.filter(([, value]) => value !== undefined);
        return model.updateOne(
          { _id: id },
          {
            $set: { ...(Object.fromEntries(kept) as object), ...$set },
            ...(gone.length && { $unset: Object.fromEntries(gone) as object }),
            ...written,
          },
        );
      }),

    /** Goes from one state to another; false when it was in another. What was purged stays closed. */
    become: (id: string, from: CampaignState, to: CampaignState, at: Date, line: JournalLine): Promise<boolean> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const was = from === 'open' || from === 'closed' ? { $in: [from, null] } : { $eq: from }; // `null`: of an earlier version
        const { matchedCount } = await model.updateOne(
          { _id: id, state: trusted(was), ...(to === 'open' && { purgedAt: null }) },
          {
            $set: {
              state: to,
              ...(to === 'open' && { openedAt: at }),
              ...(to === 'closed' && from === 'open' && { closedAt: at }),
              ...$set,
            },
            ...(to === 'open' && { $unset: { closedAt: 1 } }),
            ...written,
          },
        );
        return matchedCount === 1;
      }),
  };
}
