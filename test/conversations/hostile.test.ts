/** Whatever is posted, nothing breaks: no 5xx, no effect, no stack shown, no pupil's name in the log. */
import fc from 'fast-check';
import { fr } from '../../src/catalogue';
import { onEmbedded } from '../support/database';
import { nominatesByCard, Relais } from '../support/relais';

const RUNS = onEmbedded ? 10_000 : 2_000;

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

const OPERATORS: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $where: '1' },
  ['a', { $in: [] }],
  JSON.parse('{"__proto__":{"role":"coordinator"}}') as object,
];
const acts = [...Object.keys(fr.examples), 'say', 'constructor', '__proto__', ''];
const ids = fc.constantFrom('KNOWN', 'x', '', '../..', 'm_1', 'sim-2020');
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...OPERATORS) },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 4, withNullPrototype: false, withBigInt: false }) },
  { weight: 1, arbitrary: fc.constant('long '.repeat(4_000)) },
);
const value = fc.record(
  {
    ...{ act: fc.constantFrom(...acts), form: odd, step: fc.constantFrom('fill', 'review', 'x'), press: odd },
    ...{
      nomination: fc.oneof(ids, odd),
      nominations: odd,
      member: fc.oneof(ids, odd),
      delegation: odd,
      institution: odd,
    },
    ...{ name: odd, page: odd, question: odd, text: odd, lastName: odd, birthDate: odd, to: odd, uais: odd, role: odd },
  },
  { requiredKeys: [] },
);
const about = fc.record(
  {
    type: fc.constantFrom('message', 'message', 'message', 'invoke', 'conversationUpdate', 'event', 'typing', ''),
    text: odd,
    value: fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: odd }),
    ...{ name: odd, id: odd, replyToId: odd, locale: odd, timestamp: odd, channelData: odd, attachments: odd },
    ...{
      membersAdded: odd,
      conversation: odd,
      from: odd,
      recipient: odd,
      serviceUrl: odd,
      channelId: odd,
      deliveryMode: odd,
    },
  },
  { requiredKeys: ['type'] },
);
/** Most keep who they are: what they send then reaches our own code. */
const KEPT = ['conversation', 'from', 'recipient', 'serviceUrl', 'channelId', 'deliveryMode', 'id', 'timestamp'];
const activity = fc.record({ about, keeps: fc.integer({ min: 0, max: 9 }) }).map(({ about, keeps }) => {
  const kept = Object.entries(about).filter(([field], i) => !KEPT.includes(field) || i % 10 === keeps);
  return Object.fromEntries(kept);
});

test(`${RUNS} activities that no client sends`, async () => {
  const { head, college } = await relais.aCollege({ quota: 3 });
  await nominatesByCard(head, { lastName: 'Hostilité' });
  const [known] = await relais.store.nominations.model.find().lean();
  const people = [
    head,
    await relais.aCoordinator(),
    relais.speaker(await relais.world.member('proposer', [college])),
    relais.speaker(await relais.world.member('reader')),
    relais.speaker({ aadObjectId: '00000000-0000-4000-8000-0000000000ff', name: 'X' }),
  ];
  // A name, a day and a confirmation by chance would be an effect that was asked for; these acts hold without one.
  const before = JSON.stringify([await relais.store.members.all(), await relais.store.units.model.find().lean()]);
  let turn = 0;
  const bad: string[] = [];
  await fc.assert(
    fc.asyncProperty(activity, async (sent) => {
      const person = people[turn++ % people.length]!;
      const body = JSON.stringify(person.activity(sent), (_key, each: unknown) =>
        each === 'KNOWN' ? known!._id : each,
      );
      const response = await fetch(`${relais.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      if (response.status >= 500) bad.push(`${response.status} ${body.slice(0, 500)}`);
      const answer = await response.text();
      if (/ at .*\.(?:js|ts):\d|node_modules/.test(answer)) bad.push(`a stack: ${body.slice(0, 500)}`);
    }),
    { numRuns: RUNS, seed: 20_261_126 },
  );
  expect(bad).toEqual([]);
  for (const person of people) person.seesNot(/ at .*\.(?:js|ts):\d|node_modules|\[object Object\]/);
  const suspended = /"suspended":(?:true|false),?/g; // a coordinator's own click may do that
  const after = JSON.stringify([await relais.store.members.all(), await relais.store.units.model.find().lean()]);
  expect(after.replace(suspended, '')).toBe(before.replace(suspended, ''));
  expect(await relais.store.nominations.model.countDocuments({ state: 'open' })).toBe(1);
  const logged = relais.logged.join('');
  expect(logged).not.toMatch(/Hostilit|Inès/);
  // How long a turn takes is the machine's and the database's matter: that one was given up is no crash.
  const errors = (logged.match(/"level":"error"[^\n]*/g) ?? []).filter((line) => !line.includes('did not end in time'));
  expect(errors).toEqual([]);
});
