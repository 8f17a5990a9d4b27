import { isPlan } from '../../src/services/movements/plan';
import { places } from '../hear';
import type { MovementOptions } from '../movements/movement';
import { DEFINITIONS, MOVEMENT_FORMS, type MovementForm } from '../movements/movementForms';
import { problemText, showPlan } from '../movements/movementView';
import { applySuggestions, showMovements, showProgress, showSteering, showSuggestions } from '../movements/steer';
import type { Command } from './command';

/** `piloter`: where the operation stands, and what can be done. */
export const steer: Command = { name: 'steer', whose: ['steer'], run: ({ context }) => showSteering(context) };

const moving = (name: MovementForm): Command => ({
  name,
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
export const suggest: Command = { name: 'suggest', whose: ['steer'], run: ({ context }) => showSuggestions(context) };

export const applySuggested: Command = {
  name: 'applySuggestions',
  whose: ['steer'],
  run: ({ context, said, turn: { answer } }, { movement, legs }) =>
    applySuggestions(context, {
      ...(movement !== undefined && { movement }),
      ...(answer.kind === 'click' ? { legs: legs ?? '' } : { said }),
    }),
};

/** The last lots and movements. */
export const movements: Command = { name: 'movements', whose: ['steer'], run: ({ context }) => showMovements(context) };

/** How far one is. */
export const movement: Command = {
  name: 'movement',
  whose: ['steer'],
  run: ({ context }, { movement: id }) => (id === undefined ? showMovements(context) : showProgress(context, id)),
};
