import { showGreeting } from '../greeting';
import type { Command } from './command';

/** `bonjour`: by name, with where the person stands. */
export const greet: Command = {
  name: 'greet',
  effect: 'reads',
  whose: 'everyone',
  run: ({ context, turn }) => (turn.isGreeted ? Promise.resolve() : showGreeting(context, { isNew: false })),
};
