/** A card is a hint, never an authority: whoever clicks, and whatever it says, is looked up again. Refused: a sentence, no effect, one line. */
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());
beforeEach(() => void (relais.logged.length = 0));

const lines = (): number => relais.logged.filter((line) => /"msg":"refused"/.test(line)).length;
const open = (uai: string) => relais.store.nominations.openOf('sim-2020', [uai as never]);

test('a review that was open when its person left the institution', async () => {
  const { head, college, principal } = await relais.aCollege();
  const other = await relais.world.institution({ name: 'Collège Suivant' });
  await relais.restarts();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { institutions: [other.uai] } });
  await head.clicks('Confirmer');
  expect(await open(college.uai)).toEqual([]);
  expect(await open(other.uai)).toEqual([]);
  head.seesNot(/a une place/);
});

test('a card from before the role changed', async () => {
  const { head, college, principal } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Rôle' });
  await head.says('mes élèves');
  await head.clicks('Voir');
  const withdraw = head.click('Retirer');
  for (const role of ['proposer', 'reader', 'deputy'] as const) {
    await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { role } });
    await head.posts({ ...withdraw, id: `w-${role}` });
    expect(head.lastMessage()).toMatch(/Votre rôle ne permet|revient au chef|délégation|Les élèves ne sont vus/);
  }
  expect(lines()).toBe(3);
  expect((await open(college.uai))[0]!.state).toBe('open');
});

test('another person’s card, confirmed by somebody of the same school', async () => {
  const { head, college, principal } = await relais.aCollege();
  const colleague = relais.speaker(await relais.world.member('principal', [college], 'Autre'));
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  const confirm = head.click('Confirmer');
  await colleague.posts(colleague.activity({ value: confirm.value as object }));
  expect(await open(college.uai)).toEqual([]);
  expect(colleague.lastMessage()).toMatch(/plus active|n’est plus/);
  await head.clicks('Confirmer');
  const [recorded] = await open(college.uai);
  await colleague.posts({ ...colleague.activity({ value: confirm.value as object }), id: 'again' });
  expect(recorded!.by).toBe(principal.id);
  expect(await open(college.uai)).toHaveLength(1);
});

test('an institution, or a nomination, of another school in the payload', async () => {
  const { head } = await relais.aCollege();
  const other = await relais.aCollege();
  await nominatesByCard(other.head, { lastName: 'Voisine' });
  const [theirs] = await open(other.college.uai);
  await head.says('nommer');
  const check = head.click('Vérifier', { filling: { ...GOOD_FORM, institution: other.college.uai } });
  await head.posts(check);
  await head.clicks('Confirmer');
  expect(await open(other.college.uai)).toHaveLength(1);
  for (const act of ['pupil', 'amend', 'withdraw', 'accept', 'decline', 'sibling']) {
    await head.posts(head.activity({ value: { act, nomination: theirs!._id } }));
    head.seesNot(/Voisine/);
    await head.says('annuler');
  }
  expect((await open(other.college.uai))[0]).toEqual(theirs);
});

test.each([
  ['cut', { act: 'withdraw' }],
  ['an operator for an id', { act: 'withdraw', nomination: { $ne: null } }],
  ['operators everywhere', { act: { $gt: '' }, form: { $ne: 1 }, nomination: ['a'], member: { $exists: true } }],
  ['a prototype', JSON.parse('{"__proto__":{"act":"withdraw"},"constructor":"x"}') as object],
  ['no object', 'withdraw'],
])('a payload that is %s has no effect', async (_what, value) => {
  const { head, college } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Intacte' });
  const before = await open(college.uai);
  await head.posts(head.activity({ value }));
  expect(head.last.status).toBe(200);
  expect(await open(college.uai)).toEqual(before);
  expect(head.lastMessage()).not.toMatch(/Quelque chose n’a pas fonctionné/);
});

test('nothing that names a pupil is posted to a group or a channel', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Privée' });
  for (const conversationType of ['groupChat', 'channel']) {
    const group = relais.speaker(head.person, { conversationType });
    for (const said of ['mes élèves', 'voir Privée', 'journal', 'propositions']) await group.says(said);
    await group.posts(group.activity({ value: { act: 'pupils' } }));
    group.seesNot(/Privée/);
    group.sees(/conversation privée/);
  }
});
