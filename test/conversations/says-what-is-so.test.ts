/** Small things that each said something else than what is so. */
import type { Institution } from '../../src/domain/institution';
import { ROLES, type Role } from '../../src/domain/member';
import { become } from '../../src/services/operations/changeOperation';
import { handOver } from '../../src/services/articles/handOver';
import { OPERATOR } from '../../src/services/people/changePeople';
import { erasePupil, purge } from '../../src/services/rights';
import { householdOf } from '../../src/domain/household';
import { nominate } from '../../src/services/nominate';
import { aRequest } from '../support/pupils';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { CAMPAIGN, type KnownMember } from '../support/world';

let relais: Relais;
let college: Institution;
let head: Speaker;
let principal: KnownMember;
beforeEach(async () => {
  relais = await Relais.start();
  ({ head, college, principal } = await relais.aCollege({ quota: 5 }));
});
afterEach(() => relais.close());

const DAY_MS = 86_400_000;
const ERRORS = /Votre rôle ne permet pas|n’a pas fonctionné|Je ne retrouve pas/;

test.each(ROLES.flatMap((from) => ROLES.filter((to) => to !== from).map((to) => [from, to] as const)))(
  '« bonjour » of a %s who is a %s by now greets them as that',
  async (from: Role, to: Role) => {
    const isLocal = (role: Role): boolean => !['coordinator', 'reader'].includes(role);
    const member = await relais.world.member(from, isLocal(from) ? [college] : [], 'Nadia Bensaïd');
    const speaker = relais.speaker(member);
    await speaker.saysAll('bonjour', 'reste');
    const institutions = isLocal(to) ? [college.uai] : [];
    await relais.store.members.model.updateOne({ _id: member.id }, { $set: { role: to, institutions } });
    await speaker.says('bonjour');
    speaker.seesLast(/Bonjour Nadia Bensaïd/);
    for (const { button } of speaker.buttons().slice(-4)) {
      await speaker.posts(speaker.activity({ value: button.data }));
      expect(speaker.lastMessage()).not.toMatch(ERRORS);
    }
  },
);

test('« bonjour » of somebody whose institution is gone says that they have none', async () => {
  await head.says('bonjour');
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { institutions: [] } });
  await head.says('bonjour');
  head.seesLast(/Bonjour[^]*aucune? (?:structure|établissement)|Bonjour[^]*n’êtes/i);
  expect(head.lastMessage()).not.toMatch(ERRORS);
});

test('« oui ? » asks, and confirms nothing', async () => {
  await nominatesByCard(head);
  await head.saysAll('retirer Diallo', 'oui ?');
  expect(await relais.store.nominations.model.countDocuments({ state: 'open' })).toBe(1);
  await head.says('oui');
  expect(await relais.store.nominations.model.countDocuments({ state: 'open' })).toBe(0);
});

test('a withdrawal whose pupil was erased meanwhile says so', async () => {
  await nominatesByCard(head);
  await head.says('retirer Diallo');
  const { _id } = (await relais.store.nominations.model.findOne().lean())!;
  await erasePupil(relais.world.services, OPERATOR, { campaign: CAMPAIGN.id, _id });
  await head.says('oui');
  head.seesLast(/Je ferme la fiche[^]*données viennent d’être effacées/);
  head.seesNot(/ce que vous aviez confirmé/);
});

test('after closing, what cannot be done is said before anything is asked', async () => {
  await nominatesByCard(head);
  await become(relais.world.services, OPERATOR, CAMPAIGN.id, 'closed');
  relais.clock.advance(61_000);
  for (const sentence of ['retirer Diallo', 'corriger Diallo', 'nommer']) {
    await head.says(sentence);
    expect(head.lastMessage()).toMatch(/Cette opération est close/);
  }
});

test('after closing, a loss is declared as before', async () => {
  await nominatesByCard(head);
  const { _id: nomination } = (await relais.store.nominations.model.findOne().lean())!;
  await handOver(relais.world.services, principal, { form: 'f', nomination, proof: 'signature', language: 'fr' });
  await become(relais.world.services, OPERATOR, CAMPAIGN.id, 'closed');
  relais.clock.advance(61_000);
  await head.saysAll('Diallo a perdu sa carte', 'oui');
  head.seesLast(/C’est noté pour Inès Diallo/);
  expect(head.lastMessage()).not.toMatch(/close/);
  expect(await relais.store.units.model.countDocuments({ state: 'lost' })).toBe(1);
});

test('a household of another school that has its article: nothing is promised first', async () => {
  await relais.store.campaigns.model.updateOne({ _id: CAMPAIGN.id }, { $set: { household: 'one' } });
  relais.clock.advance(61_000);
  const { college: other, principal: their } = await relais.aCollege();
  const request = aRequest(other.uai);
  await nominate(relais.world.services, their, request);
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, household: householdOf(request.id) } });
  head.seesLast(/un seul article par foyer, et celui-ci en a déjà un/);
  expect(head.lastMessage()).not.toMatch(/lui reviendra/);
});

test('a purge leaves no form of the operation that names somebody', async () => {
  await head.saysAll('nommer', 'Oubliable', 'Awa', '12/05/2013');
  const states = async (): Promise<string> =>
    (await relais.store.conversations.model.find().lean()).map(({ state }) => state).join();
  expect(await states()).toContain('Oubliable');
  await become(relais.world.services, OPERATOR, CAMPAIGN.id, 'closed');
  relais.clock.advance((CAMPAIGN.retentionDays + 1) * DAY_MS);
  await purge(relais.world.services);
  expect(await states()).not.toContain('Oubliable');
  await head.says('aide');
  head.sees(/Je ferme la fiche[^]*opération terminée/);
  head.sees(/Ce que vous pouvez écrire/);
});
