/** A yes confirms what is last on the screen, in its own words; nothing older. Words said in passing are never a name, a school or a need. */
import { nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let head: Speaker;
let coordinator: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  for (const commune of ['Stains', 'Bobigny'])
    await relais.world.institution({ name: 'Collège Louise Michel', commune, quota: 2 });
  ({ head } = await relais.aCollege({ quota: 5 }));
  coordinator = await relais.aCoordinator();
  for (const [i, lastName] of ['Keita', 'Benali'].entries())
    await nominatesByCard(head, { lastName, birthDate: `2013-05-1${i}` });
});
afterAll(() => relais.close());

const open = async (): Promise<string[]> =>
  (await relais.store.nominations.model.find({ state: 'open' }).lean()).map(({ pupil }) => pupil.lastName).sort();

test('after « laisse tomber », what was asked before is asked again in full, with whom', async () => {
  await head.says('retire Keita');
  head.seesLast(/Retirer Inès Keita \?/);
  await head.says('nommer');
  await head.says('laisse tomber');
  head.seesLast(/Retirer Inès Keita \?[^]*Retirer[^]*Garder/i);
  await head.says('non');
  expect(await open()).toEqual(['Benali', 'Keita']);
});

test('with something else in between, a yes is asked again first', async () => {
  await head.says('retire Benali');
  await head.says('qui es-tu ?');
  head.seesLast(/Retirer Inès Benali \?/); // it comes back below, so that it is last
  await head.says('garder');
  expect(await open()).toEqual(['Benali', 'Keita']);
});

test('a pile of pages in between: the yes brings the question back, and does nothing', async () => {
  await head.says('retire Keita');
  const older = head.click('Retirer', { of: 'Keita' });
  await head.says('nommer');
  await head.says('annuler');
  head.seesLast(/Retirer Inès Keita \?/);
  await head.says('annuler');
  await head.says('oui');
  expect(await open()).toEqual(['Benali', 'Keita']);
  await head.posts(older); // its own card is explicit, and no longer open
  expect(await open()).toEqual(['Benali', 'Keita']);
});

test('what was asked of a command is forgotten once something else was answered', async () => {
  await relais.world.member('reader', [], 'Marie Blanc');
  await coordinator.says('suspendre Marie Blanc');
  await coordinator.says('combien de places reste-t-il ?');
  await coordinator.says('oui');
  coordinator.seesLast(/Il n’y a rien à confirmer ici/);
  expect(await relais.store.members.model.countDocuments({ suspended: true })).toBe(0);
});

test.each(['oui', 'ok', 'non', 'attends', 'demain', '12/03/2013'])('« %s » chooses no school', async (said) => {
  await coordinator.saysAll('annuler', 'il reste combien à Louise Michel ?');
  coordinator.seesLast(/Laquelle \?[^]*Louise Michel/);
  const before = coordinator.screen().length;
  await coordinator.says(said);
  expect(coordinator.screen().slice(before).join('\n')).not.toMatch(/\d places? (?:sur|reste)|Il reste/);
});

test.each(['oui', 'ok', 'non', 'attends', 'demain', 'hier', '12/03/2013', 'd’accord'])(
  '« %s » is neither a name nor a need',
  async (said) => {
    const { head: other } = await relais.aCollege();
    await other.says('nommer');
    other.seesLast(/nom de famille/i);
    await other.says(said);
    expect(await drafted(other)).not.toHaveProperty('lastName');
    await other.saysAll('Sow', 'Awa', '12/05/2013', '4EB');
    await other.says(said);
    expect(await drafted(other)).toMatchObject({ lastName: 'Sow', firstName: 'Awa' });
    expect(await drafted(other)).not.toHaveProperty('need');
  },
);

async function drafted(speaker: Speaker): Promise<object> {
  const { state } = (await relais.store.conversations.model
    .findOne({ _id: new RegExp(speaker.conversation) as never })
    .lean())!;
  return (JSON.parse(state) as { drafts: { nominate: { values: object } } }).drafts.nominate.values;
}
