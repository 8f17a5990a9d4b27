/** Invokes answer as Teams documents: a card's action with a text, what is said to a file with an empty 200; refused, repeated or unknown as well. */
import { Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let head: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  ({ head } = await relais.aCollege());
});
afterAll(() => relais.close());

const execute = (data: object, about: object = {}) =>
  head.posts(
    head.activity({
      ...{ type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', data } } },
      ...about,
    }),
  );
const consent = (value: object) => head.posts(head.activity({ type: 'invoke', name: 'fileConsent/invoke', value }));

test('a refused action is answered 200, with why', async () => {
  const { status, body } = await execute({ act: 'accept', nomination: 'no-such-thing' });
  expect(status).toBe(200);
  expect(body).toEqual({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: expect.stringMatching(/Je ne retrouve pas cette nomination/) as string,
  });
});

test('an action of an old card, one without data, and one that comes twice are answered 200', async () => {
  for (const data of [{ form: 'gone', step: 'review', press: 'confirm' }, {}, { act: 'noSuchCommand' }])
    expect((await execute(data)).status).toBe(200);
  const twice = { id: 'the-same' };
  expect((await execute({ act: 'help' }, twice)).status).toBe(200);
  const again = await execute({ act: 'help' }, twice);
  expect(again).toEqual({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' },
  });
});

test('what is said to a file that is not theirs, or is no file of ours, is answered 200', async () => {
  const uploadInfo = {
    ...{ name: 'a.pdf', uniqueId: 'u', fileType: 'pdf' },
    ...{ contentUrl: `${relais.connector.url}/files/u`, uploadUrl: `${relais.connector.url}/uploads/u` },
  };
  const notes = JSON.stringify({ campaign: 'sim-2020', what: 'notes' });
  for (const document of [notes, 'rubbish', ''])
    for (const action of ['accept', 'decline', 'whatever'])
      expect((await consent({ type: 'fileUpload', action, context: { document }, uploadInfo })).status).toBe(200);
  expect((await consent({})).status).toBe(200);
});

test('an invoke that is nothing of ours is no server error', async () => {
  const { status } = await head.posts(head.activity({ type: 'invoke', name: 'composeExtension/query' }));
  expect(status).toBe(400);
});
