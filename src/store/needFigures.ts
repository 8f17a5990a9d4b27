/** What is told of needs, a document an operation and stream: counts alone, of nobody. */
import { type Connection, Schema } from 'mongoose';
import type { InstitutionKind } from '../domain/institution';
import { NEEDS } from '../domain/need';
import type { NeedFigures } from '../domain/needFigures';
import { isDuplicateKey, repeatable } from './retry';

interface FiguresDoc extends NeedFigures {
  _id: string;
}

const counts = new Schema<NeedFigures['told']>(Object.fromEntries(NEEDS.map((need) => [need, Number])), { _id: false });
const schema = new Schema<FiguresDoc>(
  { _id: { type: String, required: true }, told: counts, left: counts, upTo: { type: String, required: true } },
  { versionKey: false, minimize: false },
);

export type NeedFiguresStore = ReturnType<typeof openNeedFigures>;

export function openNeedFigures(connection: Connection) {
  const model = connection.model<FiguresDoc>('NeedFigures', schema, 'needFigures');
  const idOf = (campaign: string, stream: InstitutionKind): string => `${campaign}/${stream}`;
  return {
    model,

    find: (campaign: string, stream: InstitutionKind): Promise<NeedFigures | null> =>
      repeatable(() => model.findById(idOf(campaign, stream)).lean<FiguresDoc>()),

    /** In place of those up to that day; null: the first. False: somebody else was quicker. */
    keep: (
      campaign: string,
      stream: InstitutionKind,
      before: NeedFigures | null,
      { told, left, upTo }: NeedFigures,
    ): Promise<boolean> =>
      repeatable(async () => {
        const _id = idOf(campaign, stream);
        if (before)
          return (await model.updateOne({ _id, upTo: before.upTo }, { $set: { told, left, upTo } })).matchedCount === 1;
        try {
          await model.create({ _id, told, left, upTo });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }),
  };
}
