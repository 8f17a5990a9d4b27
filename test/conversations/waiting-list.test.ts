import { readName } from '../../src/domain/pupil';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

test('the last place: the next pupil waits, and is served when a place frees', async () => {
  const { head, college } = await relais.aCollege({ quota: 1 });
  await nominatesByCard(head, { lastName: 'Martin' });
  head.sees(`C’était la dernière place du ${college.name}`);
  await nominatesByCard(head, { lastName: 'Petit' });
  head.sees(/Inès Petit est au 1er rang de la liste d’attente/);
  await nominatesByCard(head, { lastName: 'Roche' });
  head.sees(/Inès Roche est au 2e rang de la liste d’attente/);

  await head.says('mes élèves');
  head.seesLast(/3 élèves nommés\n1 avec une place, 2 en attente\n/);
  head.seesLast(
    /Martin Inès\n4EB, une place[^]*Petit Inès\n4EB, en attente, 1er rang[^]*Roche Inès\n4EB, en attente, 2e/,
  );
  await head.clicks('Voir', { of: 'Martin' });
  await head.clicks('Retirer');
  head.seesLast(/Retirer Inès Martin \?[^]*attend depuis le plus longtemps/);
  await head.clicks('Retirer');

  head.sees(/Inès Martin ne figure plus sur la liste/);
  head.sees(/Inès Petit a maintenant une place/);
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('a withdrawal in writing is asked once more, and can be refused', async () => {
  const { head } = await relais.aCollege({ quota: 2 });
  await nominatesByCard(head, { lastName: 'Da Silva', firstName: 'João' });
  await head.says('retirer da silva joao');
  head.seesLast(/Retirer João Da Silva/);
  await head.says('non');
  head.sees(/João Da Silva reste dans la liste : rien n’a changé/);
  await head.saysAll('retirer DA SILVA', 'oui');
  head.sees(/João Da Silva ne figure plus sur la liste/);
  head.sees(/Il reste 2 places/);
  await head.says('retirer DA SILVA');
  head.seesLast(/Je ne trouve pas « DA SILVA » parmi vos élèves/);
});

test('a withdrawal clicked twice is done once', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  await nominatesByCard(head, { lastName: 'Fois' });
  await head.says('mes élèves');
  await head.clicks('Voir', { of: 'Fois' });
  const ask = head.click('Retirer');
  await head.posts(ask);
  await head.clicks('Retirer');
  await head.posts({ ...ask, id: 'again' });
  head.seesLast(/avait déjà été retiré/);
});

test('the same pupil is refused, however the name is written, and the form can be corrected', async () => {
  const { head, college } = await relais.aCollege({ quota: 5 });
  const other = await relais.aCollege({ quota: 5 });
  const reviews = async (person: typeof head, about: object): Promise<void> => {
    await person.says('nommer');
    await person.clicks('Vérifier', { filling: { ...GOOD_FORM, ...about } });
  };
  await nominatesByCard(head, { lastName: "N'Diaye-Sow", firstName: 'Aïssatou' });
  await reviews(head, { lastName: 'N DIAYE  SOW', firstName: 'aissatou' });
  head.seesLast(new RegExp(`déjà nommé \\(${college.name}\\)`));
  await reviews(other.head, { lastName: 'N’Diaye Sow', firstName: 'AÏSSATOU' });
  other.head.seesLast(/déjà nommé par une autre structure/);
  other.head.seesNot(new RegExp(college.name));
  await other.head.clicks('Corriger');
  await other.head.clicks('Vérifier', { filling: { birthDate: '2012-02-29' } });
  await other.head.clicks('Confirmer');
  other.head.seesLast(/C’est enregistré/);
});

test('a pupil who was withdrawn can be nominated again, elsewhere too', async () => {
  const { head } = await relais.aCollege();
  const other = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Aller' });
  await head.saysAll('retirer aller', 'oui');
  await nominatesByCard(other.head, { lastName: 'Aller' });
  other.head.seesLast(/C’est enregistré/);
});

test('what looks like Markdown in a name is shown as it was typed, in the list and everywhere else', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  const forbidden = /[*_[\]<>#|~`\\]/;
  for (const typed of ['Da*Silva', 'Da_Silva_', '[Silva](https://x)', '<at>Silva</at>', '# Silva'])
    expect('problem' in readName(typed) || !forbidden.test(typed)).toBe(true);
  await nominatesByCard(head, { lastName: 'Silva' });
  await relais.store.nominations.model.collection.updateOne(
    { 'pupil.lastName': 'Silva' },
    { $set: { 'pupil.lastName': '*Silva* [x](https://x) <at>y</at>', 'pupil.className': '_4_' } },
  );
  await head.says('mes élèves');
  const shown = JSON.stringify(relais.connector.messages(head.conversation).at(-1)!.activity.attachments);
  expect(shown).toContain('\\\\*Silva\\\\* \\\\[x\\\\](https://x) &lt;at&gt;y&lt;/at&gt;');
  expect(shown).toContain('\\\\_4\\\\_');
});

test('a long list is turned page by page, in place', async () => {
  const { head } = await relais.aCollege({ quota: 10 });
  for (const lastName of ['Bac', 'Coly', 'Dia', 'Fall', 'Guèye', 'Haïdara', 'Kanté', 'Lô'])
    await nominatesByCard(head, { lastName });
  await head.says('mes élèves');
  head.seesLast(/8 élèves nommés[^]*Bac Inès[^]*Page 1 sur 2/);
  const before = head.screen().length;
  await head.clicks('Suite');
  expect(head.screen()).toHaveLength(before);
  head.seesLast(/Kanté Inès[^]*Lô Inès[^]*Page 2 sur 2/);
  await head.clicks('Retour');
  head.seesLast(/Page 1 sur 2/);
});

test('two pupils of one name: told apart by their birth date, and withdrawn by the button', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head, { lastName: 'Camara', firstName: 'Awa' });
  await nominatesByCard(head, { lastName: 'CAMARA', firstName: 'Awa', birthDate: '2012-02-03' });
  await head.says('retirer camara');
  head.seesLast(/Plusieurs élèves portent ce nom[^]*12\/05\/2013[^]*03\/02\/2012/);
  await head.clicks('Voir', { of: '03/02/2012' });
  await head.clicks('Retirer');
  await head.clicks('Retirer');
  head.sees(/Awa CAMARA ne figure plus sur la liste/);
  await head.says('mes élèves');
  head.seesLast(/1 élève nommé/);
});
