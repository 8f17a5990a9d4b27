/** What was done is taken back as if it had not been, where nothing has followed from it: for ten minutes, in milliseconds. */
const UNDO_MS = 10 * 60_000;

/** When an act must have been done to be taken back now. */
export interface UndoWindow {
  from: Date;
  /** When the button was shown: what was done after that is another act. */
  upTo: Date;
}

export const undoWindow = (now: Date, shownAt = now): UndoWindow => ({
  from: new Date(now.getTime() - UNDO_MS),
  upTo: shownAt,
});
