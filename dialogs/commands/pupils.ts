import { showPupils } from '../pupils';
import type { Command } from './command';

export const pupils: Command = {
  name: 'pupils',
  of: 'whoNominates',
  run: ({ context }, { page, name }) =>
    showPupils(context, { ...(page !== undefined && { page }), ...(name !== undefined && { name }) }),
};
