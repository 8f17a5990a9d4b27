import { GOOD_ANSWERS, Relais } from '../support/relais';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

test('a pupil nominated in writing, from the first question to what remains', async () => {
  const { head, college } = await relais.aCollege({ quota: 5, commune: 'Bobigny' });
  await head.says('nommer');
  head.seesLast(/nom de famille/);
  await head.saysAll('Diallo', 'Inès', '12/05/2013');
  head.seesLast(/classe/);
  await head.says('4EB');
  head.seesLast(/1\. Aucun accès à internet à la maison/);
  await head.says('téléphone d’un parent');
  head.seesLast(/Quand la famille/);
  await head.saysAll('hier', '1');
  head.seesLast(/Vérifiez avant de confirmer[^]*12 mai 2013 \(12 ans\)[^]*Par téléphone, le 15 mars 2026/);
  await head.says('oui');
  head.sees('Inès Diallo a une place : une carte SIM lui revient.');
  head.sees(`Il reste 4 places au ${college.name}.`);
  const [nomination] = await relais.store.nominations.model.find({ institution: college.uai }).lean();
  expect(nomination).toMatchObject({
    pupil: { lastName: 'Diallo', firstName: 'Inès', birthDate: '2013-05-12', className: '4EB' },
    need: 'parentPhone',
    told: { on: '2026-03-15', how: 'phone' },
    state: 'open',
  });
});

test.each([
  ['hier par téléphone', 'Par téléphone, le 15 mars 2026'],
  ['la famille a été prévenue ce matin au tel', 'Par téléphone, le 16 mars 2026'],
  ['le 12 mars, par courrier', 'Par courrier ou carnet, le 12 mars 2026'],
])('when and how the family was told, in one answer: %s', async (said, shown) => {
  const { head } = await relais.aCollege({ quota: 5, commune: 'Bobigny' });
  await head.says('nommer');
  await head.saysAll('Diallo', 'Inès', '12/05/2013', '4EB', 'téléphone d’un parent', said);
  head.seesLast(/Vérifiez avant de confirmer/);
  expect(head.lastMessage()).toContain(shown);
});

test('that the family was told yesterday: how is asked', async () => {
  const { head } = await relais.aCollege({ quota: 5, commune: 'Bobigny' });
  await head.says('nommer');
  await head.saysAll('Diallo', 'Inès', '12/05/2013', '4EB', 'téléphone d’un parent', 'la famille a été prévenue hier');
  head.seesLast(/Comment la famille/);
});

test.each([
  ['a name with digits', ['Diallo2'], /Un nom ne contient pas de chiffres/, 'Diallo', /prénom/],
  ['a date that does not exist', ['Petit', 'Léa', '31/02/2013'], /Cette date n’existe pas/, '28/02/2013', /classe/],
  [
    'a date that nobody can read',
    ['Petit', 'Léa', 'au printemps'],
    /Je ne lis pas cette date/,
    '1er mai 2013',
    /classe/,
  ],
  ['a birth in the future', ['Petit', 'Léa', '01/01/2031'], /donne un âge trop bas/, '01/01/2013', /classe/],
  ['a birth a century ago', ['Petit', 'Léa', '01/01/1913'], /donne un âge trop élevé/, '01/01/2013', /classe/],
  ['a class that is none', ['Petit', 'Léa', '01/01/2013', '??'], /Il manque la classe/, 'ULIS', /besoin/],
  ['a class of a school', ['Petit', 'Léa', '01/01/2013', 'CM2'], /C’est une classe d’école/, '6e 1', /besoin/],
  [
    'a class of a lycée',
    ['Petit', 'Léa', '01/01/2013', '1re STMG'],
    /les cartes des élèves plus âgés passent par les circonscriptions/,
    '6e 1',
    /besoin/,
  ],
  ['a birthday without its year', ['Petit', 'Léa', '12 mai'], /Il manque l’année/, '12 mai 2013', /classe/],
  [
    'a need that a card does not answer',
    ['Petit', 'Léa', '01/01/2013', '6E1', '7'],
    /opération de tablettes/,
    '1',
    /Quand/,
  ],
  [
    'a number that is not in the list',
    ['Petit', 'Léa', '01/01/2013', '6E1', '9'],
    /Je ne trouve pas cette réponse/,
    'hôtel',
    /Quand/,
  ],
  [
    'a family told tomorrow',
    ['Petit', 'Léa', '01/01/2013', '6E1', '1', '17/03/2026'],
    /dans le futur/,
    'hier',
    /Comment/,
  ],
])('%s is explained, asked again, and goes on', async (_what, answers, problem, better, next) => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.saysAll(...answers);
  head.seesLast(problem);
  await head.says(better);
  head.seesLast(next);
});

test('an age that is unusual for the class is pointed out and not refused', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Roy', 'Paul', '12/05/2007', '6E1', 'réseau mobile', 'hier', '2');
  head.seesLast(/18 ans, c’est inhabituel pour la classe « 6E1 »/);
  head.seesLast(/une carte SIM peut ne pas aider/);
  await head.says('oui');
  head.sees(/Paul Roy a une place/);
});

test('one line is corrected by its name, the rest is kept', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', ...GOOD_ANSWERS, 'corriger');
  head.seesLast(/Changez la ligne dans la fiche/);
  await head.says('ligne');
  head.seesLast(/Je ne reconnais pas cette ligne/);
  await head.says('prénom');
  head.seesLast(/prénom/);
  await head.says('Aïssatou');
  head.seesLast(/Diallo\nPrénom\nAïssatou/);
  await head.saysAll('classe', '3EA', 'je ne sais pas');
  head.seesLast(/Je n’ai pas compris/);
  await head.says('oui');
  head.sees(/Aïssatou Diallo a une place/);
});

test('help, what remains and the language can be asked at any step; the question comes back', async () => {
  const { head, college } = await relais.aCollege({ quota: 2 });
  await head.saysAll('nommer', 'Sow');
  await head.says('aide');
  head.sees(/Ce que vous pouvez écrire[^]*nommer un élève en une phrase/);
  head.seesLast(/Nous en étions là[^]*prénom/);
  await head.says('combien il me reste ?');
  head.sees(new RegExp(`${college.name}, Bondy`));
  head.seesLast(/Nous en étions là[^]*prénom/);
  await head.says('mes élèves');
  head.sees(/Vous n’avez pas encore nommé d’élève/);
  head.seesLast(/Nous en étions là/);
  await head.says('english');
  head.seesLast(/What is their first name/);
  await head.saysAll('Awa', '12/05/2013', '4EB', '1', 'yesterday', 'by phone', 'yes');
  head.sees(/Awa Sow has a place/);
  await head.says('français');
  head.seesLast(/Je vous répondrai en français/);
});

test('a form is left, or started again; nothing is recorded', async () => {
  const { head, college } = await relais.aCollege();
  await head.saysAll('nommer', 'Sow', 'annuler');
  head.seesLast(/C’est annulé : rien n’a été enregistré/);
  await head.says('annuler');
  head.seesLast(/Il n’y a rien à annuler/);
  await head.saysAll('nommer', 'Sow', 'recommencer');
  head.seesLast(/nom de famille/);
  await head.saysAll(...GOOD_ANSWERS, 'annuler');
  expect(await relais.store.nominations.model.countDocuments({ institution: college.uai })).toBe(0);
  await head.says('oui');
  head.seesLast(/Il n’y a rien à confirmer/);
});

test('what people type stays text: no Markdown, no mention, no tag comes out of it', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', "O'Neil-N'Diaye", 'Éloïse', '12/05/2013', '4EB', '1', 'hier', '1', 'oui');
  head.sees("Éloïse O'Neil-N'Diaye a une place");
  await head.saysAll('nommer', '**gras** <at>tous</at>');
  head.seesLast(/Un nom s’écrit avec des lettres/);
  await head.says('annuler');
});

test('everything else gets help, not silence', async () => {
  const { head } = await relais.aCollege();
  await head.says('quelle heure est-il ?');
  head.seesLast(/Je n’ai pas bien compris[^]*Ce que je sais faire/);
  await head.posts(head.activity({ attachments: [{ contentType: 'image/png', contentUrl: 'x' }] }));
  head.seesLast(/Je ne lis pas les fichiers/);
  await head.says('x'.repeat(600));
  head.seesLast(/trop long/);
});

test('the units add up', async () => {
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});
