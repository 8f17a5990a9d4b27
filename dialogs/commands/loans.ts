import { showLate } from '../articles/late';
import { LEND, type LendOptions } from '../articles/lend';
import { POSTPONE, type PostponeOptions } from '../articles/postpone';
import { showArticles } from '../articles/stock';
import { theNamed } from '../theNamed';
import { may } from '../../src/services/authorise';
import { fold } from '../../src/domain/words';
import { readComingDay, readDuration } from '../../src/understanding/readDelegation';
import type { Command } from './command';

/** `prêter 5 tablettes au collège`: to the school itself. */
export const lend: Command = {
  name: 'lend',
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  run(conversation) {
    const count = /\b\d{1,5}\b/.exec(conversation.said)?.[0];
    const dueOn = readComingDay(conversation.said, conversation.turn.today);
    return conversation.beginAnew<LendOptions>(LEND, {
      ...(count !== undefined && { count }),
      ...(dueOn && { dueOn }),
    });
  },
};

/** `retards`: of pupils for who hands over, of schools for who steers. */
export const overdue: Command = {
  name: 'overdue',
  effect: 'reads',
  whose: ['handOver', 'steer'],
  run: ({ context, turn: { actor } }, { page }) =>
    may(actor, 'handOver') ? showArticles(context, 'overdue', page) : showLate(context, page),
};

/** What the school uses itself. */
const OWN = /\b(?:college|etablissement|ecole|lycee|classe|salle|school)\b/;

/** `prolonger le prêt de Diallo jusqu’au 30 juin`; of what the school uses itself, by its button. */
export const postpone: Command = {
  name: 'postpone',
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  async run(conversation, slots) {
    const { turn } = conversation;
    const { unit } = slots;
    const dueOn = readComingDay(conversation.said, turn.today);
    const days = readDuration(conversation.said);
    const told = dueOn ? { dueOn } : days === null ? {} : { days };
    const isOfNobody = (unit ?? slots.nomination ?? slots.name) === undefined;
    if (isOfNobody && OWN.test(fold(conversation.said)))
      return conversation.beginAnew<PostponeOptions>(POSTPONE, { isOwn: true, ...told });
    const nomination =
      unit === undefined ? await theNamed(conversation, slots, turn.t('articles:postpone.how')) : undefined;
    if (unit === undefined && nomination === undefined) return conversation.again();
    return conversation.beginAnew<PostponeOptions>(POSTPONE, {
      ...(nomination !== undefined && { nomination }),
      ...(unit !== undefined && { unit }),
      ...told,
    });
  },
};
