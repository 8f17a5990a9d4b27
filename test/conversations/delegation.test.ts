/** A head delegates to a deputy: a scope, from a day to a day, revocable at once, not to be passed on. */
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const DAY_MS = 86_400_000;

async function aSchool() {
  const { head, college, principal } = await relais.aCollege({ quota: 3 });
  const deputy = relais.speaker(await relais.world.member('deputy', [college], 'Marc Roy'));
  return { head, college, principal, deputy };
}

test('by a sentence: the deputy nominates from then on, until it is revoked, and the journal says for whom', async () => {
  const { head, college, deputy } = await aSchool();
  await deputy.says('nommer');
  deputy.seesLast(/Proposer un élève/); // by themself they propose
  await deputy.says('annuler');
  await head.says('je délègue à mon adjoint jusqu’au 15 mai');
  head.seesLast(/Vérifiez la délégation[^]*Marc Roy[^]*nommer, décider[^]*15 mai 2026/);
  await head.says('oui');
  head.seesLast(/C’est délégué[^]*Marc Roy peut nommer/);

  await deputy.says('mes délégations');
  deputy.seesLast(/1 délégation vous est donnée[^]*Nadia Bensaïd/);
  await nominatesByCard(deputy, { lastName: 'Délégué' });
  deputy.seesLast(/C’est enregistré/);
  await head.says('journal');
  head.seesLast(/Marc Roy \(par délégation de Nadia Bensaïd\) a nommé un élève/);
  head.seesLast(/Nadia Bensaïd a donné une délégation à Marc Roy[^]*Pour nommer, décider/);
  head.seesNot(/reason\.|deed\.|field\./);

  await head.says('mes délégations');
  head.seesLast(/1 délégation[^]*Marc Roy/);
  await head.clicks('Mettre fin');
  head.seesLast(/La délégation est terminée[^]*|Aucune délégation en cours/);
  await deputy.says('mes élèves');
  deputy.seesLast(/Vous n’avez encore proposé aucun élève/);
  const [nomination] = await relais.store.nominations.openOf('sim-2020', [college.uai]);
  await deputy.posts(deputy.activity({ value: { act: 'withdraw', nomination: nomination!._id } }));
  deputy.seesLast(/par délégation de votre chef d’établissement/);
});

test.each(['je délègue à Dupont jusqu’au 15 mai', 'je délègue à ma secrétaire Mme Roux', 'je délègue à dupont'])(
  'the only deputy is not put for somebody else: %s',
  async (says) => {
    const { head } = await aSchool();
    await head.says(says);
    head.sees(/Je ne trouve pas « [^»]*(?:Dupont|dupont|Roux) » parmi les adjoints/);
    head.seesNot(/Vérifiez la délégation/);
  },
);

test.each([
  ['nommez TRAORE Moussa, 6e A, né le 12/04/2027, hôtel social', /J’ai rempli ce que j’ai compris de votre phrase/],
  ['retire moussa traoré stp il a déménagé', /Je ne trouve pas|n’avez pas encore nommé/],
])('what is to be done with a pupil answers no question of a delegation: %s', async (says, sees) => {
  const { head } = await aSchool();
  await head.saysAll('je délègue à mon adjoint', says);
  head.sees(sees);
  head.seesNot(/La fin est avant le début|Vérifiez la délégation/);
});

test('it begins and ends on its days', async () => {
  const { head, deputy } = await aSchool();
  await head.says('je délègue à Marc Roy du 20 mars au 21 mars');
  await head.clicks('Confirmer');
  const can = async (): Promise<boolean> => {
    await deputy.says('mes élèves');
    return /Vous n’avez pas encore nommé d’élève/.test(deputy.lastMessage());
  };
  const today = relais.clock.now().toISOString().slice(0, 10);
  expect(today).toBe('2026-03-16');
  expect(await can()).toBe(false);
  relais.clock.advance(4 * DAY_MS);
  expect(await can()).toBe(true);
  relais.clock.advance(2 * DAY_MS);
  expect(await can()).toBe(false);
  relais.clock.advance(-6 * DAY_MS);
});

test('only what was delegated: who may see does not nominate', async () => {
  const { head, deputy } = await aSchool();
  await nominatesByCard(head, { lastName: 'Visible' });
  await head.says('je délègue la lecture à mon adjoint jusqu’à vendredi');
  head.seesLast(/voir les élèves nommés/);
  await head.says('oui');
  await deputy.says('mes élèves');
  deputy.seesLast(/Visible Inès/);
  await deputy.says('retirer Visible');
  deputy.seesLast(/par délégation de votre chef d’établissement/);
  await nominatesByCard(deputy, { lastName: 'Voyante', birthDate: '2012-04-05' });
  deputy.seesLast(/C’est transmis/);
});

test('it ends with the head’s own function, and cannot be passed on', async () => {
  const { head, college, principal, deputy } = await aSchool();
  await relais.world.member('deputy', [college], 'Lina Faure');
  await head.says('je délègue à Marc Roy jusqu’au 15 mai');
  await head.says('oui');
  await deputy.says('je délègue à Lina Faure jusqu’au 10 mai');
  deputy.seesLast(/Votre rôle ne permet pas cette action/);
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { suspended: true } });
  await deputy.says('mes élèves');
  deputy.seesLast(/Vous n’avez encore proposé aucun élève/);
});

test('bad days are explained at their line; nothing is delegated by a form that is left', async () => {
  const { head, college } = await aSchool();
  await head.says('déléguer');
  await head.clicks('Vérifier', { filling: { until: '2028-01-01' } });
  head.seesLast(/un an au plus/);
  await head.clicks('Vérifier', { filling: { from: '2026-04-10', until: '2026-04-02' } });
  head.seesLast(/La fin est avant le début/);
  await head.says('annuler');
  head.sees(/Aucune délégation n’a été donnée/);
  const [marc] = await relais.store.members.of(college.uai);
  expect(marc!.delegations).toBeUndefined();
});

test('a delegation to somebody of another school, or by a forged card, is refused', async () => {
  const { head } = await aSchool();
  const other = await aSchool();
  await head.says('déléguer');
  const click = head.click('Vérifier', { filling: { ...GOOD_FORM, until: '2026-05-15' } });
  const [stranger] = (await relais.store.members.of(other.college.uai)).filter(({ role }) => role === 'deputy');
  await head.posts({ ...click, value: { ...(click.value as object), to: stranger!.id } });
  head.seesNot(/C’est délégué/);
  await head.posts(head.activity({ value: { act: 'revoke', delegation: { $ne: 1 }, member: stranger!.id } }));
  expect((await relais.store.members.find(stranger!.id))!.delegations).toBeUndefined();
});

test('the deputy is told for whom they act and until when; somebody who is no deputy is named', async () => {
  const { head, college, deputy } = await aSchool();
  await relais.world.member('proposer', [college], 'Yasmine Haddou');
  await head.says('delegue a mme haddou jusqu’au 15/05');
  head.sees(/Yasmine Haddou n’est pas adjoint/);
  await head.says('annuler');
  await head.says('je délègue à mon adjoint pendant deux semaines à partir du 20 mars');
  await head.says('oui');
  head.seesLast(/du 20 mars 2026 au 2 avril 2026/);
  await deputy.says('bonjour');
  deputy.seesNot(/Par délégation de/);
  relais.clock.advance(5 * DAY_MS);
  await deputy.says('bonjour');
  deputy.seesLast(/Par délégation de Nadia Bensaïd, jusqu’au 2 avril 2026 : nommer, décider/);
  await deputy.says('aide');
  deputy.seesLast(/Par délégation, vous décidez aussi/);
  relais.clock.advance(-5 * DAY_MS);
});

test('it ends where the deputy is deputy no more: moved, or another role', async () => {
  const { head, college } = await relais.aCollege();
  const marc = await relais.world.member('deputy', [college], 'Marc Roy');
  const deputy = relais.speaker(marc);
  const elsewhere = await relais.world.institution({ name: 'Collège Ailleurs' });
  await relais.restarts();
  await nominatesByCard(head, { lastName: 'Restée' });
  await head.says('je délègue à Marc Roy jusqu’au 15 mai');
  await head.says('oui');
  await deputy.says('mes élèves');
  deputy.seesLast(/Restée/);
  for (const change of [
    { institutions: [elsewhere.uai] },
    { role: 'proposer' },
    { role: 'reader', institutions: [] },
  ]) {
    await relais.store.members.model.updateOne({ _id: marc.id }, { $set: change });
    const before = deputy.screen().length;
    await deputy.saysAll('mes élèves', 'voir Restée', 'retirer Restée');
    expect(deputy.screen().slice(before).join('\n')).not.toMatch(/Restée Inès|Inès Restée/);
  }
});
