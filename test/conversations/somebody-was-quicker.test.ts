/** Two people at once: who finds nothing left to do is told what stands, in numbers from the store, and who did what last. Nothing is guessed. */
import type { Institution } from '../../src/domain/institution';
import { giveBack } from '../../src/services/articles/afterwards';
import { handOver } from '../../src/services/articles/handOver';
import { nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import type { KnownMember } from '../support/world';

let relais: Relais;
let college: Institution;
let principal: KnownMember;
let head: Speaker;
let second: Speaker;
let claire: Speaker;
let marc: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  ({ college, head, principal } = await relais.aCollege({ name: 'Collège Barbara', quota: 6 }));
  await relais.world.institution({ name: 'Collège Jean Vilar', quota: 2 });
  second = relais.speaker(await relais.world.member('principal', [college], 'Paul Second'));
  claire = await relais.aCoordinator();
  marc = relais.speaker(await relais.world.member('coordinator', [], 'Marc Autre'));
  await relais.restarts();
});
afterAll(() => relais.close());

test('notes that another has cancelled: how all stand, and who cancelled them', async () => {
  await claire.saysAll('prépare les bons', 'oui');
  claire.seesLast(/2 bons de livraison sont prêts/);
  await marc.says('les bons sont partis');
  const send = marc.click('Oui, c’est parti');
  await claire.saysAll('annuler les bons', 'oui');
  claire.seesLast(/2 bons sont annulés/);
  await marc.posts(send);
  marc.seesLast(
    /Aucun bon n’est parti à l’instant[^]*Bons prêts : 0, partis : 0, comptés : 0, annulés : 2[^]*Claire Fontaine a annulé/,
  );
  marc.seesNot(/déjà partis/);
});

test('notes that another has sent: nothing is left to cancel, and who sent them', async () => {
  await claire.saysAll('prépare les bons', 'oui', 'annuler les bons');
  const cancel = claire.click('Oui, les annuler');
  await marc.saysAll('les bons sont partis', 'oui');
  await claire.posts(cancel);
  claire.seesLast(/Aucun bon n’a été annulé à l’instant[^]*Bons prêts : 0, partis : 2[^]*Marc Autre/);
});

test('a proposal that another head has declined, a pupil that another has withdrawn: by whom', async () => {
  const cpe = relais.speaker(await relais.world.member('proposer', [college], 'Yasmine Haddou'));
  await nominatesByCard(cpe, { lastName: 'Sow', birthDate: '2013-01-02' });
  await head.says('propositions');
  const accept = head.click('Accepter');
  await second.saysAll('refuser Sow', 'oui');
  await head.posts(accept);
  head.seesLast(/Inès Sow : proposition refusée[^]*Paul Second a refusé une proposition/);

  await nominatesByCard(head, { lastName: 'Keita', birthDate: '2013-01-03' });
  await head.says('mes élèves');
  await head.clicks('Voir', { of: 'Keita' });
  const withdraw = head.click('Retirer');
  await second.saysAll('retirer Keita', 'oui');
  await head.posts(withdraw);
  head.seesLast(/déjà été retiré[^]*Paul Second a retiré/);
});

test('an article that another has looked at: by whom', async () => {
  await nominatesByCard(head, { lastName: 'Coly', birthDate: '2013-01-04' });
  const nomination = (await relais.store.nominations.model.findOne({ 'pupil.lastName': 'Coly' }).lean())!._id;
  const { services } = relais.world;
  await handOver(services, principal, { form: 'f', nomination, proof: 'signature', language: 'fr' });
  const back = await giveBack(services, principal, nomination, 'good');
  const unit = back!.unit._id;
  const check = { act: 'checkReturned', unit, name: 'good' };
  await second.posts(second.activity({ value: check }));
  await head.posts(head.activity({ value: check }));
  head.seesLast(
    /Cet article n’est plus à contrôler[^]*Paul Second a contrôlé|Cet article n’est plus à contrôler[^]*Paul Second/,
  );
});

test('a hand-over that another has undone: not too late, but undone, and by whom', async () => {
  await nominatesByCard(head, { lastName: 'Bac', birthDate: '2013-01-05' });
  const nomination = (await relais.store.nominations.model.findOne({ 'pupil.lastName': 'Bac' }).lean())!._id;
  await handOver(relais.world.services, principal, { form: 'g', nomination, proof: 'signature', language: 'fr' });
  const undo = { act: 'undoHandOver', nomination };
  await second.posts(second.activity({ value: undo }));
  second.seesLast(/est annulée/);
  await head.posts(head.activity({ value: undo }));
  head.seesLast(/il n’y a pas de remise à annuler[^]*Paul Second/);
  head.seesNot(/trop tard/);
});

test('an old button takes back its own act only, never a later one of the same kind', async () => {
  await nominatesByCard(head, { lastName: 'Cama', birthDate: '2013-01-06' });
  const nomination = (await relais.store.nominations.model.findOne({ 'pupil.lastName': 'Cama' }).lean())!._id;
  const standing = async () => relais.store.units.find({ campaign: 'sim-2020', nomination });
  const handsOver = async (): Promise<void> => {
    await head.says('remettre à Cama');
    await head.clicks('Vérifier', { filling: { serial: 'sans' } });
    await head.clicks('Remettre');
  };
  await handsOver();
  const first = head.click('Annuler la remise');
  relais.clock.advance(1_000);
  await head.posts(first);
  head.sees(/La remise à Inès Cama est annulée/);
  relais.clock.advance(1_000);
  await handsOver();
  expect(await standing()).toMatchObject({ state: 'handed' });
  await head.posts(head.activity({ value: first.value as object }));
  head.sees(/n’est plus la dernière : rien n’a été changé/);
  expect(await standing()).toMatchObject({ state: 'handed' });

  await head.posts(head.activity({ value: { act: 'activate', nomination } }));
  const back = head.click('Revenir en arrière');
  await head.posts(back);
  relais.clock.advance(1_000);
  await head.posts(head.activity({ value: { act: 'activate', nomination } }));
  await head.posts(head.activity({ value: back.value as object }));
  head.sees(/trop tard pour revenir en arrière/);
  expect(await standing()).toMatchObject({ state: 'active' });
});
