/** The list of commands: routing, buttons, help and suggestions are made from it. */
import type { CommandName } from '../../src/catalogue';
import { amend } from './amend';
import {
  activate,
  checkReturned,
  forgetSerial,
  giveBack,
  handOver,
  lapsing,
  lose,
  receipts,
  serials,
  stock,
  undoHandOver,
  whereIs,
} from './articles';
import { lend, overdue, postpone } from './loans';
import { another } from './another';
import { cancel } from './cancel';
import type { Command } from './command';
import { contact } from './contact';
import { accept, decline } from './decide';
import { delegate, delegations, revoke } from './delegate';
import {
  awaited,
  cancelDeliveries,
  countDelivery,
  deliveries,
  differences,
  missingSerials,
  prepareDeliveries,
  sendDeliveries,
  settleDifference,
} from './deliveries';
import { delivery } from './delivery';
import { detail } from './detail';
import { document, figures } from './figures';
import { greet } from './greet';
import { help } from './help';
import { english, french } from './language';
import { journal } from './journal';
import { importFile, lead, leads } from './leads';
import { importInstitutions } from './importInstitutions';
import {
  applySuggested,
  move,
  movement,
  movements,
  plan,
  receive,
  relieve,
  retire,
  share,
  steer,
  suggest,
  takeBack,
} from './movements';
import {
  archiveOperation,
  changeOperation,
  chooseOperation,
  closeOperation,
  createOperation,
  openOperation,
  operations,
} from './operations';
import { mistake } from './mistake';
import { nominate } from './nominate';
import { addPerson, changePerson, importPeople, people, restorePerson, suspendPerson } from './people';
import { privacy } from './privacy';
import { ownProposals } from './ownProposals';
import { proposals } from './proposals';
import { pupil } from './pupil';
import { pupils } from './pupils';
import { question } from './question';
import { restart } from './restart';
import { erase, rights } from './rights';
import { sibling } from './sibling';
import { text } from './text';
import { undo } from './undo';
import { thanks } from './thanks';
import { waiting } from './waiting';
import { who } from './who';
import { withdraw } from './withdraw';

const COMMANDS: Record<CommandName, Command> = {
  ...{ greet, thanks, help, mistake, who, privacy, contact, delivery, french, english, cancel, restart },
  ...{ nominate, another, sibling, pupils, waiting, pupil, amend, withdraw },
  ...{ proposals, ownProposals, accept, decline, delegate, delegations, revoke },
  ...{ people, addPerson, changePerson, suspendPerson, restorePerson, importPeople },
  ...{ rights, erase },
  ...{ operations, chooseOperation, createOperation, changeOperation, openOperation, closeOperation, archiveOperation },
  ...{ importInstitutions, steer, receive, share, move, takeBack, relieve, retire, plan, movements, movement },
  ...{ suggest, applySuggestions: applySuggested },
  ...{ serials, deliveries, prepareDeliveries, sendDeliveries, countDelivery, differences, awaited, settleDifference },
  ...{ stock, handOver, undoHandOver, receipts, activate, lose, giveBack, checkReturned, lend, lapsing, overdue },
  ...{ postpone, cancelDeliveries, missingSerials },
  ...{ whereIs, forgetSerial },
  ...{ leads, lead, importFile, figures, document },
  ...{ question, detail, journal, text, undo },
};

/** The command of that name; undefined for a name that a card was made up with. */
export const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(COMMANDS, name) ? COMMANDS[name as CommandName] : undefined;
