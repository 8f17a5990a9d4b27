/** Pupils' data that are told, erased, or given another key. */
import { type Model, trusted } from 'mongoose';
import type { Kind } from '../domain/campaign';
import type { JournalLine, Stamp } from '../domain/journal';
import type { PlainDate } from '../domain/plainDate';
import type { PupilKey } from '../domain/pupil';
import { writes } from './journalled';
import type { Id, Nomination } from './nomination';
import { isDuplicateIn, repeatable } from './retry';
import type { Commands } from './run';

export function openErasing(model: Model<Nomination>, hot: Commands<Nomination>) {
  return {
    /** Those of pupils born on a day, however they stand. Index: nominations_birth. */
    bornOn: (campaign: string, kind: Kind, birthDate: PlainDate): Promise<Nomination[]> =>
      repeatable(() => model.find({ campaign, kind, 'pupil.birthDate': birthDate, erased: null }).lean()),

    /**
     * Erases the pupil. One that holds no unit ends as well: nobody would know whom it serves.
     * @param frees one that holds a unit ends, too: nobody could hand it over any more. Without it, the unit and the counts stay
     * @returns `ended` when its unit, or one that it was given meanwhile, has to be let go; `gone` when it was erased before
     */
    erase: (
      { campaign, _id }: Id,
      { by, at }: Stamp,
      line: JournalLine,
      frees: boolean,
    ): Promise<'erased' | 'ended' | 'gone'> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const $unset = { pupil: 1, told: 1, claim: 1, household: 1, acts: 1 };
        const ends = {
          ...{ campaign, _id, erased: null, state: trusted({ $in: ['open', 'proposed'] }) },
          ...(!frees && { unit: null }),
        };
        const withdrawn = { at, by, reason: 'erased' as const };
        const ended = { state: 'withdrawn' as const, withdrawn };
        const $unsetAll = { ...$unset, unit: 1 };
        if (await hot.updateOne(ends, { $set: { erased: at, ...ended, ...$set }, $unset: $unsetAll, ...written }))
          return 'ended';
        const stays = { campaign, _id, erased: null };
        return (await hot.updateOne(stays, { $set: { erased: at, ...$set }, $unset, ...written })) ? 'erased' : 'gone';
      }),

    /** Ends an open one whose pupil was erased before, and that holds a unit which was not handed over. False: it has ended. */
    endErased: ({ campaign, _id }: Id, { by, at }: Stamp): Promise<boolean> =>
      repeatable(() =>
        hot.updateOne(
          { campaign, _id, state: 'open', erased: trusted({ $ne: null }) },
          { $set: { state: 'withdrawn', withdrawn: { at, by, reason: 'erased' } }, $unset: { unit: 1 } },
        ),
      ),

    /** Those that claim a pupil, in the order of their ids. */
    claimed: (campaign: string, after: string, most: number): Promise<Nomination[]> =>
      repeatable(() =>
        model
          .find({ campaign, _id: trusted({ $gt: after }), claim: trusted({ $exists: true }), erased: null })
          .sort({ _id: 1 })
          .limit(most)
          .lean(),
      ),

    /** Another key for the same pupil; false when another nomination has it. Index: nominations_claim. */
    rekey: ({ campaign, _id }: Id, was: PupilKey, claim: PupilKey): Promise<boolean> =>
      repeatable(async () => {
        try {
          await model.updateOne({ campaign, _id, claim: was }, { $set: { claim } });
          return true;
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_claim')) return false;
          throw error;
        }
      }),

    /** Those whose pupils are due: all of a campaign but some, or what ended before an instant. A batch of them, by id. */
    due: (
      campaign: string,
      { endedBefore, except = [] }: { endedBefore: Date | null; except?: readonly string[] },
      most: number,
    ): Promise<Id[]> =>
      repeatable(async () => {
        const before = trusted({ $lt: endedBefore });
        const due = endedBefore
          ? [
              { state: 'withdrawn' as const, 'withdrawn.at': before },
              { state: 'declined' as const, 'decided.at': before },
            ]
          : [{}];
        const found: Id[] = [];
        for (const each of due)
          found.push(
            ...(await model
              .find({ campaign, ...each, erased: null, _id: trusted({ $nin: [...except] }) }, { campaign: 1 })
              .limit(most)
              .lean<Id[]>()),
          );
        return found;
      }),
  };
}
