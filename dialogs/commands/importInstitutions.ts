import { confirmFile, takeOver } from '../operations/institutionFiles';
import type { Command } from './command';

/** Does what a file of institutions that was sent would change; before one is sent, says how. */
export const importInstitutions: Command = {
  name: 'importInstitutions',
  whose: ['steer'],
  anyOperation: true,
  run: (conversation, { name, sure, campaign }) =>
    campaign === undefined ? confirmFile(conversation, name, sure === true) : takeOver(conversation, campaign),
};
