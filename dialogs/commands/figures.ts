import { showStock } from '../articles/stock';
import { may } from '../../src/services/authorise';
import { offer } from '../documents/offer';
import { answerOf, showFigures } from '../figures';
import { readRef } from '../documents/document';
import type { Command } from './command';

/** The public figures: an answer, and a page to print; to who hands over, their own stock. */
export const figures: Command = {
  name: 'figures',
  effect: 'reads',
  whose: ['seeAllCounts', 'handOver'],
  run: ({ context, turn: { actor } }) => (may(actor, 'seeAllCounts') ? showFigures(context) : showStock(context)),
};

/** Something to print, or to open. */
export const document: Command = {
  name: 'document',
  effect: 'reads',
  whose: ['handOver', 'steer', 'seeAllCounts'],
  async run({ context, turn }, { document: written }) {
    const ref = readRef(written ?? '');
    if (!ref) return showFigures(context);
    await offer(context, ref, answerOf(turn, ref));
  },
};
