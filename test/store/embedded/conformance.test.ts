/** The endpoint through stock mongoose: what Relais relies on behaves as MongoDB's own server does. */
import { Mongoose, Schema, type Connection, type Model, type mongo, Types } from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../../src/store/embedded/server';

type Row = Record<string, unknown>;
let server: EmbeddedMongo;
let connection: Connection;
let things: Model<Row>;
beforeAll(async () => {
  server = await startEmbeddedMongo();
  connection = await new Mongoose().createConnection(server.uri('conformance')).asPromise();
  const schema = new Schema(
    { code: String, pupil: String, state: String, at: Date, n: Number, tags: [String] },
    { strict: false },
  );
  things = connection.model<Row>('Thing', schema as never, 'things');
  await things.collection.createIndex(
    { code: 1 },
    { unique: true, partialFilterExpression: { code: { $exists: true } } },
  );
  await things.collection.createIndex({ state: 1, pupil: 1 });
  await things.collection.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
});
afterAll(async () => {
  await connection.close();
  await server.close();
});
beforeEach(() => things.deleteMany({}));

const failure = (work: Promise<unknown>): Promise<{ code: number; message: string; keyPattern?: object }> =>
  work.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => error as never,
  );
const raw = (): mongo.Collection => connection.collection('things');

test('values come back as they went: dates, ids, null, arrays, nested documents, large integers', async () => {
  const _id = new Types.ObjectId();
  const doc = { _id, at: new Date(5), n: 2 ** 40, none: null, list: [1, [2], { a: 'é' }], bin: Buffer.from('x') };
  await raw().insertOne(doc);
  expect(await raw().findOne({ _id })).toMatchObject({ ...doc, bin: expect.anything() as object });
});

test('a duplicate key: code, keyPattern, keyValue, the index named; in every write', async () => {
  await things.create({ code: 'a' }, { code: 'b' }, { n: 1 }, { n: 2 });
  const error = await failure(things.create({ code: 'a' }));
  expect(error).toMatchObject({ code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'a' } });
  expect(error.message).toMatch(
    /E11000 duplicate key error collection: conformance.things index: code_1 dup key: \{ code: "a" \}/,
  );
  expect(await failure(raw().updateOne({ code: 'b' }, { $set: { code: 'a' } }))).toMatchObject({ code: 11000 });
  expect(await failure(raw().findOneAndUpdate({ code: 'b' }, { $set: { code: 'a' } }))).toMatchObject({ code: 11000 });
  const many = things.insertMany([{ code: 'c' }, { code: 'a' }, { code: 'd' }], { ordered: false });
  expect(await failure(many)).toMatchObject({ code: 11000, insertedCount: 2 });
  expect(await things.countDocuments()).toBe(6);
});

test('find: equality, operators, null, arrays, dates, sort, skip, limit, projection', async () => {
  await things.insertMany(
    ['Ana', 'bob', 'Cid', 'dan'].map((pupil, i) => ({
      pupil,
      n: 4 - i,
      state: i % 2 ? 'x' : 'y',
      tags: ['all', `t${i}`],
    })),
  );
  const names = async (filter: object, options = {}): Promise<string[]> =>
    (await raw().find(filter, options).toArray()).map((doc) => String(doc.pupil));
  expect(await names({}, { sort: { n: 1 }, skip: 1, limit: 2 })).toEqual(['Cid', 'bob']);
  expect(await names({ state: 'x' }, { sort: { pupil: 1 } })).toEqual(['bob', 'dan']);
  expect(await names({ state: { $in: ['x', 'y'] }, n: { $gte: 3 } }, { sort: { n: -1 } })).toEqual(['Ana', 'bob']);
  expect(await names({ tags: 't2' })).toEqual(['Cid']);
  expect(await names({ missing: null, pupil: { $ne: 'Ana' } })).toHaveLength(3);
  expect(await names({ $or: [{ n: 4 }, { n: { $lt: 2 } }], $nor: [{ pupil: 'x' }] })).toEqual(['Ana', 'dan']);
  expect(await raw().findOne({ pupil: 'bob' }, { projection: { _id: 0, n: 1 } })).toEqual({ n: 3 });
  expect((await things.distinct('tags')).sort()).toEqual(['all', 't0', 't1', 't2', 't3']);
});

test('updates: set, unset, inc, push with slice, setOnInsert; what changed is counted', async () => {
  const upserted = await raw().updateOne({ code: 'u' }, { $setOnInsert: { n: 1 }, $push: { tags: 'a' } } as never, {
    upsert: true,
  });
  expect(upserted.upsertedCount).toBe(1);
  const push = {
    $push: { tags: { $each: ['b', 'c'], $slice: -2 } },
    $inc: { n: 2 },
    $unset: { gone: 1 },
    $setOnInsert: { n2: 1 },
  };
  expect(await raw().updateOne({ code: 'u' }, push as never)).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
  expect(await raw().findOne({ code: 'u' })).toMatchObject({ tags: ['b', 'c'], n: 3 });
  expect(await raw().updateMany({}, { $set: { n: 3 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
});

test('update errors are the server’s', async () => {
  await raw().insertOne({ code: 't', text: 'x', n: 5 });
  const update = (change: object) => failure(raw().updateOne({ code: 't' }, change));
  expect(await update({ $inc: { text: 1 } })).toMatchObject({ code: 14 });
  expect(await update({ $push: { text: 1 } })).toMatchObject({ code: 2 });
  expect(await update({ $set: { 'n.x': 1 } })).toMatchObject({ code: 28 });
  expect(await update({ $set: { a: 1, 'a.b': 2 } })).toMatchObject({ code: 40 });
  expect(await update({ $set: { _id: 5 } })).toMatchObject({ code: 66 });
  expect(await update({ $foo: { a: 1 } })).toMatchObject({ code: 9 });
  expect(await failure(raw().findOne({ a: { $foo: 1 } }))).toMatchObject({ code: 2 });
});

test('a batch of no writes is refused, as by a server', async () => {
  for (const command of [
    { insert: 'things', documents: [] },
    { update: 'things', updates: [] },
    { delete: 'things', deletes: [] },
  ])
    expect(await failure(connection.db!.command(command))).toMatchObject({
      code: 16,
      message: 'Write batch sizes must be between 1 and 100000. Got 0 operations.',
    });
});

test('findOneAndUpdate: conditional, upsert, before and after', async () => {
  await raw().insertOne({ code: 'q', n: 2 });
  const take = () =>
    raw().findOneAndUpdate({ code: 'q', n: { $gt: 0 } }, { $inc: { n: -1 } }, { returnDocument: 'after' });
  expect([(await take())?.n, (await take())?.n, await take()]).toEqual([1, 0, null]);
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, () => raw().findOneAndUpdate({ code: 'once' }, { $inc: { n: 1 } }, { upsert: true })),
  );
  expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await raw().findOne({ code: 'once' })).toMatchObject({ n: 50 });
});

test('aggregate: match, group, sort, project, count, unionWith; a count of nothing is no row', async () => {
  await raw().insertMany([
    { state: 'x', n: 1 },
    { state: 'x', n: 2 },
    { state: 'y', n: 5 },
  ]);
  const rows = (stages: object[]) => raw().aggregate(stages).toArray();
  expect(await rows([{ $match: { state: 'x' } }, { $group: { _id: '$state', n: { $sum: '$n' } } }])).toEqual([
    { _id: 'x', n: 3 },
  ]);
  const union = {
    $unionWith: { coll: 'things', pipeline: [{ $match: { state: 'y' } }, { $project: { _id: 0, n: 1 } }] },
  };
  expect(await rows([{ $match: { state: 'x' } }, { $sort: { n: -1 } }, { $project: { _id: 0, n: 1 } }, union])).toEqual(
    [{ n: 2 }, { n: 1 }, { n: 5 }],
  );
  expect(await rows([{ $match: { state: 'z' } }, { $count: 'n' }])).toEqual([]);
  expect(await things.countDocuments({ state: 'x' })).toBe(2);
});

test('a long result comes in batches, and a killed cursor is gone', async () => {
  await raw().insertMany(Array.from({ length: 2_500 }, (_, n) => ({ n })));
  let seen = 0;
  for await (const doc of raw().find().sort({ n: 1 }).batchSize(300)) expect(doc.n).toBe(seen++);
  expect(seen).toBe(2_500);
});

test('indexes: named alike with other keys, twins, data that break them, a partial filter that servers refuse', async () => {
  expect(await failure(raw().createIndex({ code: 1 }, { unique: false, name: 'code_1' }))).toMatchObject({ code: 86 });
  await raw().insertMany([{ n: 1 }, { n: 1 }]);
  expect(await failure(raw().createIndex({ n: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
  const refused = raw().createIndex({ n: 1 }, { partialFilterExpression: { n: { $ne: 1 } } });
  expect(await failure(refused)).toMatchObject({ code: 67 });
});

test('TTL: what has expired goes, what has no date stays', async () => {
  await raw().insertMany([
    { code: 'old', at: new Date(Date.now() - 1000) },
    { code: 'new', at: new Date(Date.now() + 60_000) },
    { code: 'none' },
  ]);
  expect(await server.engine!.sweep()).toBe(1);
  expect((await raw().find().toArray()).map(({ code }) => String(code)).sort()).toEqual(['new', 'none']);
});

test.each([
  [
    'collation',
    () =>
      raw()
        .find({ code: 'A' }, { collation: { locale: 'fr', strength: 1 } })
        .toArray(),
  ],
  ['a hint', () => raw().find({ code: 'A' }, { hint: 'code_1' }).toArray()],
  ['$where', () => raw().find({ $where: 'true' }).toArray()],
  [
    '$text',
    () =>
      raw()
        .find({ $text: { $search: 'x' } })
        .toArray(),
  ],
  [
    '$lookup',
    () =>
      raw()
        .aggregate([{ $lookup: { from: 'a', localField: 'b', foreignField: 'c', as: 'd' } }])
        .toArray(),
  ],
  [
    '$merge',
    () =>
      raw()
        .aggregate([{ $merge: 'other' }])
        .toArray(),
  ],
  ['a change stream', () => raw().watch().next()],
  ['a pipeline update', () => raw().updateOne({}, [{ $set: { a: 1 } }])],
  ['array filters', () => raw().updateOne({}, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] })],
  ['a text index', () => raw().createIndex({ code: 'text' })],
  ['an unknown command', () => connection.db!.command({ shutdown: 1 })],
])('%s is refused, not ignored', async (_what, ask) => {
  await raw().insertOne({ code: 'x' });
  expect(typeof (await failure(ask())).code).toBe('number');
});

test('a transaction is refused, as by a standalone server', async () => {
  const inTransaction = connection.transaction(async (session) => {
    await raw().insertOne({}, { session });
  });
  expect((await failure(inTransaction)).message).toMatch(/Transaction numbers|retryable writes/);
});
