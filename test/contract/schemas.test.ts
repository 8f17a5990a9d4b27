/** What bypasses mongoose keeps its schemas' promise: documents are cast and validated, filters are values and begin with the shard key. */
import type { Model } from 'mongoose';
import { heal } from '../../src/services/heal';
import { Commands, type Document } from '../../src/store/run';
import { GOOD_ANSWERS, nominatesByCard, Relais } from '../support/relais';
import { withdrawnLine } from '../support/world';

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
  expect(await nominations.find({ campaign: 'sim-2020', _id: any })).toBeNull();
  expect(await nominations.mark({ campaign: 'sim-2020', _id: any }, 'u', withdrawnLine('n'))).toBe(false);
  const withdrawn = { at: new Date(), by: 'm', reason: 'byInstitution' as const };
  await nominations.close({ campaign: 'sim-2020', _id: any }, withdrawn, withdrawnLine('n'));
  expect(await units.heldBy('sim-2020', any)).toBeNull();
  await units.release('sim-2020', any);
  expect(await units.hold({ campaign: 'sim-2020', kind: 'sim', institution: any }, 'n')).toBeNull();
  const [stands] = await nominations.openOf('sim-2020', [college.uai]);
  expect(stands?.unit).toBe(await units.heldBy('sim-2020', stands!._id));
});

/** docs/scale.md: by what each collection would be split. */
const SHARD_KEYS = { nominations: 'campaign', units: 'campaign', conversations: '_id' } as const;

test('every hot filter begins with its collection’s shard key', async () => {
  const { head } = await relais.aCollege({ quota: 1 });
  const coordinator = await relais.aCoordinator();
  const asked: { collection: string; filter: Document }[] = [];
  const ofPipeline = (collection: string, stages: Document[]): void => {
    asked.push({ collection, filter: stages[0]!.$match as Document });
    for (const { $unionWith } of stages as { $unionWith?: { coll: string; pipeline: Document[] } }[])
      if ($unionWith) ofPipeline($unionWith.coll, $unionWith.pipeline);
  };
  const hot = Commands.prototype as unknown as Record<string, (this: { collection: string }, first: never) => unknown>;
  const spies = ['findOne', 'find', 'updateOne', 'findAndModify', 'aggregate'].map((name) => {
    const original = hot[name]!;
    return jest.spyOn(hot, name).mockImplementation(function (this: { collection: string }, ...args: [never]) {
      if (name === 'aggregate') ofPipeline(this.collection, args[0]);
      else asked.push({ collection: this.collection, filter: args[0] });
      return original.apply(this, args);
    });
  });
  await nominatesByCard(head, { lastName: 'Wolff', birthDate: '2012-07-08' });
  await nominatesByCard(head, { lastName: 'Zidani', birthDate: '2011-09-10' }); // waits
  await head.saysAll(
    'mes élèves',
    'où en est Wolff',
    'il m’en reste combien ?',
    'corriger Wolff',
    'prénom',
    'Lou',
    'oui',
  );
  await head.says('retirer Wolff');
  await head.clicks('Retirer');
  await coordinator.saysAll('reste', 'combien nommés cette semaine');
  await heal(relais.store, 'sim-2020', { everywhere: true });
  spies.forEach((spy) => spy.mockRestore());
  const others = asked.filter(({ collection, filter }) => {
    if (collection === 'members') return false; // a few thousand: they stay whole
    const [first, value] = Object.entries<unknown>(filter)[0]!;
    return first !== SHARD_KEYS[collection as keyof typeof SHARD_KEYS] || typeof value !== 'string';
  });
  expect(others).toEqual([]);
  expect(new Set(asked.map(({ collection }) => collection))).toEqual(new Set(['members', ...Object.keys(SHARD_KEYS)]));
  expect(asked.length).toBeGreaterThan(50);
});
