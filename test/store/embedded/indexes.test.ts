/** An index changes how an answer is found, never what it is: the same commands on a collection with indexes and on one without. */
import fc from 'fast-check';
import { Engine } from '../../../src/store/embedded/engine';
import { compare, type Doc, keyOf } from '../../../src/store/embedded/values';

const INDEXES = [
  { key: { a: 1, b: 1, c: 1 }, name: 'abc' },
  { key: { b: 1, n: 1 }, name: 'bn' },
  { key: { tags: 1, a: 1 }, name: 'tags' },
  { key: { u: 1 }, name: 'u', unique: true, partialFilterExpression: { u: { $exists: true } } },
];
const word = fc.constantFrom('x', 'y', 'z');
const scalar = fc.oneof(word, fc.constant(null), fc.integer({ min: 0, max: 2 }));
const document = fc.record(
  { a: scalar, b: scalar, c: word, n: fc.integer({ min: 0, max: 3 }), tags: fc.array(word, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const equality = fc.oneof(scalar, fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }), fc.record({ $eq: word }));
const filter = fc.record(
  { a: equality, b: equality, c: equality, n: fc.record({ $gte: fc.integer({ min: 0, max: 3 }) }), tags: word },
  { requiredKeys: [] },
);
const field = fc.constantFrom('a', 'b', 'c', 'n', 'tags');
const group = fc.oneof(
  fc.constant(null),
  field.map((name) => `$${name}`),
  fc.dictionary(
    fc.constantFrom('g', 'h'),
    field.map((name) => `$${name}`),
    { minKeys: 1 },
  ),
);
const step = fc.oneof(
  fc.record({ insert: document }),
  fc.record({ at: fc.nat(20), set: document }),
  fc.record({ remove: fc.nat(20) }),
);

async function pair(): Promise<{ both: (command: Doc) => Promise<[Doc[], Doc[]]>; close: () => Promise<unknown> }> {
  const [indexed, plain] = [await Engine.open(), await Engine.open()];
  await indexed.command('db', { createIndexes: 'ns', indexes: INDEXES });
  const rows = async (engine: Engine, command: Doc): Promise<Doc[]> => {
    const { cursor } = (await engine.command('db', structuredClone(command))) as { cursor?: { firstBatch: Doc[] } };
    return cursor?.firstBatch ?? [];
  };
  return {
    both: async (command) => [await rows(indexed, command), await rows(plain, command)],
    close: () => Promise.all([indexed.close(), plain.close()]),
  };
}

const inOrder = (rows: Doc[]): string[] => rows.map((row) => keyOf(row)).sort();

test('find, and counts by group, are the same with and without indexes, whatever was written before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(fc.tuple(filter, group), { minLength: 4, maxLength: 8 }),
      async (steps, questions) => {
        const { both, close } = await pair();
        for (const [_id, each] of steps.entries()) {
          if ('insert' in each) await both({ insert: 'ns', documents: [{ _id, u: _id, ...each.insert }] });
          else if ('remove' in each) await both({ delete: 'ns', deletes: [{ q: { _id: each.remove }, limit: 1 }] });
          else if (Object.keys(each.set).length)
            await both({ update: 'ns', updates: [{ q: { _id: each.at }, u: { $set: each.set } }] });
        }
        for (const [asked, by] of questions) {
          const [found, scanned] = await both({ find: 'ns', filter: asked });
          expect(inOrder(found)).toEqual(inOrder(scanned));
          const counting = [{ $match: asked }, { $group: { _id: by, count: { $sum: 1 } } }];
          const [counted, added] = await both({ aggregate: 'ns', pipeline: counting, cursor: {} });
          const total = (rows: Doc[]): number => rows.reduce((sum, { count }) => sum + Number(count), 0);
          expect(total(counted)).toBe(found.length);
          expect(total(added)).toBe(found.length);
          expect(counted.map(({ count }) => Number(count)).sort()).toEqual(
            added.map(({ count }) => Number(count)).sort(),
          );
          const sort = { n: -1, _id: 1 };
          const [first, best] = await both({ find: 'ns', filter: asked, sort, limit: 1 });
          expect(first).toEqual(best);
          const [sorted] = await both({ find: 'ns', filter: asked, sort });
          expect(first).toEqual(sorted.slice(0, 1));
          const [piped] = await both({
            aggregate: 'ns',
            pipeline: [{ $match: asked }, { $sort: sort }, { $limit: 1 }],
            cursor: {},
          });
          expect(piped).toEqual(first);
        }
        await close();
      },
    ),
    { numRuns: 150 },
  );
});

test('a document that is kept is never written to: not by an update, nor by who was given it', async () => {
  const engine = await Engine.open();
  await engine.command('db', {
    insert: 'ns',
    documents: [{ _id: 1, deep: { list: [1], other: { x: 1 } }, beside: [1] }],
  });
  const before = engine.peek('db.ns').docs.get(keyOf(1))!;
  const asItWas = structuredClone(before);
  const updates = [
    { q: { _id: 1 }, u: { $set: { 'deep.other.x': 2 }, $push: { 'deep.list': 2 }, $unset: { beside: 1 } } },
  ];
  await engine.command('db', { update: 'ns', updates });
  expect(before).toEqual(asItWas);
  expect(engine.peek('db.ns').docs.get(keyOf(1))).toEqual({ _id: 1, deep: { list: [1, 2], other: { x: 2 } } });
  await engine.close();
});

test('strings are ordered by their bytes in UTF-8, as MongoDB does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (x, y) => {
      expect(Math.sign(compare(x, y))).toBe(Math.sign(Buffer.compare(Buffer.from(x), Buffer.from(y))));
    }),
  );
  expect(compare('\u{1f600}', '\uffee')).toBeGreaterThan(0);
});

test('after it is closed it answers as a server that shuts down', async () => {
  const engine = await Engine.open();
  await engine.close();
  await expect(engine.command('db', { find: 'ns' })).rejects.toMatchObject({ code: 91 });
});
