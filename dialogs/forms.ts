/** The forms, each with the dialog that asks for it. */
import type { Campaign } from '../src/domain/campaign';
import { NotAllowed } from '../src/domain/errors';
import type { Act } from '../src/domain/permissions';
import { requireHanding } from '../src/services/articles/handOver';
import { may } from '../src/services/authorise';
import { requireListed, requireOpen, requireRunning } from '../src/services/operations/requireOpen';
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
import { FORM_NAMES, type FormFactory, type FormName } from './form/form';
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

type Check = (campaign: Campaign, at: Date) => Campaign;

/** A form that whoever may do one of these can fill in, as long as its operation is as its act needs it. */
const only =
  (acts: readonly Act[], factory: FormFactory, check?: Check): FormFactory =>
  async (turn, values) => {
    const { actor, services } = turn;
    if (!acts.some((act) => may(actor, act))) throw new NotAllowed(`${actor.role} ${actor.id}: ${acts.join(' ')}`);
    if (check) check(await services.directory.campaign(actor), services.now());
    return factory(turn, values);
  };

const ofArticles = (factory: FormFactory): FormFactory => only(['handOver'], factory, requireHanding);
const ofSteering = (factory: FormFactory): FormFactory => only(['steer'], factory, requireListed);

const FORMS: Record<FormName, FormFactory> = {
  nominate: only(['nominate', 'propose'], nominateForm, requireOpen),
  amend: only(['nominate', 'answerRights'], amendForm),
  withdraw: only(['withdraw'], withdrawForm, requireRunning),
  delegate: only(['delegate'], delegateForm),
  person: only(['managePeople'], personForm),
  rights: only(['answerRights'], rightsForm),
  operation: only(['steer'], operationForm),
  serials: ofSteering(serialsForm),
  countDelivery: ofArticles(countForm),
  missingSerials: only(['handOver', 'steer'], missingForm, requireHanding),
  handOver: ofArticles(handOverForm),
  receipts: ofArticles(receiptsForm),
  lose: ofArticles(afterwardsForm('lose')),
  giveBack: ofArticles(afterwardsForm('giveBack')),
  lend: ofArticles(lendForm),
  postpone: ofArticles(postponeForm),
  ...(Object.fromEntries(MOVEMENT_FORMS.map((kind) => [kind, ofSteering(movementForm(kind))])) as Record<
    MovementForm,
    FormFactory
  >),
  choosePlace: only(['seeCounts'], choosePlaceForm),
};

export const formsOf = (drafts: Drafts): Record<FormName, FormDialog> =>
  Object.fromEntries(FORM_NAMES.map((name) => [name, new FormDialog(name, FORMS[name], drafts)])) as Record<
    FormName,
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
