/**
 * Every form, left open while what it stands on goes: a right, a role, an institution, a delegation, the operation, the pupil, the article,
 * the version of the bot. Nothing that is open keeps a person from anything else, and a form that cannot go on says why it is closed.
 */
import type { Institution } from '../../src/domain/institution';
import type { Serial } from '../../src/domain/serial';
import { handOver } from '../../src/services/articles/handOver';
import { giveBack } from '../../src/services/articles/afterwards';
import { become } from '../../src/services/operations/changeOperation';
import { markSent, receiveDelivery } from '../../src/services/deliveries/follow';
import { prepareDeliveries } from '../../src/services/deliveries/prepare';
import { lend } from '../../src/services/articles/lend';
import { OPERATOR } from '../../src/services/people/changePeople';
import { erasePupil } from '../../src/services/rights';
import { withdraw } from '../../src/services/withdraw';
import { FORM_NAMES, type FormName } from '../../dialogs/form/form';
import { Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { CAMPAIGN, type KnownMember } from '../support/world';
import { aRequest } from '../support/pupils';
import { nominate } from '../../src/services/nominate';

let relais: Relais;
let college: Institution;
let other: Institution;
const known: Record<'principal' | 'deputy' | 'coordinator', KnownMember> = {} as never;
/** The world as each case finds it, by collection. */
let world: Map<string, object[]>;

const COLLECTIONS = ['members', 'units', 'nominations', 'campaigns', 'deliveries', 'serials'] as const;
const collectionOf = (name: (typeof COLLECTIONS)[number]) => relais.store[name].model.collection;

beforeAll(async () => {
  relais = await Relais.start();
  const { store, world: made } = relais;
  const { services } = made;
  college = await made.institution({ name: 'Collège Barbara', quota: 8 });
  other = await made.institution({ name: 'Collège Jean Moulin', quota: 1 });
  for (const commune of ['Stains', 'Bobigny'])
    await made.institution({ name: 'Collège Jean Vilar', commune, quota: 1 });
  await store.campaigns.model.updateOne({ _id: CAMPAIGN.id }, { $set: { kind: 'tablet', dueOn: '2026-06-30' } });
  await store.units.model.updateMany({}, { $set: { kind: 'tablet' } });
  services.directory.forget();
  known.principal = await made.member('principal', [college], 'Nadia Bensaïd');
  known.deputy = await made.member('deputy', [college], 'Paul Adjoint');
  known.coordinator = await made.member('coordinator', [], 'Claire Fontaine');
  await made.member('coordinator', [], 'Une Autre'); // the last one keeps their role
  await made.delegates(known.principal, known.deputy, college, ['nominate', 'handOver']);
  const { principal } = known;
  for (const [id, lastName] of [
    ['held', 'Diallo'],
    ['handed', 'Keita'],
  ] as const) {
    const pupil = { lastName, firstName: 'Ali', birthDate: '2013-03-04', className: '4EB' } as never;
    await nominate(services, principal, { ...aRequest(college.uai, { pupil }), id });
  }
  const handed = { form: 'f', nomination: 'handed', proof: 'signature', language: 'fr', dueOn: '2026-06-30' } as const;
  await handOver(services, principal, handed as never);
  await lend(services, principal, { form: 'l', institution: college.uai, count: 1 });
  const serials = Array.from({ length: 12 }, (_none, i) => `SERIAL${1000 + i}`).map((_id) => ({
    _id: _id as Serial,
    source: 'test',
  }));
  await store.serials.add(serials.map((each) => ({ ...each, campaign: CAMPAIGN.id, kind: 'tablet' as const })));
  const coordinator = { ...known.coordinator, within: CAMPAIGN.id };
  const notes = await prepareDeliveries(services, coordinator);
  await markSent(services, coordinator);
  await receiveDelivery(services, coordinator, notes.find(({ institution }) => institution === other.uai)!.id, 0);
  await relais.restarts();
  world = new Map();
  for (const name of COLLECTIONS) world.set(name, await collectionOf(name).find().toArray());
});
afterAll(() => relais.close());

/** As it was, for the next case. */
async function restored(): Promise<void> {
  for (const name of COLLECTIONS) {
    await collectionOf(name).deleteMany({});
    await collectionOf(name).insertMany(world.get(name)!.map((each) => ({ ...each })));
  }
  seen();
}

/** What is kept in memory for a while is read anew. */
const seen = (): void => relais.clock.advance(61_000);

type Who = keyof typeof known;
type Ground =
  'right' | 'institution' | 'delegation' | 'closed' | 'archived' | 'withdrawn' | 'erased' | 'article' | 'version';

/** How each goes. */
const GOES: Record<Ground, (who: Who, speaker: Speaker) => Promise<unknown>> = {
  right: (who) => setMember(who, { role: who === 'coordinator' ? 'reader' : 'proposer' }),
  institution: (who) => setMember(who, { institutions: who === 'coordinator' ? [] : [other.uai] }),
  delegation: () => relais.store.members.model.updateOne({ _id: known.deputy.id }, { $unset: { delegations: 1 } }),
  closed: () => become(relais.world.services, OPERATOR, CAMPAIGN.id, 'closed'),
  archived: async () => {
    await become(relais.world.services, OPERATOR, CAMPAIGN.id, 'closed');
    await become(relais.world.services, OPERATOR, CAMPAIGN.id, 'archived');
  },
  withdrawn: () => withdraw(relais.world.services, known.principal, 'held', 'byInstitution'),
  erased: async () => {
    for (const _id of ['held', 'handed'])
      await erasePupil(relais.world.services, known.coordinator, { campaign: CAMPAIGN.id, _id });
  },
  article: async () => {
    const { services } = relais.world;
    await giveBack(services, known.principal, 'handed', 'good');
    await relais.store.units.model.updateMany({ state: 'lent' }, { $set: { state: 'returned' } });
  },
  version: async (_who, speaker) => {
    const { model } = relais.store.conversations;
    const kept = (await model.findOne({ _id: new RegExp(speaker.conversation) as never }).lean())!;
    const state = kept.state.replace(/"version":\d+/, '"version":1');
    expect(state).not.toBe(kept.state);
    await model.updateOne({ _id: kept._id }, { $set: { state } });
  },
};

const setMember = (who: Who, change: object) =>
  relais.store.members.model.updateOne({ _id: known[who].id }, { $set: change });

interface Open {
  who: Who;
  /** What opens it. */
  says: readonly string[];
  /** What closes it; all else leaves it as it is, or turns it into something that can still be done. */
  closedBy: readonly Ground[];
}

const HEADS = ['right', 'institution', 'archived'] as const;
const STEERING = ['right', 'archived'] as const;
const OPENED: Record<FormName, Open> = {
  // Whoever lost the right to nominate can still propose, there.
  nominate: { who: 'principal', says: ['nommer', 'Sow'], closedBy: ['institution', 'closed', 'archived'] },
  amend: { who: 'principal', says: ['corriger Diallo'], closedBy: [...HEADS, 'closed', 'withdrawn', 'erased'] },
  withdraw: { who: 'principal', says: ['retirer Diallo'], closedBy: [...HEADS, 'closed', 'erased'] }, // one that was withdrawn is told as withdrawn
  delegate: { who: 'principal', says: ['je délègue à Paul Adjoint'], closedBy: ['right', 'institution'] },
  person: { who: 'coordinator', says: ['ajoute lou@relais.example'], closedBy: ['right'] },
  rights: { who: 'coordinator', says: ['données d’un élève'], closedBy: ['right'] },
  choosePlace: { who: 'coordinator', says: ['il reste combien à Jean Vilar ?'], closedBy: [] },
  serials: { who: 'coordinator', says: ['numéros de série'], closedBy: STEERING },
  countDelivery: { who: 'principal', says: ['reçu 2 tablettes'], closedBy: HEADS },
  missingSerials: { who: 'coordinator', says: ['numéros manquants'], closedBy: STEERING },
  handOver: { who: 'principal', says: ['remise'], closedBy: [...HEADS, 'withdrawn', 'erased'] },
  receipts: { who: 'principal', says: ['récépissés'], closedBy: ['right', 'archived'] }, // of whichever school is theirs
  lose: { who: 'principal', says: ['Keita a perdu sa tablette'], closedBy: [...HEADS, 'erased', 'article'] },
  giveBack: { who: 'principal', says: ['Keita a rendu sa tablette'], closedBy: [...HEADS, 'erased', 'article'] },
  lend: { who: 'principal', says: ['prêter 2 tablettes au collège'], closedBy: HEADS },
  postpone: { who: 'principal', says: ['prolonge le prêt de Keita'], closedBy: [...HEADS, 'erased', 'article'] },
  operation: { who: 'coordinator', says: ['crée une opération de tablettes appelée Essai'], closedBy: ['right'] },
  receive: { who: 'coordinator', says: ['on a reçu 5 tablettes de la Fondation X'], closedBy: STEERING },
  share: { who: 'coordinator', says: ['répartis 5 tablettes à parts égales'], closedBy: STEERING },
  move: { who: 'coordinator', says: ['déplace 1 place de Barbara vers Jean Moulin'], closedBy: STEERING },
  takeBack: { who: 'coordinator', says: ['reprends ce qui n’est pas utilisé'], closedBy: STEERING },
  relieve: { who: 'coordinator', says: ['donne 5 places de la réserve à ceux qui attendent'], closedBy: STEERING },
  retire: { who: 'coordinator', says: ['mets au rebut 1 tablette de la réserve'], closedBy: STEERING },
};
const GROUNDS = Object.keys(GOES) as Ground[];

const APOLOGY =
  /Quelque chose n’a pas fonctionné|Votre rôle ne permet pas cette action|délégation de votre chef|Je ne retrouve pas/;
const CLOSED = /Je ferme la fiche qui était ouverte/;

/** @returns what stood on the screen since */
const since = (speaker: Speaker, before: number): string => speaker.screen().slice(before).join('\n');

async function opens(form: FormName, who: Who, says: readonly string[]): Promise<Speaker> {
  await restored();
  const speaker = relais.speaker(known[who]);
  await speaker.saysAll(...says);
  const { state } = (await relais.store.conversations.model
    .findOne({ _id: new RegExp(speaker.conversation) as never })
    .lean())!;
  expect(Object.keys((JSON.parse(state) as { drafts: object }).drafts)).toEqual([form]);
  return speaker;
}

test.each(FORM_NAMES.flatMap((form) => GROUNDS.map((ground) => [form, ground] as const)))(
  '%s, open while this goes: %s',
  async (form, ground) => {
    const { who, says, closedBy } = OPENED[form];
    const speaker = await opens(form, who, says);
    const before = speaker.screen().length;
    await GOES[ground](who, speaker);
    seen();
    await speaker.says('aide');
    const after = since(speaker, before);
    expect(after).toMatch(/Ce que vous pouvez écrire/);
    expect(CLOSED.test(speaker.screen().join('\n'))).toBe(closedBy.includes(ground));
    await speaker.says('annuler');
    expect(speaker.lastMessage()).not.toMatch(APOLOGY);
    await speaker.says('bonjour');
    expect(speaker.lastMessage()).toMatch(/Bonjour/);

    // The same, answered: by a yes, then by the last button that its card had.
    const answering = await opens(form, who, says);
    const button = answering.buttons().at(-1);
    await GOES[ground](who, answering);
    seen();
    await answering.says('oui');
    if (button) await answering.posts(answering.activity({ value: button.button.data, replyToId: button.id }));
    await answering.says('aide');
    expect(answering.screen().join('\n')).toMatch(/Ce que vous pouvez écrire/);
    expect(relais.logged.filter((line) => line.includes('a turn failed'))).toEqual([]);
  },
);

test.each(['nominate', 'amend', 'withdraw', 'handOver', 'lose', 'lend'] as const)(
  '%s by delegation, which ends meanwhile',
  async (form) => {
    const { says } = OPENED[form];
    const speaker = await opens(form, 'deputy', says);
    await GOES.delegation('deputy', speaker);
    seen();
    await speaker.says('aide');
    expect(speaker.screen().join('\n')).toMatch(/Ce que vous pouvez écrire/);
    expect(CLOSED.test(speaker.screen().join('\n'))).toBe(form !== 'nominate'); // which can still be proposed
    await speaker.saysAll('annuler', 'reste');
    expect(speaker.lastMessage()).not.toMatch(APOLOGY);
  },
);
