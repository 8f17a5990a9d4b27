import { showJournal } from '../journal';
import type { Command } from './command';

/** Who did what, on what, when: all of it, or of a school, a person, some days. */
export const journal: Command = {
  name: 'journal',
  effect: 'reads',
  whose: ['seeJournal'],
  anyOperation: true,
  run: ({ context }, { question, name, page }) =>
    showJournal(context, {
      places: question?.places ?? [],
      ...(question?.period && { period: question.period }),
      ...(name !== undefined && { person: name }),
      ...(page !== undefined && { page }),
    }),
};
