/** The forms, each with the dialog that asks for it. */
import type { Dialog } from 'botbuilder-dialogs/lib/dialog';
import { amendDialog, amendForm } from './amend';
import { afterwardsDialog, afterwardsForm } from './articles/afterwards';
import { handOverDialog } from './articles/handOver';
import { handOverForm } from './articles/handOverForm';
import { lendDialog, lendForm } from './articles/lend';
import { postponeDialog, postponeForm } from './articles/postpone';
import { receiptsDialog, receiptsForm } from './articles/receipts';
import { serialsDialog, serialsForm } from './articles/serials';
import { delegateDialog } from './delegation/delegate';
import { countDialog, countForm } from './deliveries/count';
import { missingDialog, missingForm } from './deliveries/missing';
import { delegateForm } from './delegation/delegateForm';
import type { Drafts } from './form/draft';
import type { FormName } from './form/form';
import { FormDialog } from './form/formDialog';
import { movementDialog, movementForm } from './movements/movement';
import { MOVEMENT_FORMS, type MovementForm } from './movements/movementForms';
import { nominateDialog } from './nominate';
import { nominateForm } from './nominateForm';
import { operationDialog } from './operations/keepOperation';
import { operationForm } from './operations/operationForm';
import { personDialog } from './people/keepPerson';
import { personForm } from './people/personForm';
import { rightsDialog, rightsForm } from './rights';
import { choosePlaceForm } from './which';
import { withdrawDialog, withdrawForm } from './withdraw';

export const formsOf = (drafts: Drafts): Record<FormName, FormDialog> => ({
  nominate: new FormDialog('nominate', nominateForm, drafts),
  amend: new FormDialog('amend', amendForm, drafts),
  withdraw: new FormDialog('withdraw', withdrawForm, drafts),
  delegate: new FormDialog('delegate', delegateForm, drafts),
  person: new FormDialog('person', personForm, drafts),
  rights: new FormDialog('rights', rightsForm, drafts),
  operation: new FormDialog('operation', operationForm, drafts),
  serials: new FormDialog('serials', serialsForm, drafts),
  countDelivery: new FormDialog('countDelivery', countForm, drafts),
  handOver: new FormDialog('handOver', handOverForm, drafts),
  receipts: new FormDialog('receipts', receiptsForm, drafts),
  lose: new FormDialog('lose', afterwardsForm('lose'), drafts),
  giveBack: new FormDialog('giveBack', afterwardsForm('giveBack'), drafts),
  lend: new FormDialog('lend', lendForm, drafts),
  postpone: new FormDialog('postpone', postponeForm, drafts),
  missingSerials: new FormDialog('missingSerials', missingForm, drafts),
  ...movementFormsOf(drafts),
  choosePlace: new FormDialog('choosePlace', choosePlaceForm, drafts),
});

const movementFormsOf = (drafts: Drafts): Record<MovementForm, FormDialog> =>
  Object.fromEntries(MOVEMENT_FORMS.map((kind) => [kind, new FormDialog(kind, movementForm(kind), drafts)])) as Record<
    MovementForm,
    FormDialog
  >;

/** What asks for a form and does what it says; which of several places is meant is the root's own. */
export const dialogsOf = (drafts: Drafts): Dialog[] => [
  nominateDialog(drafts),
  withdrawDialog(drafts),
  amendDialog(drafts),
  delegateDialog(drafts),
  personDialog(drafts),
  rightsDialog(drafts),
  operationDialog(drafts),
  serialsDialog(drafts),
  countDialog(drafts),
  handOverDialog(drafts),
  receiptsDialog(drafts),
  afterwardsDialog('lose', drafts),
  afterwardsDialog('giveBack', drafts),
  lendDialog(drafts),
  postponeDialog(drafts),
  missingDialog(drafts),
  ...MOVEMENT_FORMS.map((kind) => movementDialog(kind, drafts)),
];
