/** Nominations that are proposed: they hold a claim on their pupil, and neither a unit nor a rank. */
import { trusted } from 'mongoose';
import type { JournalLine } from '../domain/journal';
import type { PupilKey } from '../domain/pupil';
import type { UndoWindow } from '../domain/undo';
import type { Uai } from '../domain/uai';
import { writes } from './journalled';
import type { Id, Nomination } from './nomination';
import { isConflict, isDuplicateIn, repeatable } from './retry';
import type { Commands } from './run';
import { isWithin } from './undoWindow';

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

    /**
     * Takes a decision back that was made within this, if nothing was corrected after it: it waits again.
     * @param claim of its pupil, which one that was declined has no more; undefined where the operation gives a pupil several
     * @returns `claimed` when another nomination has the pupil by now. Index: nominations_claim.
     */
    undecide: (
      { campaign, _id, state }: Id & Pick<Nomination, 'state'>,
      decided: UndoWindow,
      claim: PupilKey | undefined,
      line: JournalLine,
    ): Promise<'undecided' | 'gone' | 'claimed'> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        try {
          const isDone = await hot.updateOne(
            { campaign, _id, state, 'decided.at': isWithin(decided), acts: null, erased: null },
            {
              $set: { state: 'proposed', ...(claim !== undefined && { claim }), ...$set },
              $unset: { decided: 1, unit: 1 },
              ...written,
            },
          );
          return isDone ? 'undecided' : 'gone';
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_claim')) return 'claimed';
          throw error;
        }
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
