/** Opens the store at a `mongodb://` address: the same models and queries on every database that speaks the protocol. */
import { type Connection, type Model, Mongoose } from 'mongoose';
import { type Campaigns, openCampaigns } from './campaigns';
import { connect, databaseIn } from './connect';
import { type Deliveries, openDeliveries } from './deliveries';
import { type Leads, openLeads } from './leads';
import { openSerials, type Serials } from './serials';
import { type Institutions, openInstitutions } from './institutions';
import { type Movements, openMovements } from './movements';
import { type Counts, openCounts } from './counts';
import { type Conversations, openConversations } from './conversations';
import { type Journal, openJournal } from './journal';
import { type Members, openMembers } from './members';
import { type Nominations, openNominations } from './nominations';
import { openNeedFigures, type NeedFiguresStore } from './needFigures';
import { openOutbox, type Outbox } from './outbox';
import { overDriver, type Run } from './run';
import { type Units, openUnits } from './units';

export interface Store {
  campaigns: Campaigns;
  institutions: Institutions;
  movements: Movements;
  units: Units;
  serials: Serials;
  deliveries: Deliveries;
  leads: Leads;
  nominations: Nominations;
  members: Members;
  counts: Counts;
  needFigures: NeedFiguresStore;
  journal: Journal;
  outbox: Outbox;
  conversations: Conversations;
  connection: Connection;
  /** Takes what was erased off the disk of the embedded database; a real one does so by itself. */
  forgetErased(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 1_500; // three tries of an operation, and what is said then, fit into a turn of 8 s

/** Where the address names none. */
export const DATABASE = 'relais';

/**
 * Opens it, also while the database is away: then each operation says so until it is there.
 * @param own runs the hot commands, where the database is this process's own; otherwise the driver does
 * @param isEmbedded whether it is the embedded database, in this process or another
 * @throws BadDatabaseAddress, DatabaseRefused
 */
export async function openStore(
  uri: string,
  database = databaseIn(uri) ?? DATABASE,
  own?: Run,
  isEmbedded = false,
): Promise<Store> {
  const mongoose = new Mongoose();
  mongoose.set('sanitizeFilter', true);
  const connection = mongoose.createConnection();
  await connect(connection, uri, {
    dbName: database,
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: PATIENCE_MS,
    connectTimeoutMS: PATIENCE_MS,
    socketTimeoutMS: 60_000, // index builds take their time; a turn has its own deadline
  });
  const run = own ?? overDriver(connection);
  return {
    campaigns: openCampaigns(connection),
    institutions: openInstitutions(connection),
    movements: openMovements(connection),
    units: openUnits(connection, run),
    serials: openSerials(connection),
    deliveries: openDeliveries(connection),
    leads: openLeads(connection),
    nominations: openNominations(connection, run),
    members: openMembers(connection, run),
    counts: openCounts(run),
    needFigures: openNeedFigures(connection),
    journal: openJournal(connection),
    outbox: openOutbox(connection),
    conversations: openConversations(connection, run),
    connection,
    forgetErased: async () => {
      if (isEmbedded) await run({ compact: 'nominations' });
    },
    close: () => connection.close(),
  };
}

/** Every model, typed loosely: their documents have nothing in common. */
export const modelsOf = (store: Store): Model<unknown>[] =>
  [
    store.campaigns.model,
    store.institutions.model,
    store.movements.model,
    store.units.model,
    store.serials.model,
    store.deliveries.model,
    store.leads.model,
    store.nominations.model,
    store.members.model,
    store.journal.model,
    store.needFigures.model,
    store.outbox.model,
    store.conversations.model,
  ] as unknown as Model<unknown>[];
