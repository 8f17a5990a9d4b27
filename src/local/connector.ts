/** A small Bot Connector: where the bot's answers come back, over HTTP, as they do to Teams' own. What Teams refuses is refused. */
import type { LocalActivity } from './activity';
import type restify from 'restify';
import { withJson } from '../jsonBody';
import { Channel, type Verdict } from './channel';
import { chatIdOf, type Chats } from './chats';
import type { Person } from './samplePeople';

/** The folder of its routes: the `serviceUrl` of local activities. */
export const CONNECTOR = '/local/connector';

export function addConnector(server: restify.Server, chats: Chats, people: Person[]): void {
  const base = `${CONNECTOR}/v3/conversations`;
  const handle =
    (run: (req: restify.Request, res: restify.Response) => unknown) =>
    async (req: restify.Request, res: restify.Response) => {
      await Promise.resolve();
      run(req, res);
    };
  const param = (req: restify.Request, name: 'chat' | 'id'): string =>
    String((req.params as Record<string, string>)[name]);
  const personIn = (req: restify.Request) =>
    people.filter(({ aadObjectId }) => chatIdOf(aadObjectId) === param(req, 'chat'));
  // As Teams tells it: `objectId`, and no `aadObjectId`.
  const account = ({ aadObjectId, name, email }: Person) => ({
    id: `29:${aadObjectId}`,
    name,
    objectId: aadObjectId,
    email,
    userPrincipalName: email,
    tenantId: 'local',
    userRole: 'user',
  });

  const channel = new Channel(() => performance.now());
  const answer = (res: restify.Response, { status, headers = {}, error }: Verdict, id?: string): void => {
    for (const [name, value] of Object.entries(headers)) res.header(name, value);
    res.send(status, error ? { error } : status === 202 ? undefined : { id });
  };

  const send = withJson(async (req, res, body) => {
    await Promise.resolve();
    const chat = param(req, 'chat');
    const activity = body as LocalActivity;
    const verdict = channel.posts(chat, activity);
    if (verdict.status < 300 && activity.type === 'typing') chats.typing(chat);
    const ids = verdict.parts.map((part) => chats.add(chat, 'bot', part));
    answer(res, verdict, ids[0] ?? chats.nextId());
  });
  server.post(`${base}/:chat/activities`, send);
  server.post(`${base}/:chat/activities/:id`, send);
  server.put(
    `${base}/:chat/activities/:id`,
    withJson(async (req, res, body) => {
      await Promise.resolve();
      const [chat, id] = [param(req, 'chat'), param(req, 'id')];
      const verdict = channel.replaces(chat, body as LocalActivity, chats.has(chat, id));
      for (const part of verdict.parts) chats.update(chat, id, part);
      answer(res, verdict, id);
    }),
  );
  server.del(
    `${base}/:chat/activities/:id`,
    handle((req, res) => res.send(chats.remove(param(req, 'chat'), param(req, 'id')) ? 200 : 404)),
  );
  server.get(
    `${base}/:chat/members`,
    handle((req, res) => res.send(200, personIn(req).map(account))),
  );
  server.get(
    `${base}/:chat/pagedmembers`,
    handle((req, res) => res.send(200, { members: personIn(req).map(account) })),
  );
  server.get(
    `${base}/:chat/members/:id`,
    handle((req, res) => {
      const [person] = personIn(req);
      res.send(person ? 200 : 404, person && account(person));
    }),
  );
  server.post(
    base,
    withJson(async (_req, res, body) => {
      await Promise.resolve();
      const { members = [] } = body as { members?: { id: string }[] };
      const person = people.find(({ aadObjectId }) => members.some(({ id }) => id.endsWith(aadObjectId)));
      res.send(person ? 201 : 404, person && { id: chatIdOf(person.aadObjectId) });
    }),
  );
}
