/** What bypasses mongoose keeps its schemas' promise: every document that the bot wrote is cast and validated. */
import type { Model } from 'mongoose';
import { GOOD_ANSWERS, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

/** @returns how many there are */
async function asDeclared<T>(model: Model<T>): Promise<number> {
  const written = await model.collection.find().toArray();
  for (const document of written) {
    const cast = new model(document as unknown as Partial<T>, undefined, { strict: 'throw' });
    await cast.validate();
    expect(cast.toObject()).toEqual(document);
  }
  return written.length;
}

test('nominations, units and conversations are as declared after nominating, waiting, correcting and withdrawing', async () => {
  const { head } = await relais.aCollege({ quota: 2 });
  await nominatesByCard(head, { lastName: 'Unal' });
  await nominatesByCard(head, { lastName: 'Dutertre', birthDate: '2012-02-03' });
  await head.saysAll('nommer', 'Troadec', ...GOOD_ANSWERS.slice(1), 'oui'); // waits
  await head.saysAll('corriger Dutertre', 'prénom', 'Lina', 'oui');
  await head.says('retirer Unal');
  await head.clicks('Retirer');
  await head.says('mes élèves');
  head.sees(/Lina Dutertre/);
  const { nominations, units, conversations } = relais.store;
  const states = await nominations.model.collection.distinct('state');
  expect(states.sort()).toEqual(['open', 'withdrawn']);
  expect(await asDeclared(nominations.model)).toBe(3);
  expect(await asDeclared(units.model)).toBe(2);
  expect(await asDeclared(conversations.model)).toBeGreaterThan(0);
});

test('an operator in a filter’s place is a value that nothing has: it finds, changes and takes nothing', async () => {
  const { head, college } = await relais.aCollege({ quota: 1 });
  await nominatesByCard(head, { lastName: 'Garde', birthDate: '2012-05-06' });
  const { nominations, units } = relais.store;
  const any = { $ne: 'x' } as never;
  expect(await nominations.find(any)).toBeNull();
  expect(await nominations.mark(any, 'u')).toBe(false);
  await nominations.close(any, { at: new Date(), by: 'm', reason: 'byInstitution' });
  expect(await units.heldBy('sim-2020', any)).toBeNull();
  await units.release('sim-2020', any);
  expect(await units.hold({ campaign: 'sim-2020', kind: 'sim', institution: any }, 'n')).toBeNull();
  const [stands] = await nominations.openOf('sim-2020', [college.uai]);
  expect(stands?.unit).toBe(await units.heldBy('sim-2020', stands!._id));
});
