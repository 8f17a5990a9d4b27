/** In which what was done is taken back as if it had not been, where nothing has followed from it. In milliseconds. */
export const UNDO_MS = 10 * 60_000;
