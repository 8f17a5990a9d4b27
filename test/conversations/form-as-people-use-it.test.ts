/** The form, as people fill it in: half by card, half in writing, back and forth, with a correction in passing. */
import { GOOD_ANSWERS, GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

/** Cards whose buttons belong to a form: what could still be sent by mistake. */
const liveForms = (person: Speaker): number =>
  new Set(person.buttons().flatMap(({ id, button }) => (button.data.form === undefined ? [] : [id]))).size;

const lastPupil = async () => {
  const nominations = await relais.store.nominations.model.find().sort({ at: -1 }).lean();
  return nominations[0]!;
};

test('an empty form that is sent says what is missing, at its head and at each line; pressed again, it is still one form', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier');
  head.seesLast(/À compléter ou à corriger : Nom de famille, Prénom, Date de naissance, Classe, Besoin/);
  head.seesTimes(/⚠ .* : cette réponse est obligatoire/, 7);
  await head.clicks('Vérifier');
  expect(head.screen()).toHaveLength(1);
  expect(liveForms(head)).toBe(1);
});

test('what was filled in and not sent outlives what is typed; the card gives way at the review', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  head.fills({ firstName: 'Inès', birthDate: '2013-05-12' });
  await head.says('Diallo');
  await head.says('aide');
  await head.clicks('Vérifier', { filling: { className: '4EB', need: 'noAccess' } });
  head.seesLast(/À compléter ou à corriger : Famille informée le, Famille informée par/);
  await head.saysAll('hier', 'courrier');
  head.seesLast(/Diallo[^]*Inès[^]*12 mai 2013[^]*4EB/);
  head.sees(/La suite est plus bas/);
  expect(liveForms(head)).toBe(1);
});

test('nommer again brings the form back with all that was given, and one card of it is live', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Diallo', 'Inès', 'nommer');
  head.seesLast(/Nommer un élève[^]*Quelle est sa date de naissance/);
  expect(JSON.stringify(head.buttons().at(-1)!.card)).toMatch(/"value":"Diallo"[^]*"value":"Inès"/);
  expect(liveForms(head)).toBe(1);
  await head.saysAll(...GOOD_ANSWERS.slice(2));
  await head.says('nommer');
  head.seesLast(/Vérifiez avant de confirmer/);
  expect(liveForms(head)).toBe(1);
});

test('an old card of a form that is open becomes its card again when it is pressed', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  const old = head.click('Vérifier', { filling: GOOD_FORM });
  relais.connector.failures.push({ method: 'PUT', status: 404 });
  await head.says('nommer'); // its first card could not be replaced
  expect(liveForms(head)).toBe(2);
  await head.posts(old);
  head.sees(/Vérifiez avant de confirmer/);
  expect(liveForms(head)).toBe(1);
  await head.clicks('Confirmer');
  head.seesLast(/C’est enregistré/);
});

test('before it is confirmed: whether a place is left, or the rank', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  await head.saysAll('nommer', ...GOOD_ANSWERS);
  head.seesLast(/Il reste 1 place : une carte SIM lui reviendra dès que vous confirmez/);
  await head.says('oui');
  await head.saysAll('nommer', 'Sow', ...GOOD_ANSWERS.slice(1));
  head.seesLast(/Il ne reste pas de place : l’élève serait au 1er rang de la liste d’attente/);
  await head.says('oui');
  head.seesLast(/Inès Sow est au 1er rang de la liste d’attente/);
  head.seesTimes(/Sur la liste d’attente/, 1);
});

test('retour: one question back, with what was answered, from the review too', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'retour');
  head.seesLast(/C’est la première question[^]*nom de famille/);
  await head.saysAll('Dialo', 'Inès', 'retour');
  head.seesLast(/Vous aviez répondu : Inès[^]*prénom/);
  await head.says('retour');
  head.seesLast(/Vous aviez répondu : Dialo[^]*nom de famille/);
  await head.says('Diallo');
  head.seesLast(/date de naissance/);
  await head.saysAll(...GOOD_ANSWERS.slice(2));
  await head.says('retour');
  head.seesLast(/Vous aviez répondu : Par téléphone/);
  await head.says('courrier');
  head.seesLast(/Diallo[^]*Par courrier ou carnet/);
  expect(liveForms(head)).toBe(1);
});

test.each([
  ['non c’est 6B', /Classe\n6B/],
  ["le prénom c'est Lina", /Prénom\nLina/],
  ['classe 6e Rouge', /Classe\n6e Rouge/],
  ['non c’est le 6B', /Classe\n6B/],
  ['modifier la classe : 6B', /Classe\n6B/],
  ['le nom c’est N’Diaye-Sow', /Nom de famille\nN’Diaye-Sow/],
  ['naissance 3 mai 2013', /3 mai 2013/],
  ['non c’est le 1er mai 2013', /1er mai 2013/],
  ['besoin hôtel', /Hôtel, 115 ou hébergement/],
  ['famille informée par courrier', /Par courrier ou carnet/],
])('at the review, %s', async (said, seen) => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', ...GOOD_ANSWERS, said);
  head.seesLast(/Vérifiez avant de confirmer/);
  head.seesLast(seen);
  expect(liveForms(head)).toBe(1);
});

test.each(['modifier la classe', 'la classe est fausse', 'la classe n’est pas bonne', 'classe'])(
  'at the review, %s: asked for',
  async (said) => {
    const { head } = await relais.aCollege();
    await head.saysAll('nommer', ...GOOD_ANSWERS, said);
    head.seesLast(/Vous aviez répondu : 4EB[^]*classe/);
    await head.says('6B');
    head.seesLast(/Classe\n6B/);
  },
);

test('at the review, what is written in English turns it, and thanks are answered', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', ...GOOD_ANSWERS, 'merci beaucoup');
  head.seesLast(/Vérifiez avant de confirmer[^]*Diallo/);
  await head.says('no it is 5C');
  head.seesLast(/Check before you confirm[^]*Class\n5C/);
});

test.each(['non c’est Lina', 'non c’est 6', 'non 5', 'nom Sow prénom Ali'])(
  'at the review, %s means two lines or none: nothing is guessed',
  async (said) => {
    const { head } = await relais.aCollege();
    await head.saysAll('nommer', ...GOOD_ANSWERS, said);
    head.seesLast(/Je n’ai pas compris/);
    await head.says('oui');
    head.seesLast(/Inès Diallo a une place/);
  },
);

test.each([
  ['je ne sais pas', /Sans cette réponse, rien ne peut être enregistré[^]*nom de famille/],
  ['passer', /Sans cette réponse, rien ne peut être enregistré[^]*nom de famille/],
  ['aucune idée', /Sans cette réponse, rien ne peut être enregistré[^]*nom de famille/],
  ['oui', /Sans cette réponse, rien ne peut être enregistré[^]*nom de famille/],
  ['laisse tomber', /C’est annulé : rien n’a été enregistré/],
  ["c'est quoi déjà", /C’est demandé pour reconnaître l’élève[^]*nom de famille/],
  ['pourquoi ?', /C’est demandé pour reconnaître l’élève[^]*nom de famille/],
])('%s is no name: nothing is lost, and it is asked again', async (said, answer) => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', said);
  head.seesLast(answer);
});

test('a sentence is no name on a card either; one word may be', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, firstName: 'je ne sais pas' } });
  head.seesLast(/⚠ Ce n’est pas un nom/);
  await head.clicks('Vérifier', { filling: { firstName: 'Inès', lastName: 'Passer' } });
  head.seesLast(/Vérifiez avant de confirmer/);
});

test.each([
  ['nom Diallo', 'Diallo'],
  ["c'est Diallo", 'Diallo'],
  ['il s’appelle Le Gall', 'Le Gall'],
])('the name in %s is %s', async (said, name) => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', said, ...GOOD_ANSWERS.slice(1));
  head.seesLast(new RegExp(`Nom de famille\n${name}\n`));
});

test('a line is corrected at any question, by its name; the question then comes back', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Diallo', 'Inès', 'modifier le prénom');
  head.seesLast(/Vous aviez répondu : Inès[^]*prénom/);
  await head.says('garder');
  head.seesLast(/date de naissance/);
  await head.saysAll('12/05/2013', 'prénom : Lina');
  head.seesLast(/classe/);
  await head.saysAll(...GOOD_ANSWERS.slice(3));
  head.seesLast(/Diallo[^]*Lina[^]*4EB/);
});

test('the question that is shown is the one that is answered: retour, then nommer again', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'retour', 'nommer');
  head.seesLast(/Quel est son prénom/);
  await head.saysAll('Awa', ...GOOD_ANSWERS.slice(2), 'modifier la classe', 'nommer');
  head.seesLast(/Vérifiez avant de confirmer[^]*Sow[^]*Awa/);
  await head.says('oui');
  expect((await lastPupil()).pupil).toMatchObject({ lastName: 'Sow', firstName: 'Awa', className: '4EB' });
});

test('what was given is kept by a word, also behind a correction that was refused', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', ...GOOD_ANSWERS, 'famille informée le 31/12/2027');
  head.seesLast(/Cette date est dans le futur[^]*Pour garder 15 mars 2026, écrivez garder/);
  await head.says('garder');
  head.seesLast(/Vérifiez avant de confirmer[^]*15 mars 2026/);
  await head.saysAll('retour', 'retour', 'oui');
  head.seesLast(/Vérifiez avant de confirmer/);
});

test('a refusal is not said again once another question is asked', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'Awa', '31/02/2012', 'retour', 'Awa Marie');
  head.seesLast(/^Quelle est sa date de naissance/);
});

test('another class takes the level of the one before back', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'Awa', '03/02/2012', 'Mandela', '4e', '1', 'hier', '1', 'classe Verte');
  head.seesLast(/De quel niveau est la classe « Verte »/);
  await head.says('5e');
  head.seesLast(/Classe\nVerte \(5e\)/);
});

test('the same pupil is told before anything is confirmed, and there is nothing to confirm', async () => {
  const { head, college } = await relais.aCollege({ quota: 5 });
  const other = await relais.aCollege();
  await nominatesByCard(head);
  await other.head.says('nommer');
  await other.head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Sow' } });
  await nominatesByCard(head, { lastName: 'Sow' });
  await other.head.clicks('Confirmer'); // it was free when the review was shown
  other.head.seesLast(/⚠ Cet élève est déjà nommé par une autre structure : il ne peut pas l’être deux fois/);
  await other.head.says('annuler');
  await head.saysAll('nommer', ...GOOD_ANSWERS);
  head.seesLast(new RegExp(`⚠ Cet élève est déjà nommé \\(${college.name}\\)`));
  expect(head.buttons().filter(({ button }) => button.title === 'Confirmer')).toEqual([]);
  await head.says('oui');
  head.seesLast(/⚠ Cet élève est déjà nommé[^]*Si c’est un autre élève/);
});

test('a language chosen in a form turns its card too', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'english');
  head.seesLast(/Nominate a pupil[^]*What is their first name/);
  expect(liveForms(head)).toBe(1);
});

test('brothers and sisters: the last name and how the family was told are kept, by button and in writing', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head, { toldHow: 'letter', toldOn: '2026-03-02' });
  await head.clicks('Nommer un frère ou une sœur');
  head.seesLast(/Quel est son prénom/);
  await head.saysAll('Moussa', '03/02/2012', '3EA', '1');
  head.seesLast(/Diallo[^]*Moussa[^]*Par courrier ou carnet, le 2 mars 2026/);
  await head.says('oui');
  await head.saysAll('un frère', 'Ali', '01/02/2014', '6e Rouge', '1', 'oui');
  expect((await lastPupil()).pupil).toMatchObject({ lastName: 'Diallo', firstName: 'Ali' });
});

test('the next pupil: one click and six answers, the family told today', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await head.clicks('Nommer un autre élève');
  await head.saysAll('Sow', 'Awa', '03/02/2012', '3EA', '1', 'téléphone');
  head.seesLast(/Sow[^]*Awa[^]*Par téléphone, le 16 mars 2026/);
});

test('a class whose name does not say the level: it is asked, in writing and by card, and kept beside the name', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await head.saysAll('nommer', 'Sow', 'Awa', '03/02/2012', 'classe Mandela');
  head.seesLast(/De quel niveau est la classe « Mandela »[^]*1\. 6e/);
  await head.saysAll('4e', '1', 'hier', '1');
  head.seesLast(/Classe\nMandela/);
  await head.says('oui');
  expect((await lastPupil()).pupil.className).toBe('Mandela (4e)');
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, className: 'Rosa Parks' } });
  head.seesLast(/À compléter ou à corriger : Niveau de la classe\./);
  await head.clicks('Vérifier', { filling: { level: 'multi-niveaux' } });
  await head.clicks('Confirmer');
  expect((await lastPupil()).pupil.className).toBe('Rosa Parks (multi-niveaux)');
});

test.each(['4e Mandela', '6e Rouge', '5e CHAM', '4C SEGPA', 'dispositif relais', 'classe de 5eB'])(
  '%s is a class, and its level is not asked',
  async (said) => {
    const { head } = await relais.aCollege();
    await head.saysAll('nommer', 'Sow', 'Awa', '03/02/2012', said);
    head.seesLast(/besoin/);
  },
);

test('a collège’s class in a circonscription, and an age that cannot be', async () => {
  const district = await relais.world.institution({ kind: 'circonscription' });
  const inspector = relais.speaker(await relais.world.member('inspector', [district]));
  await relais.restarts();
  await inspector.says('nommer');
  inspector.seesLast(/Pour une carte SIM de la Circonscription Bondy/);
  await inspector.saysAll('Sow', 'Awa', '03/02/2020', '6e B');
  inspector.seesLast(/C’est une classe de collège : c’est le collège de l’élève qui le nomme/);
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'Awa', '03/02/1999');
  head.seesLast(/donne un âge trop élevé/);
  await head.says('03/02/2021');
  head.seesLast(/donne un âge trop bas/);
});

test.each([
  ['1er mars', '1er mars 2026'],
  ['12/03', '12 mars 2026'],
  ['lundi dernier', '9 mars 2026'],
  ['il y a 3 jours', '13 mars 2026'],
  ['ce matin', '16 mars 2026'],
  ['la semaine dernière', '9 mars 2026'],
])('the family was told %s: %s', async (said, seen) => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', ...GOOD_ANSWERS.slice(0, 5), said, '1');
  head.seesLast(new RegExp(`le ${seen}`));
});

test('days that cannot be chosen are told to the card’s own calendar', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  const card = JSON.stringify(head.buttons().at(-1)!.card);
  expect(card).toMatch(/"id":"birthDate"[^}]*"min":"2005-03-17","max":"2018-03-16"/);
  expect(card).toMatch(/"id":"toldOn"[^}]*"min":"2024-03-16","max":"2026-03-16"/);
});

test('the units add up', async () => {
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('a day that is asked keeps nobody from anything else: another pupil, a withdrawal, and a way out', async () => {
  const { head } = await relais.aCollege({ quota: 3 });
  await head.says('nomme TRAORE Moussa, 6e A, né le 12/04/2014, hôtel social');
  head.seesLast(/Quand la famille/);
  await head.says('je voudrais ajouter BENANI Lina en 5 b, née le 3/3/2014');
  head.sees(/La fiche de Moussa TRAORE n’est pas finie[^]*annuler/);
  await head.says('retire Awa Diallo stp elle a déménagé');
  head.sees(/Je ne trouve pas « Awa Diallo » parmi vos élèves/);
  await head.says('enfin bref on verra plus tard');
  head.seesLast(/Vous vouliez autre chose \?[^]*annuler ferme la fiche « Nommer un élève »/);
});
