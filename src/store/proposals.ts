/** Nominations that are proposed: they hold a claim on their pupil, and neither a unit nor a rank. */
import { trusted } from 'mongoose';
import type { JournalLine } from '../domain/journal';
import type { Uai } from '../domain/uai';
import { writes } from './journalled';
import type { Id, Nomination } from './nomination';
import { isConflict, isDuplicateIn, repeatable } from './retry';
import type { Commands } from './run';

export function openProposals(hot: Commands<Nomination>) {
  return {
    /**
     * Accepts one that was proposed, as the last of its institution's order: `overtaken` when another took the number meanwhile.
     * Index: nominations_queue.
     */
    accept: (
      { campaign, _id }: Id,
      seq: number,
      decided: NonNullable<Nomination['decided']>,
      line: JournalLine,
    ): Promise<'accepted' | 'gone' | 'overtaken'> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        try {
          const isDone = await hot.updateOne(
            { campaign, _id, state: 'proposed' },
            { $set: { state: 'open', seq, decided, ...$set }, ...written },
          );
          return isDone ? 'accepted' : 'gone';
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_queue') || isConflict(error)) return 'overtaken';
          throw error;
        }
      }),

    /** Declines one that was proposed: its claim is free again. Done once. */
    decline: (
      { campaign, _id }: Id,
      decided: NonNullable<Nomination['decided']>,
      line: JournalLine,
    ): Promise<boolean> =>
      repeatable(() => {
        const { $set, ...written } = writes(line);
        return hot.updateOne(
          { campaign, _id, state: 'proposed' },
          { $set: { state: 'declined', decided, ...$set }, $unset: { claim: 1 }, ...written },
        );
      }),

    /** Those that wait for a decision at these institutions, the oldest first. Index: nominations_waiting. */
    proposedAt: (campaign: string, institutions: Uai[]): Promise<Nomination[]> =>
      repeatable(() =>
        hot.find(
          { campaign, state: 'proposed', institution: trusted({ $in: institutions }), erased: null },
          { sort: { at: 1, _id: 1 } },
        ),
      ),

    /** What somebody proposed, whatever became of it, the newest first. Index: nominations_by_proposer. */
    proposedBy: (campaign: string, member: string): Promise<Nomination[]> =>
      repeatable(() => hot.find({ campaign, proposedBy: member, erased: null }, { sort: { at: -1, _id: 1 } })),
  };
}
