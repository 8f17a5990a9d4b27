/** Every role against every act, through the real bot: what the table of `domain/permissions` allows happens, and nothing else. */
import { randomUUID } from 'node:crypto';
import type { Institution } from '../../src/domain/institution';
import { LOCAL_ROLES, ROLES } from '../../src/domain/member';
import { type Act, ACTS, ACTS_OF_ROLE, ACTS_OF_SCOPE, SCOPES } from '../../src/domain/permissions';
import { nominate } from '../../src/services/nominate';
import { propose } from '../../src/services/propose';
import { aPupil, aRequest } from '../support/pupils';
import { GOOD_FORM, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { CAMPAIGN, type KnownMember } from '../support/world';

let relais: Relais;
let school: Institution;
let other: Institution;
let head: KnownMember;
beforeAll(async () => {
  relais = await Relais.start();
  school = await relais.world.institution({ name: 'Collège Matrice', commune: 'Bondy', quota: 200 });
  other = await relais.world.institution({ name: 'Collège Lointain', commune: 'Stains', quota: 77 });
  head = await relais.world.member('principal', [school], 'Ève Chef');
  await relais.world.member('coordinator', [], 'Zoé Reste'); // the last one could not be suspended
  await relais.restarts();
});
afterAll(() => relais.close());

const stateOf = async (_id: string): Promise<string | undefined> =>
  (await relais.store.nominations.model.findById(_id).lean())?.state;

async function aNomination(): Promise<string> {
  const request = aRequest(school.uai, { pupil: aPupil({ firstName: 'Visible' }) });
  await nominate(relais.world.services, head, request);
  return request.id;
}

/** Fills in the form, if one is shown. @returns how the pupil was recorded */
async function tells(person: Speaker): Promise<string | undefined> {
  const { pupil } = aRequest(school.uai);
  await person.says('nommer');
  if (!person.buttons().some(({ button }) => button.title === 'Vérifier')) return undefined;
  const { lastName, birthDate } = pupil;
  await person.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName, birthDate } });
  await person.clicks('Confirmer');
  return (await relais.store.nominations.model.findOne({ 'pupil.lastName': lastName }).lean())?.state;
}

const plain = (person: Speaker): string => person.lastMessage().replaceAll('**', '');
const clicks = (person: Speaker, value: object) => person.posts(person.activity({ value }));

/** What somebody does to try an act. @returns whether it happened */
const TRIES: Record<Act, (person: Speaker) => Promise<boolean>> = {
  propose: async (person) => (await tells(person)) === 'proposed',
  nominate: async (person) => (await tells(person)) === 'open',
  async decide(person) {
    const request = aRequest(school.uai);
    await propose(relais.world.services, await relais.world.member('proposer', [school]), request);
    await clicks(person, { act: 'accept', nomination: request.id });
    return (await stateOf(request.id)) === 'open';
  },
  async withdraw(person) {
    const id = await aNomination();
    await clicks(person, { act: 'withdraw', nomination: id });
    if (person.buttons().some(({ button }) => button.title === 'Garder')) await person.clicks('Retirer');
    return (await stateOf(id)) === 'withdrawn';
  },
  async handOver(person) {
    const id = await aNomination();
    await clicks(person, { act: 'handOver', nomination: id });
    if (person.buttons().some(({ button }) => button.title === 'Vérifier'))
      await person.clicks('Vérifier', { filling: { serial: 'sans' } });
    if (person.buttons().some(({ button }) => button.title === 'Remettre')) await person.clicks('Remettre');
    const isHanded = (await relais.store.units.find({ campaign: CAMPAIGN.id, nomination: id }))?.state === 'handed';
    await person.says('annuler'); // the next one is proposed
    return isHanded;
  },
  async seePupils(person) {
    await aNomination();
    await person.says('mes élèves');
    return /Visible/.test(person.lastMessage());
  },
  async seeCounts(person) {
    await person.says('combien il reste de places au collège Matrice');
    return / places? sur /.test(plain(person));
  },
  async seeAllCounts(person) {
    await person.says('combien il reste de places au collège Lointain');
    return /sur 77/.test(plain(person));
  },
  async seeJournal(person) {
    await aNomination();
    await person.says('journal');
    return /Collège Matrice/.test(person.lastMessage());
  },
  async seeAllJournal(person) {
    const elsewhere = await relais.world.member('principal', [other], 'Loin');
    await nominate(relais.world.services, elsewhere, aRequest(other.uai));
    await person.says('journal du collège Lointain');
    return /Loin a nommé un élève/.test(person.lastMessage());
  },
  async delegate(person) {
    const deputy = await relais.world.member('deputy', [school], `Marc ${randomUUID().replace(/[^a-f]/g, '')}xyz`);
    await person.says(`je délègue à ${deputy.name} jusqu’au 15 mai`);
    if (/Vérifiez la délégation/.test(person.lastMessage())) await person.says('oui');
    return ((await relais.store.members.find(deputy.id))!.delegations ?? []).length === 1;
  },
  async managePeople(person) {
    const victim = await relais.world.member('reader', [], 'Victime');
    await clicks(person, { act: 'suspendPerson', member: victim.id });
    return (await relais.store.members.find(victim.id))!.suspended === true;
  },
  async steer(person) {
    await clicks(person, { act: 'closeOperation', campaign: CAMPAIGN.id, sure: 'yes' });
    const { state } = (await relais.store.campaigns.find(CAMPAIGN.id))!;
    await relais.world.opens();
    return state === 'closed';
  },
  async answerRights(person) {
    const id = await aNomination();
    await clicks(person, { act: 'erase', nomination: id, name: CAMPAIGN.id, sure: 'yes' });
    return (await relais.store.nominations.model.findById(id).lean())!.erased !== undefined;
  },
};

async function allowed(member: KnownMember): Promise<Act[]> {
  const done: Act[] = [];
  for (const act of ACTS) if (await TRIES[act](relais.speaker(member))) done.push(act);
  return done;
}

const placesOf = (role: (typeof ROLES)[number]): Institution[] => (LOCAL_ROLES.includes(role) ? [school] : []);
const inOrder = (acts: Iterable<Act>): Act[] => ACTS.filter((act) => [...acts].includes(act));

test.each(ROLES)('%s', async (role) => {
  expect(await allowed(await relais.world.member(role, placesOf(role)))).toEqual(inOrder(ACTS_OF_ROLE[role]));
});

test.each(SCOPES)('a deputy to whom was delegated: %s', async (scope) => {
  const deputy = await relais.world.member('deputy', [school]);
  await relais.world.delegates(head, deputy, school, [scope]);
  const acts = new Set([...ACTS_OF_ROLE.deputy, ...ACTS_OF_SCOPE[scope]]);
  if (acts.has('nominate')) acts.delete('propose'); // who may nominate does not propose
  expect(await allowed(deputy)).toEqual(inOrder(acts));
});

test.each(ROLES)('%s, suspended: nothing', async (role) => {
  const member = await relais.world.member(role, placesOf(role));
  await relais.store.members.model.updateOne({ _id: member.id }, { $set: { suspended: true } });
  expect(await allowed(member)).toEqual([]);
});

test.each(LOCAL_ROLES)('%s of another school: nothing here', async (role) => {
  const member = await relais.world.member(role, [other]);
  const here: Act[] = ['decide', 'withdraw', 'seePupils', 'seeJournal', 'delegate', 'managePeople', 'answerRights'];
  const done: Act[] = [];
  for (const act of here) if (await TRIES[act](relais.speaker(member))) done.push(act);
  expect(done).toEqual([]);
});
