/** One pupil's own card: found by name, with its history; corrected without losing the rank; withdrawn. */
import { StoreAway } from '../../src/domain/errors';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { unitsAddUp, withdrawnLine } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const recorded = async (lastName: string) =>
  (await relais.store.nominations.model.findOne({ 'pupil.lastName': lastName }).lean())!;

test('who has a place by name, then who waits in the order of their ranks', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  for (const lastName of ['Zola', 'Martin', 'Aba']) await nominatesByCard(head, { lastName });
  await head.says('mes élèves');
  head.seesLast(/1 avec une place, 2 en attente[^]*Zola[^]*Martin[^]*1er rang[^]*Aba[^]*2e rang/);
});

test('found by name: one is shown with everything, several are listed, and none is said', async () => {
  const { head, college } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head, { lastName: 'Camara', firstName: 'Awa' });
  await nominatesByCard(head, { lastName: 'Camara', firstName: 'Moussa', birthDate: '2012-02-03' });
  await nominatesByCard(head, { lastName: 'Sow' });
  await head.says('mes élèves camara');
  head.seesLast(/2 élèves pour « camara »[^]*Camara Awa[^]*Camara Moussa/);
  expect(head.lastMessage()).not.toMatch(/Sow/);
  await head.says('mes élèves sow');
  head.seesLast(
    new RegExp(
      `Sow Inès\\nA une place[^]*12 mai 2013[^]*4EB[^]*Aucun accès[^]*${college.name}[^]*Nommé le 16 mars 2026 par vous`,
    ),
  );
  await head.says('mes élèves durand');
  head.seesLast(/Je ne trouve pas « durand » parmi vos élèves/);
});

test('corrected: name, class, need and date; the rank and the unit stay, the key follows, the history says so', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  await nominatesByCard(head, { lastName: 'Premier' });
  await nominatesByCard(head, { lastName: 'Dialo' });
  const before = await recorded('Dialo');
  await head.says('corriger dialo');
  head.seesLast(/Corriger Inès Dialo[^]*Le rang et la place restent les mêmes/);
  await head.clicks('Vérifier', { filling: { lastName: 'Diallo', className: '4e Mandela', birthDate: '2013-06-12' } });
  head.seesLast(/Vérifiez la correction[^]*Nom de famille : Dialo → Diallo[^]*Classe : 4EB → 4e Mandela/);
  await head.clicks('Confirmer');
  head.seesLast(/C’est corrigé[^]*Inès Diallo garde son rang/);
  const after = await recorded('Diallo');
  expect(after).toMatchObject({ _id: before._id, seq: before.seq, pupil: { className: '4e Mandela' } });
  expect(after.claim).not.toBe(before.claim);
  await head.clicks('Voir');
  head.seesLast(
    /En attente d’une place, au 1er rang[^]*Corrigé le 16 mars 2026 par vous : Nom de famille, Date de naissance, Classe/,
  );
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, birthDate: '2013-06-12' } });
  head.seesLast(/Cet élève est déjà nommé/); // under its corrected name
  await head.says('annuler');
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('corrected in writing, line by line', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.saysAll('corriger diallo', 'classe 3EA', 'oui');
  head.seesLast(/C’est corrigé[^]*Changé : Classe\./);
  expect((await recorded('Diallo')).pupil.className).toBe('3EA');
  await head.saysAll('corriger diallo', 'annuler');
  head.seesLast(/La correction est abandonnée|C’est annulé/);
  expect((await recorded('Diallo')).acts).toHaveLength(1);
});

test('a correction that makes it another pupil who is nominated is refused; one very close is asked about', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await nominatesByCard(head, { lastName: 'Sow' });
  await head.says('corriger sow');
  await head.clicks('Vérifier', { filling: { lastName: 'DIALLO' } });
  head.seesLast(/Cet élève est déjà nommé \(/);
  await head.clicks('Corriger');
  await head.clicks('Vérifier', { filling: { lastName: 'Dialla' } });
  head.seesLast(/un élève au nom très proche/);
  await head.clicks('C’est un autre élève');
  head.seesLast(/C’est corrigé/);
  expect((await recorded('Dialla')).state).toBe('open');
});

test('a correction confirmed twice is one; one of a pupil who was withdrawn meanwhile says so', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.says('corriger diallo');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, className: '3EA' } });
  const confirm = head.click('Confirmer');
  await Promise.all([head.posts(confirm), head.posts({ ...confirm, id: 'again' })]);
  expect((await recorded('Diallo')).acts).toHaveLength(1);
  await head.says('corriger diallo');
  await head.clicks('Vérifier', { filling: { className: '5EA' } });
  const diallo = await recorded('Diallo');
  const withdrawn = { at: new Date(), by: 'm_other', reason: 'byInstitution' as const };
  await relais.store.nominations.close(diallo, withdrawn, withdrawnLine(diallo._id));
  await head.clicks('Confirmer');
  head.sees(/avait déjà été retiré/);
  expect((await recorded('Diallo')).pupil.className).toBe('3EA');
});

const away = (): Promise<never> => Promise.reject(new StoreAway('made to fail'));

/** Replaces what records a correction; what it returns puts it back. */
const amending = (fails: boolean, after: boolean) => () => {
  const { nominations } = relais.store;
  const { amend } = nominations;
  nominations.amend = async (...args) => {
    if (after) await amend(...args);
    return fails ? away() : amend(...args);
  };
  return () => void (nominations.amend = amend);
};
const silenced = (conversation: string) => {
  const { failures } = relais.connector;
  for (const method of ['PUT', 'POST']) failures.push({ method, status: 403, conversation, lasting: true });
  return () => void failures.splice(0);
};

const FAULTS: [string, (conversation: string) => () => void][] = [
  ['the database is away before it is recorded', amending(true, false)],
  ['the database is away when it was recorded and could not say so', amending(true, true)],
  ['the connector answers 403', silenced],
];
const NEXT: [string, (head: Speaker) => Promise<unknown>][] = [
  ['confirms again', (head) => head.clicks('Confirmer')],
  ['writes oui', (head) => head.says('oui')],
  ['clicks Annuler', (head) => head.clicks('Annuler')],
  ['writes annuler', (head) => head.says('annuler')],
  ['corrects once more', (head) => head.says('corriger diallo')],
  ['nominates', (head) => head.says('nommer')],
  ['asks for the pupils', (head) => head.says('mes élèves')],
];

test.each(FAULTS.flatMap(([fault, make]) => NEXT.map(([next, act]) => [fault, next, make, act] as const)))(
  'a correction, and %s; then the person %s: what is said is what stands',
  async (_fault, _next, make, act) => {
    const { head } = await relais.aCollege();
    await nominatesByCard(head);
    await head.says('corriger diallo');
    await head.clicks('Vérifier', { filling: { className: '3EA' } });
    const mend = make(head.conversation);
    await head.clicks('Confirmer');
    mend();
    await relais.leasesRunOut();
    await act(head);
    const { className } = (await recorded('Diallo')).pupil;
    const screen = head.screen().join('\n');
    const said = /C’est corrigé[^]*Changé : Classe/.test(screen);
    if (className === '3EA') expect(screen).toMatch(/C’est corrigé[^]*Changé : Classe|Diallo Inès\n3EA/);
    else expect(said).toBe(false);
    if (className === '3EA') expect(screen).not.toMatch(/La correction est abandonnée/);
    expect((await recorded('Diallo')).acts?.length ?? 0).toBe(className === '3EA' ? 1 : 0);
  },
);

/** Cards with a button that could still send a form. */
const liveForms = (head: Speaker): number =>
  new Set(head.buttons().flatMap(({ id, button }) => (button.data.form === undefined ? [] : [id]))).size;

test('a button pressed twice opens one form, and the form of another pupil gives way to it', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await nominatesByCard(head, { lastName: 'Sow' });
  await head.says('voir diallo');
  const correct = head.click('Corriger');
  const withdraw = head.click('Retirer');
  for (const id of ['a', 'b']) await head.posts({ ...correct, id });
  expect(liveForms(head)).toBe(1);
  await head.clicks('Vérifier', { filling: { className: '3EA' } });
  await head.clicks('Confirmer');
  head.seesLast(/C’est corrigé/);
  await head.says('voir sow');
  const other = head.click('Corriger');
  await head.posts({ ...correct, id: 'c' });
  await head.posts({ ...other, id: 'd' });
  expect(liveForms(head)).toBe(1);
  head.seesLast(/Corriger Inès Sow/);
  await head.clicks('Annuler');
  for (const id of ['e', 'f']) await head.posts({ ...withdraw, id });
  expect(liveForms(head)).toBe(1);
  await head.says('oui');
  head.seesLast(/Inès Diallo ne figure plus sur la liste/);
});

test('what was done is said again when its button is pressed again', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.says('corriger diallo');
  await head.clicks('Vérifier', { filling: { className: '3EA' } });
  const confirm = head.click('Confirmer');
  for (const id of ['a', 'b']) await head.posts({ ...confirm, id });
  head.seesLast(/C’est corrigé[^]*Changé : Classe/);
  await head.says('retirer diallo');
  const withdraw = head.click('Retirer');
  const keep = head.click('Garder');
  for (const [i, click] of [withdraw, withdraw, keep].entries()) await head.posts({ ...click, id: `w${i}` });
  head.seesLast(/Inès Diallo ne figure plus sur la liste/);
  head.seesNot(/n’a rien changé/);
});

test('a question within a form is left alone; the form stays, and its card works', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await head.saysAll('nommer', 'Sow', 'retirer diallo', 'annuler');
  head.seesLast(/Nous en étions là[^]*prénom/);
  await head.saysAll('Awa', 'corriger diallo');
  await head.clicks('Vérifier', { filling: { className: '3EA' } });
  head.seesLast(/Vérifiez la correction/);
  await head.saysAll('annuler', '12/05/2012', '4EB', '1', 'hier', '1', 'oui');
  head.seesLast(/Awa Sow a une place/);
});

test('two people correct one pupil: the second sees what the first changed, and changes only their own line', async () => {
  const { head, college, principal } = await relais.aCollege();
  await nominatesByCard(head);
  const adjoint = await relais.world.member('deputy', [college], 'Olivier');
  await relais.world.delegates(principal, adjoint, college);
  const deputy = relais.speaker(adjoint);
  for (const person of [head, deputy]) await person.says('corriger diallo');
  await head.clicks('Vérifier', { filling: { className: '3EA' } });
  await deputy.clicks('Vérifier', { filling: { birthDate: '2013-09-19' } });
  await deputy.clicks('Confirmer');
  await head.clicks('Confirmer');
  head.seesLast(/19 septembre 2013[^]*Classe : 4EB → 3EA[^]*Quelqu’un d’autre vient de corriger cet élève/);
  await head.clicks('Confirmer');
  expect((await recorded('Diallo')).pupil).toMatchObject({ className: '3EA', birthDate: '2013-09-19' });
});

test('a correction that changes nothing is none', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.says('corriger diallo');
  await head.clicks('Vérifier');
  head.seesLast(/Rien n’est changé : il n’y a rien à enregistrer/);
  expect(head.buttons().map(({ button }) => button.title)).not.toContain('Confirmer');
  expect((await recorded('Diallo')).acts).toBeUndefined();
});

test('corriger and retirer alone show the list, and say how', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.says('corriger');
  head.seesLast(/1 élève nommé[^]*Pour corriger un élève : Voir, puis Corriger/);
  await head.says('retirer');
  head.seesLast(/Pour retirer un élève : Voir, puis Retirer/);
  await head.says('corriger zzz');
  head.seesLast(/Je ne trouve pas « zzz » parmi vos élèves/);
});

test('nobody sees or corrects another institution’s pupil', async () => {
  const { head } = await relais.aCollege();
  const other = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Secrète' });
  const { _id: nomination } = await recorded('Secrète');
  for (const act of ['pupil', 'amend', 'withdraw', 'sibling'])
    await other.head.posts(other.head.activity({ value: { act, nomination } }));
  await other.head.says('corriger secrète');
  other.head.seesNot(/Secrète/);
  other.head.sees(/Votre rôle ne permet pas cette action/);
});

test('a double click on Retirer, or on Annuler, leaves on the card how it ended', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  await nominatesByCard(head, { lastName: 'Garcia', birthDate: '2012-01-02' });
  await nominatesByCard(head, { lastName: 'Haddad', birthDate: '2011-03-04' }); // waits
  await head.says('retirer Garcia');
  const press = head.click('Retirer');
  await head.posts(press);
  await head.posts({ ...press, id: 'the second click' });
  head.sees(/Garcia ne figure plus sur la liste/);
  head.sees(/Haddad a maintenant une place/);
  await head.says('nommer');
  const cancel = head.click('Annuler');
  await head.posts(cancel);
  await head.posts({ ...cancel, id: 'again' });
  head.sees(/C’est annulé/);
  head.seesNot(/n’est plus active/);
});
