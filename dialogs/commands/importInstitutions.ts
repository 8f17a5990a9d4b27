import { confirmFile, takeOver } from '../operations/institutionFiles';
import { showAgain } from '../sentFile';
import type { Changing } from './command';

/** Does what a file of institutions that was sent would change; before one is sent, says how. */
export const importInstitutions: Changing = {
  name: 'importInstitutions',
  effect: 'changes',
  whose: ['steer'],
  anyOperation: true,
  intends: (conversation) => showAgain(conversation, () => confirmFile(conversation, undefined, false)),
  run: (conversation, { name, sure, campaign }) =>
    campaign === undefined ? confirmFile(conversation, name, sure === true) : takeOver(conversation, campaign),
};
