import { Recurring } from '../../../src/store/embedded/recurring';

test('a document stays what it was, however many strings a field has', () => {
  const recurring = new Recurring();
  for (let i = 0; i < 3_000; i++) {
    const doc = { _id: `u${i}`, state: i % 2 ? 'free' : 'held', n: i, told: { how: `h${i % 7}` }, at: [String(i)] };
    const before = structuredClone(doc);
    recurring.share(doc);
    expect(doc).toEqual(before);
  }
});
