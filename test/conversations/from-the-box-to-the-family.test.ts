/** One card from the box to the family and back, as five people live it: the coordinator, a head, the one who receives stock, an inspector, a reader. */
import type { Institution } from '../../src/domain/institution';
import { isLuhn } from '../../src/domain/serial';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { CAMPAIGN, type KnownMember } from '../support/world';
import { textOf } from '../support/pdf';

let relais: Relais;
let coordinator: Speaker;
let head: Speaker;
let manager: Speaker;
let college: Institution;
let principal: KnownMember;
beforeAll(async () => {
  relais = await Relais.start();
  coordinator = await relais.aCoordinator();
  ({ head, college, principal } = await relais.aCollege({
    name: 'Collège Jean Moulin',
    commune: 'Aubervilliers',
    quota: 4,
  }));
  const deputy = await relais.world.member('deputy', [college], 'Marc Gestion');
  manager = relais.speaker(deputy);
  for (const lastName of ['Bac', 'Coly', 'Dia']) await nominatesByCard(head, { lastName });
});
afterAll(() => relais.close());

const SERIALS = Array.from({ length: 6 }, (_, i) => {
  const digits = `893310795115226${String(100 + i)}`;
  return [...'0123456789'].map((each) => digits + each).find(isLuhn)!;
});
const unitsIn = (state: string) => relais.store.units.count({ campaign: CAMPAIGN.id, state: state as never });

test('serials: a file, its bad lines by their number; then a scan, a slip of a digit, a spreadsheet’s own', async () => {
  const file = [
    'ICCID;PUK',
    ...SERIALS.slice(0, 3).map((each) => `${each};1`),
    '8,93310E+18;2',
    `${SERIALS[0]!.slice(0, -1)}x;3`,
    `${SERIALS[1]};4`,
  ];
  await coordinator.sendsFile('lot.csv', new TextEncoder().encode(file.join('\r\n')));
  coordinator.seesLast(
    /Une liste de 6 numéros, pour « Cartes SIM, printemps 2020 »[^]*3 numéros nouveaux[^]*3 lignes sont refusées/,
  );
  coordinator.seesLast(/Ligne 5, « 8,93310E\+18 » : Un tableur a abîmé[^]*Ligne 6[^]*Ligne 7[^]*deux fois/);
  await coordinator.clicks('Ajouter 3 numéros');
  coordinator.seesLast(/3 numéros ajoutés[^]*3 numéros pour 4 articles reçus/);
  await coordinator.says(SERIALS[3]!);
  coordinator.seesLast(/Ajouter 1 numéro \?/);
  await coordinator.says('oui');
  coordinator.seesLast(/1 numéro ajouté[^]*4 numéros pour 4 articles/);
  await coordinator.says('numéros de série');
  await coordinator.says(`${SERIALS[4]!.slice(0, -1)}${(Number(SERIALS[4]!.at(-1)) + 1) % 10}`);
  coordinator.seesLast(/clé de contrôle/);
  await coordinator.says(SERIALS[0]!);
  coordinator.seesLast(/1 numéro était déjà connu/);
  await coordinator.says('annuler');
  expect(await relais.store.serials.count(CAMPAIGN.id)).toBe(4);
});

test('bons de livraison: prepared, printed with their barcodes, listed, sent off', async () => {
  await coordinator.says('bons de livraison');
  coordinator.seesLast(/À préparer\n1 structure, 4 articles/);
  await coordinator.clicks('Préparer 1 bon');
  coordinator.seesLast(/1 bon de livraison est prêt[^]*4 articles, dont 4 avec leur numéro/);
  await coordinator.says('annuler les bons');
  coordinator.seesLast(/Annuler 1 bon prêt \?[^]*attendra un autre bon/);
  await coordinator.says('non');
  coordinator.seesLast(/Rien n’a été changé/);
  await coordinator.says('annule le bon BL-2026-0009');
  coordinator.seesLast(/Aucun bon de cette opération ne porte le numéro 9[^]*Bons prêts : 1,/);
  await coordinator.says('annule le bon BL-2026-0001');
  coordinator.seesLast(/Annuler le bon BL-2026-0001 \?/);
  await coordinator.says('oui');
  coordinator.seesLast(/1 bon est annulé/);
  await coordinator.saysAll('prépare les bons de livraison', 'oui');
  coordinator.seesLast(/1 bon de livraison est prêt[^]*4 articles, dont 4 avec leur numéro/);
  await coordinator.clicks('Les bons (PDF)');
  coordinator.seesLast(/Bons de livraison.pdf/);
  const pdf = (await coordinator.answersFile())!;
  const text = textOf(pdf);
  expect(text).toMatch(/Bon de livraison BL-2026-0002[^]*Collège Jean Moulin, Aubervilliers/);
  expect(text.replaceAll(' ', '')).toContain(SERIALS[0]);
  coordinator.sees(/Le fichier est dans votre OneDrive ; je n’en garde rien/);
  await coordinator.clicks('1 bon est parti');
  coordinator.seesLast(/1 bon part : est-ce fait/);
  for (const act of ['sendDeliveries', 'cancelDeliveries']) {
    // A button of another day, when there were others.
    await coordinator.posts(coordinator.activity({ value: { act, sure: 'yes', name: '7' } }));
    coordinator.seesLast(/1 bon part : est-ce fait|Annuler 1 bon prêt/);
  }
  await coordinator.says('les bons sont partis');
  await coordinator.says('oui');
  coordinator.seesLast(/1 bon est noté parti[^]*reçu, et le nombre/);
  await coordinator.says('qui n’a pas compté');
  coordinator.seesLast(/1 structure n’a pas encore compté[^]*Jean Moulin[^]*BL-2026-0002 : 4 articles/);
});

test('received and counted by the gestionnaire, by delegation of the head; the difference is followed up', async () => {
  await manager.says('mon stock');
  manager.seesLast(/délégation/);
  await head.says('je délègue les remises à Marc Gestion jusqu’au 15 mai');
  await head.says('oui');
  head.sees(/Marc Gestion peut recevoir, compter et remettre les articles pour vous/);
  await manager.says('mon stock');
  manager.seesLast(/Mon stock : Cartes SIM[^]*En route, à compter\n4[^]*Élèves à servir\n3[^]*Places libres\n1/);
  await manager.says('j’ai reçu 3 cartes');
  manager.seesLast(/Nombre compté\n3[^]*Vous en comptez 3, le bon en annonce 4/);
  await manager.says('oui');
  manager.seesLast(/Livraison reçue : BL-2026-0002[^]*3 articles comptés[^]*L’écart est transmis/);
  await manager.says('mon stock');
  manager.seesLast(/Reçus et comptés\n3 sur 4/);
  await manager.clicks('Dire lesquels manquent');
  manager.seesLast(/Quels numéros du bon n’étaient pas dans le colis/);
  await manager.says(SERIALS[5]!);
  manager.seesLast(/n’est pas un numéro de ce bon/);
  await manager.says(`c’est la ${SERIALS[3]!}`);
  manager.seesLast(/Ces numéros manquent : est-ce juste/);
  await manager.says(SERIALS[2]!);
  manager.seesLast(/ou c’est un de plus qu’il ne manque/);
  await manager.says(SERIALS[3]!);
  await manager.says('oui');
  manager.seesLast(/1 numéro manquant est noté[^]*transmis à la coordination/);
  await coordinator.says('écarts');
  coordinator.seesLast(/1 écart à suivre[^]*BL-2026-0002 : 3 comptés sur 4[^]*Manquent : 8933/);
  await coordinator.says(`où est la carte ${SERIALS[3]}`);
  coordinator.seesLast(/Jamais arrivé : il manquait à la livraison/); // as it was told, before it is settled
  await coordinator.says('écarts');
  await coordinator.clicks('Jamais arrivés');
  coordinator.seesLast(/1 article n’est jamais arrivé \?[^]*Manquent : 8933/);
  await coordinator.says('oui');
  coordinator.seesLast(/Écart réglé[^]*jamais arrivés[^]*Manquent : 8933[^]*1 place libre de moins/);
  await coordinator.says(`où est la carte ${SERIALS[3]}`);
  coordinator.seesLast(/Jamais arrivé : il manquait à la livraison/);
  expect(await unitsIn('retired')).toBe(1);
});

test('handed over in a row: scanned, confirmed, the next is proposed; what is wrong is said at once', async () => {
  await manager.says('remise');
  manager.seesLast(/Remise \(3 élèves à servir\)[^]*Suivant : Inès Bac, 4EB/);
  await manager.says('8,93E+18');
  manager.seesLast(/Un tableur a abîmé ce numéro/);
  await manager.says(SERIALS[5]!);
  manager.seesLast(/n’est pas parmi ceux qui vous ont été envoyés/);
  await manager.says(SERIALS[0]!);
  manager.seesLast(/Remettre à Inès Bac \?[^]*Signature du représentant légal[^]*Français/);
  await manager.says('langue : العربية');
  manager.seesLast(/Remettre à Inès Bac \?[^]*العربية/);
  await manager.says('oui');
  manager.sees(/Remis à Inès Bac[^]*annuler pendant dix minutes/);
  manager.seesLast(/Remise \(2 élèves à servir\)[^]*Suivant : Inès Coly/);
  await manager.says(SERIALS[0]!);
  manager.seesLast(/déjà remis à Inès Bac, le 16 mars 2026/);
  await manager.says(SERIALS[1]!.slice(-13)); // as it is printed on the card
  await manager.says('oui');
  manager.seesLast(/Remise \(1 élève à servir\)[^]*Suivant : Inès Dia/);
  await manager.says('annuler');
  manager.seesLast(/Il reste 1 élève à servir : tapez remise pour reprendre/);
  expect(await unitsIn('handed')).toBe(2);
});

test('the récépissé, in French and Arabic, for the one who was handed the card', async () => {
  await manager.clicks('Récépissé (PDF)', { of: 'Remis à Inès Bac' });
  const text = textOf((await manager.answersFile())!);
  expect(text).toMatch(/Récépissé de remise/);
  expect(text).toMatch(/Bac Inès, 4EB/);
  expect(text).toMatch(/استلام|وصل/);
  await manager.says('récépissés');
  await manager.says('Türkçe');
  const all = textOf((await manager.answersFile())!);
  expect(all).toMatch(/Dia Inès, 4EB[^]*|Teslim/);
  expect(all).not.toMatch(/Bac Inès/); // they have theirs
  await manager.says('récépissé de Coly');
  await manager.clicks('Récépissé (PDF)', { filling: { language: 'ta' } });
  await manager.answersFile('decline');
  manager.sees(/je n’en garde rien/);
});

test('a file goes nowhere but where Teams keeps files', async () => {
  await manager.says('récépissé de Coly');
  await manager.clicks('Récépissé (PDF)', { filling: { language: 'fr' } });
  await manager.answersFile('accept', 'https://evil.example/upload');
  manager.seesLast(/Je n’ai pas pu déposer le fichier/);
});

test('undone within ten minutes; afterwards a return or a loss is offered', async () => {
  await manager.clicks('Annuler la remise', { of: 'Remis à Inès Coly' });
  manager.sees(/La remise à Inès Coly est annulée/);
  expect(await unitsIn('handed')).toBe(1);
  await manager.says('remettre à Coly');
  await manager.says(SERIALS[1]!);
  await manager.says('oui');
  await manager.says('annuler');
  relais.clock.advance(11 * 60_000);
  await manager.saysAll('annuler la remise de Coly', 'oui');
  manager.seesLast(/trop tard pour annuler[^]*retour ou une perte/);
});

test('activated, about to end; lost and replaced, the rank kept; brought back, looked at, free again', async () => {
  await manager.saysAll('la carte de Bac est activée', 'oui');
  manager.seesLast(/La ligne de Inès Bac est active[^]*Elle s’arrête le/);
  relais.clock.advance(25 * 86_400_000);
  await manager.says('quelles lignes expirent');
  manager.seesLast(/1 ligne s’arrête bientôt[^]*Bac Inès, 4EB/);
  await manager.clicks('Rechargée', { of: 'Bac' });
  manager.sees(/La ligne de Inès Bac est active/);
  await manager.says('la carte de Coly a été volée');
  manager.seesLast(/Perte ou vol : Inès Coly[^]*Volé/);
  await manager.says('oui');
  manager.seesLast(/Inès Coly est 1er sur la liste d’attente|Un autre article revient à Inès Coly/);
  await manager.says('Bac a rendu sa carte');
  await manager.clicks('Vérifier', { filling: { condition: 'good' } });
  await manager.clicks('Confirmer');
  manager.seesLast(/Inès Bac a rendu son article/);
  await manager.clicks('Contrôlé, bon');
  manager.seesLast(/L’article est de nouveau libre[^]*Il revient à 1 élève qui attendait/);
  await head.says('mes élèves');
  head.seesNot(/Bac Inès[^]*Bac Inès[^]*Bac Inès[^]*Bac Inès/);
  await head.says('voir Coly');
  head.seesLast(/Son article est à lui remettre/);
  await head.says('retirer Dia');
  await head.says('oui');
  await head.says('journal');
  head.seesLast(/Marc Gestion \(par délégation de Nadia Bensaïd\)/);
});

test('who has it at home is not simply taken off the list', async () => {
  await manager.says('remettre à Coly');
  await manager.says(SERIALS[0]!);
  await manager.says('oui');
  await manager.says('annuler');
  await head.says('retirer Coly');
  head.seesLast(/La famille a déjà l’article[^]*Retour/);
  expect(principal.role).toBe('principal');
});

test('found in a corridor: scanned or asked about, an article says where it is, to each what is theirs', async () => {
  await manager.says(SERIALS[0]!);
  manager.seesLast(/Article 8933[^]*Remis à une famille le[^]*Coly Inès[^]*Collège Jean Moulin[^]*BL-2026-0002/);
  await manager.says(`à qui est la carte ${SERIALS[1]!.replace(/(.{4})/g, '$1 ').trim()} ?`);
  manager.seesLast(/Déclaré perdu[^]*Collège Jean Moulin/);
  await manager.clicks('Retrouvé');
  manager.seesLast(/L’article est retrouvé/);
  await coordinator.says(SERIALS[0]!);
  coordinator.seesLast(/Article 8933[^]*Remis à une famille le[^]*Collège Jean Moulin[^]*BL-2026-0002/);
  coordinator.seesNot(/Coly/);
  await coordinator.says(`où est ${SERIALS[5]!}`);
  coordinator.seesLast(/Aucun article de l’opération n’a ce numéro/);
  await coordinator.says(SERIALS[5]!);
  await coordinator.says('oui');
  coordinator.seesLast(/1 numéro ajouté/);
  await coordinator.says(SERIALS[5]!);
  coordinator.seesLast(/En réserve, dans un carton : envoyé nulle part/);
  await coordinator.clicks('Retirer ce numéro');
  coordinator.seesLast(/est retiré/);
  await coordinator.says(`supprimer le numéro ${SERIALS[0]!}`);
  coordinator.seesLast(/Remis à une famille le/); // and no button to do it
  await head.says('nommer');
  await head.says(`à qui est la carte ${SERIALS[0]!} ?`); // in the middle of something else
  head.sees(/Article 8933[^]*Coly Inès/);
  await head.says(SERIALS[5]!);
  head.sees(/Aucun article de l’opération n’a ce numéro/);
  await head.says('annuler');
  await manager.says(`la carte ${SERIALS[0]!} est perdue`);
  manager.seesLast(/Perte ou vol : Inès Coly/);
  await manager.says('annuler');
  await coordinator.says('numéros de série');
  await coordinator.says('retire 8933105900100005045X');
  coordinator.seesNot(/1 numéro nouveau[^]*RETIRE/);
  await coordinator.says('annuler');
  await coordinator.says('retrouver un article par son numéro');
  coordinator.seesLast(/Scannez l’article, ou écrivez/);
});

test('public figures: an answer and a page, for who sees all, and for nobody else', async () => {
  const reader = relais.speaker(await relais.world.member('reader', [], 'Hugo Lecture'));
  await reader.says('chiffres publics');
  reader.seesLast(/Chiffres publics : Cartes SIM[^]*Remis aux familles\nmoins de 5/);
  await reader.clicks('La page à imprimer (PDF)');
  expect(textOf((await reader.answersFile())!)).toMatch(/Chiffres publics[^]*Par commune[^]*Aubervilliers/);
  await head.says('chiffres publics');
  head.seesNot(/Chiffres publics :/);
});

test('pupils who never connect: only those of the head’s own school, nothing else of the file, for thirty days', async () => {
  const file = [
    'UAI;Nom;Prénom;Né(e) le;Classe;Courriel;Dernière connexion',
    `${college.uai};SOW;Awa;12/05/2013;4EA;mere@example.org;`,
    `${college.uai};KEITA;Ali;01/02/2012;3EB;;01/01/2020 08:00`,
    `${college.uai};LÔ;Yacine;01/02/2012;3EB;;${new Intl.DateTimeFormat('fr-FR').format(relais.clock.now())}`,
    '0931184G;AUTRE;École;01/02/2012;3EB;;',
  ];
  await head.sendsFile('ent.csv', new TextEncoder().encode(file.join('\n')));
  head.seesLast(
    /Connexions : [^]*3 élèves dans le fichier[^]*1 ne s’est jamais connecté[^]*1 autre ne s’est pas connecté depuis/,
  );
  expect(await relais.store.leads.all()).toEqual([]);
  await head.clicks('Proposer ces 2 élèves');
  head.seesLast(/2 élèves à examiner[^]*SOW Awa|2 élèves à examiner[^]*KEITA Ali/);
  expect(JSON.stringify(await relais.store.leads.model.find().lean())).not.toMatch(/mere@example|AUTRE|Yacine/);
  await head.clicks('Écarter', { of: 'KEITA' });
  head.seesLast(/Écarter Ali KEITA \?[^]*effacé aussitôt/i);
  await head.says('oui');
  await head.clicks('Nommer', { of: 'SOW' });
  head.seesLast(/SOW|Nommer/);
  await head.clicks('Vérifier', {
    filling: { ...GOOD_FORM, lastName: 'Sow', firstName: 'Awa', birthDate: '2013-05-12' },
  });
  await head.clicks('Confirmer');
  await head.says('jamais connectés');
  head.seesLast(/Aucun élève à examiner/);
  expect(JSON.stringify(await relais.store.leads.model.find({ state: 'dropped' }).lean())).not.toMatch(/KEITA|Ali/);
  relais.clock.advance(31 * 86_400_000);
});

test('a whole box, pasted: as one message, and into the card; a long text that is none is not read', async () => {
  const box = Array.from({ length: 60 }, (_, i) => {
    const digits = `893310795115226${String(700 + i)}`;
    return [...'0123456789'].map((each) => digits + each).find(isLuhn)!;
  });
  await coordinator.says(box.join('\n'));
  coordinator.seesLast(/Ajouter 60 numéros \?/);
  await coordinator.says('annuler');
  await coordinator.says('numéros de série');
  await coordinator.says(box.map((each) => each.replace(/(\d{4})(?=\d)/g, '$1 ')).join('\r\n'));
  coordinator.seesLast(/Ajouter 60 numéros \?/);
  await coordinator.says('annuler');
  await coordinator.says('numéros de série');
  await coordinator.clicks('Vérifier', { filling: { numbers: box.join('\n') } });
  coordinator.seesLast(/Ajouter 60 numéros \?/);
  await coordinator.says('annuler');
  await coordinator.says('c’est une très longue histoire, '.repeat(40));
  coordinator.seesLast(/trop long pour être une réponse/);
});

test('nothing of a pupil is in a log', () => {
  const logged = relais.logged.join('\n');
  for (const name of ['Bac', 'Coly', 'Dia', 'SOW', 'KEITA']) expect(logged).not.toMatch(new RegExp(`\\b${name}\\b`));
  expect(logged).toMatch(/handed over/);
});
