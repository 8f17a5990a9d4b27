import { isPlan } from '../../src/services/movements/plan';
import { places } from '../hear';
import type { MovementOptions } from '../movements/movement';
import { DEFINITIONS, MOVEMENT_FORMS, type MovementForm } from '../movements/movementForms';
import { problemText, showPlan } from '../movements/movementView';
import {
  applySuggestions,
  intendsSuggestions,
  showMovements,
  showProgress,
  showSteering,
  showSuggestions,
} from '../movements/steer';
import type { Changing, Command } from './command';

/** `piloter`: where the operation stands, and what can be done. */
export const steer: Command = {
  name: 'steer',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }) => showSteering(context),
};

const moving = (name: MovementForm): Command => ({
  name,
  effect: 'asks',
  whose: ['steer'],
  asks: true,
  run: (conversation) => conversation.beginAnew<MovementOptions>(name, { said: conversation.said }),
});

/** `reçu 500 cartes de la Fondation SFR`. */
export const receive = moving('receive');
/** `répartis la réserve par IPS entre les collèges, au moins 3`. */
export const share = moving('share');
/** `déplace 3 places de Jean Moulin vers Pablo Neruda`. */
export const move = moving('move');
/** `reprends ce qui n'est pas utilisé depuis le 1er mars`. */
export const takeBack = moving('takeBack');
/** `donne la réserve à ceux qui attendent le plus`. */
export const relieve = moving('relieve');
/** `mets au rebut 3 cartes de la réserve`. */
export const retire = moving('retire');

/** All of what an open form would change, a page at a time. */
export const plan: Command = {
  name: 'plan',
  effect: 'reads',
  whose: ['steer'],
  asks: true,
  async run(conversation, { page }) {
    const { context, drafts, turn } = conversation;
    const { replyToId } = context.activity;
    for (const form of MOVEMENT_FORMS) {
      const draft = await drafts.get(context, form);
      if (draft?.phase !== 'review') continue;
      const planned = await DEFINITIONS[form].plan(turn, draft.values, await places(turn));
      return isPlan(planned)
        ? showPlan(context, planned, page ?? 1, replyToId === draft.card ? undefined : replyToId)
        : conversation.say(problemText(turn.t, planned));
    }
    await conversation.say(turn.t('movements:noPlan'));
    return conversation.again();
  },
};

/** `que proposes-tu`: the moves that serve most of those who wait. */
export const suggest: Command = {
  name: 'suggest',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }) => showSuggestions(context),
};

export const applySuggested: Changing = {
  name: 'applySuggestions',
  effect: 'changes',
  whose: ['steer'],
  intends: ({ context, said }) => intendsSuggestions(context, said),
  run: ({ context }, { movement, legs = '' }) =>
    applySuggestions(context, { legs, ...(movement !== undefined && { movement }) }),
};

/** The last lots and movements. */
export const movements: Command = {
  name: 'movements',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }) => showMovements(context),
};

/** How far one is. */
export const movement: Command = {
  name: 'movement',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }, { movement: id }) => (id === undefined ? showMovements(context) : showProgress(context, id)),
};
