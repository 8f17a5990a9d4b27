import { showHelp } from '../help';
import type { Command } from './command';

/** What this person can do now. */
export const help: Command = {
  name: 'help',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  run: ({ context }) => showHelp(context),
};
