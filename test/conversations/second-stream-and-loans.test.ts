/** The primary schools of a district, from their directors' proposals to the hand-over at school; tablets that are lent, one a household. */
import type { Institution } from '../../src/domain/institution';
import { usualRules } from '../../src/domain/campaign';
import { describeInstitutions } from '../../src/services/operations/describeInstitutions';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { textOf } from '../support/pdf';
import { CAMPAIGN, type KnownMember, uaiOf } from '../support/world';

let relais: Relais;
let district: Institution;
let inspector: KnownMember;
let speaks: Speaker;
const schools: Institution[] = ['Jules Ferry', 'Marie Curie'].map((name, i) => ({
  ...{ uai: uaiOf(9_310_001 + i), kind: 'ecole', name: `École ${name}`, communes: ['Bondy'] },
}));
beforeAll(async () => {
  relais = await Relais.start();
  district = await relais.world.institution({ kind: 'circonscription', name: 'Circonscription de Bondy', quota: 3 });
  for (const school of schools)
    await relais.store.institutions.describe([{ institution: { ...school, circonscription: district.uai } }]);
  inspector = await relais.world.member('inspector', [district], 'Anne Roux');
  await relais.restarts();
  speaks = relais.speaker(inspector);
});
afterAll(() => relais.close());

const OF_A_SCHOOL = { ...GOOD_FORM, className: 'CE1 A', birthDate: '2018-05-12' };

test('a director proposes for their own school alone; the inspector decides; the director hands over, by delegation', async () => {
  const member = await relais.world.member('proposer', [schools[0]!], 'Luc Direction');
  const director = relais.speaker(member);
  await director.says('proposer un élève');
  director.seesLast(/Circonscription de Bondy[^]*École Jules Ferry/);
  director.seesNot(/Marie Curie/);
  await director.clicks('Vérifier', { filling: { ...OF_A_SCHOOL, lastName: 'Petit', school: schools[0]!.uai } });
  await director.clicks('Confirmer');
  director.seesLast(/proposé|Proposition/i);

  await speaks.says('propositions');
  await speaks.clicks('Accepter', { of: 'Petit' });
  await nominatesByCard(speaks, { ...OF_A_SCHOOL, lastName: 'Ailleurs', school: schools[1]!.uai } as never);
  await speaks.says('je délègue les remises à Luc Direction jusqu’au 15 mai');
  await speaks.says('oui');
  speaks.seesLast(/Luc Direction peut recevoir, compter et remettre/);

  await director.says('remise');
  director.seesLast(/Remise \(1 élève à servir\)[^]*Inès Petit/); // and nobody of another school
  await director.says('numéro : 8933107951152261293');
  await director.says('oui');
  director.sees(/Remis à Inès Petit/);
  await director.says('récépissé de Petit');
  await director.clicks('Récépissé (PDF)', { filling: { language: 'pt' } });
  expect(textOf((await director.answersFile())!)).toContain('École Jules Ferry');
  await director.says('voir Ailleurs');
  director.seesNot(/Ailleurs Inès/);
});

test('a district that is renamed and closed meanwhile keeps its pupils and its articles', async () => {
  const known = new Map([[district.uai, district]]);
  const coordinator = await relais.world.member('coordinator');
  const row = {
    uai: district.uai,
    kind: 'circonscription',
    name: 'Circonscription de Bondy-Nord',
    communes: ['Bondy'],
    isClosed: true,
  } as const;
  await describeInstitutions(relais.world.services, coordinator, [row as never], known);
  await relais.restarts();
  await speaks.says('mon stock');
  speaks.seesLast(/Élèves à servir\n1/);
  await speaks.says('remise');
  speaks.seesLast(/Inès Ailleurs/);
  await speaks.says('annuler');
});

test('tablets: one a household by the code that the family was told, lent with a contract, due, late, brought back', async () => {
  const id = 'tablets';
  await relais.store.campaigns.model.updateOne({ _id: CAMPAIGN.id }, { $set: { state: 'closed' } });
  await relais.store.campaigns.model.updateOne(
    { _id: id },
    {
      $set: {
        ...usualRules('tablet'),
        ...{
          name: 'Tablettes',
          kind: 'tablet',
          retentionDays: 90,
          state: 'open',
          household: 'one',
          dueOn: '2026-06-30',
        },
        openedAt: relais.clock.now(),
      },
    },
    { upsert: true },
  );
  const [one, two] = [
    await relais.world.institution({ name: 'Collège Un' }),
    await relais.world.institution({ name: 'Collège Deux' }),
  ];
  await relais.store.institutions.takePart(id, [one.uai, two.uai]);
  await relais.store.units.receive(
    [one, two].flatMap(({ uai }) =>
      Array.from({ length: 2 }, (_, i) => ({
        _id: `t/${uai}/${i}`,
        campaign: id,
        kind: 'tablet' as const,
        institution: uai,
        state: 'free' as const,
      })),
    ),
  );
  const [head, other] = [
    relais.speaker(await relais.world.member('principal', [one])),
    relais.speaker(await relais.world.member('principal', [two])),
  ];
  await relais.restarts();
  await nominatesByCard(head, { lastName: 'Sow', need: 'noDevice' });
  await head.says('voir Sow');
  const [, code = ''] = /Code du foyer : (\w{6})/.exec(head.lastMessage())!;

  await other.says('nommer');
  await other.clicks('Vérifier', {
    filling: {
      ...GOOD_FORM,
      lastName: 'Sow',
      firstName: 'Ali',
      birthDate: '2012-01-01',
      need: 'noDevice',
      household: code.toLowerCase(),
    },
  });
  other.seesLast(/un seul article par foyer, et celui-ci en a déjà un/);
  other.seesNot(/Inès Sow/);
  await other.says('annuler');

  await head.says('remettre à Sow');
  head.seesLast(/Remise \(1 élève[^]*À rendre le/);
  await head.says('numéro : R52N80ABCDE');
  head.seesLast(/État\nneuf[^]*À rendre le\n30 juin 2026/);
  await head.says('oui');
  head.sees(/Remis à Inès Sow[^]*R52N80ABCDE/);
  await head.clicks('Contrat (PDF)', { of: 'Remis à Inès Sow' });
  expect(textOf((await head.answersFile())!)).toMatch(/Contrat de prêt[^]*30 juin 2026/);
  await head.says('prêter 5 tablettes au collège');
  await head.clicks('Confirmer');
  head.seesLast(/1 article prêté à l’établissement[^]*1 de libre/);

  relais.clock.advance(120 * 86_400_000);
  await head.says('retards');
  head.seesLast(/2 articles sont en retard[^]*Sow Inès[^]*30 juin 2026[^]*Gardé par l’établissement/);
  const coordinator = await relais.aCoordinator();
  await coordinator.says('qui est en retard ?');
  coordinator.seesLast(/1 structure a des retours en retard[^]*2 articles, le premier attendu le 30 juin 2026/);
  coordinator.seesNot(/Sow/);
  await head.says('voir Sow');
  head.seesLast(/En retard : à rendre le 30 juin 2026/);
  await coordinator.clicks('En détail');
  coordinator.seesLast(/1 article chez les familles[^]*2 retours en retard/);
  await head.says('prolonge le prêt de Sow jusqu’au 31 août');
  head.seesLast(/Prolonger le prêt : Inès Sow[^]*À rendre le\n31 août 2026[^]*Jusqu’ici, à rendre le 30 juin 2026/);
  await head.says('oui');
  head.seesLast(/Nouveau jour de retour : Inès Sow[^]*À rendre le 31 août 2026[^]*imprimez-le de nouveau/);
  await head.clicks('Contrat (PDF)', { of: 'Nouveau jour de retour' });
  expect(textOf((await head.answersFile())!)).toMatch(/Contrat de prêt[^]*31 août 2026/);
  await head.says('retards');
  head.seesLast(/1 article est en retard[^]*Gardé par l’établissement jusqu’au 30 juin 2026/);
  await head.clicks('Prolonger', { of: 'Gardé' });
  head.seesLast(/Prolonger 1 article gardé par l’établissement/);
  await head.says('hier');
  head.seesLast(/Cette date est passée/);
  await head.says('le 31 juin');
  head.seesLast(/Cette date n’existe pas/);
  await head.says('fin de la récré');
  head.seesLast(/le jour et le mois/);
  await head.says('fin septembre');
  await head.says('oui');
  head.seesLast(/Nouveau jour de retour : 1 article de l’établissement[^]*À rendre le 30 septembre 2026/);
  await head.says('retards');
  head.seesLast(/Aucun retour n’est en retard/);
  await head.says('retours');
  await head.clicks('Prolonger', { of: 'Gardé' });
  await head.says('annuler');
  await head.says('prolonge les tablettes du collège de deux semaines');
  head.seesLast(/Prolonger 1 article gardé[^]*À rendre le\n14 octobre 2026/);
  await head.says('annuler');
  await head.says('prolonge le prêt de Sow jusqu’au 1er août');
  head.seesLast(/À rendre le\n1er août 2026[^]*Ce jour n’est pas plus tard/);
  await head.says('annuler');
  await head.says('prolonge Sow d’un mois');
  head.seesLast(/À rendre le\n30 septembre 2026/);
  await head.says('annuler');
  await head.says('voir Sow');
  head.seesLast(/A reçu une tablette[^]*prêt prolongé jusqu’au 31 août 2026/);
  relais.clock.advance(60 * 86_400_000);
  await head.says('retards');
  await head.clicks('Retour', { of: 'Sow' });
  await head.clicks('Vérifier', { filling: { condition: 'damaged' } });
  await head.clicks('Confirmer');
  await head.clicks('Au rebut');
  head.seesLast(/hors service/);
  // The household has none any more.
  await other.says('nommer');
  await other.clicks('Vérifier', {
    filling: {
      ...GOOD_FORM,
      lastName: 'Sow',
      firstName: 'Ali',
      birthDate: '2012-01-01',
      need: 'noDevice',
      household: code,
      toldOn: '2026-07-01',
    },
  });
  await other.clicks('Confirmer');
  other.seesLast(/C’est enregistré/);
});
