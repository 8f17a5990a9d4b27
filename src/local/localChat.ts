/** The local chat: its page, its people, and what they say, posted to the bot as Teams posts it. */
import type { LocalActivity } from './activity';
import fs from 'node:fs';
import path from 'node:path';
import type restify from 'restify';
import { z } from 'zod';
import type { Institution } from '../domain/institution';
import type { Uai } from '../domain/uai';
import { type ChatEvent, chatIdOf, type Chats } from './chats';
import { LARGEST_FILE } from '../files/readTable';
import { withJson } from '../jsonBody';
import { addConnector, CONNECTOR } from './connector';
import { LocalDrive } from './localDrive';
import { isOurOwn } from './sameOrigin';
import type { Person } from './samplePeople';

export interface LocalChatOptions {
  chats: Chats;
  people: Person[];
  institutions: Map<Uai, Institution>;
  /** The page's texts. */
  texts: object;
  port: number;
  projectRoot: string;
}

const BOT = { id: '28:relais-local', name: 'Relais' };
const MIME = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' } as const;
/** Bytes: a file of the largest size that is read, in base64, and some beside it. */
const LARGEST_SAID = Math.ceil(LARGEST_FILE * 1.5);
const KEEP_ALIVE_MS = 20_000;

/** What the page sends: a text, or a button with its data. */
const saidShape = z.object({
  text: z.string().optional(),
  value: z.looseObject({}).optional(),
  replyToId: z.string().optional(),
  /** The button was an `Action.Execute`. */
  verb: z.string().optional(),
  file: z.object({ name: z.string().max(200), base64: z.base64() }).optional(),
  /** What is said to a file that the bot offers. */
  consent: z.enum(['accept', 'decline']).optional(),
});
type Said = z.infer<typeof saidShape>;

export function addLocalChat(server: restify.Server, options: LocalChatOptions): void {
  const { chats, people, institutions, texts, port, projectRoot } = options;
  const address = `http://127.0.0.1:${port}`;
  addConnector(server, chats, people);

  server.pre((req, res, next) => {
    if (isOurOwn(req)) return next();
    res.send(403);
    return next(false);
  });

  server.get('/local/people', async (_req, res) => {
    await Promise.resolve();
    const listed = people.map(({ name, role, aadObjectId, suspended, institutions: uais }) => ({
      ...{ name, role: suspended ? 'suspended' : role, aadObjectId },
      institutions: uais.map((uai) => ({
        uai,
        name: institutions.get(uai)?.name,
        commune: institutions.get(uai)?.communes[0],
      })),
    }));
    res.send(200, listed);
  });

  server.get('/local/texts', async (_req, res) => {
    await Promise.resolve();
    res.send(200, texts);
  });

  server.get('/local/chats/:person/events', (req, res, next) => {
    const person = personOf(req);
    if (!person) {
      res.send(404);
      return next(false);
    }
    const chat = chatIdOf(person.aadObjectId);
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    const tell = (event: ChatEvent): void => void res.write(`data: ${JSON.stringify(event)}\n\n`);
    tell({ type: 'history', messages: chats.messages(chat) });
    chats.events.on(chat, tell);
    const beat = setInterval(() => void res.write(':\n\n'), KEEP_ALIVE_MS);
    req.on('close', () => {
      clearInterval(beat);
      chats.events.off(chat, tell);
    });
    if (!chats.messages(chat).length) void post(installed(person));
    return next(false);
  });

  const drive = new LocalDrive(server, address);

  const say = withJson(async (req, res, sent) => {
    const person = personOf(req);
    if (!person) return void res.send(404);
    const parsed = saidShape.safeParse(sent);
    if (!parsed.success) return void res.send(400);
    const said = parsed.data;
    const chat = chatIdOf(person.aadObjectId);
    const activity = said.consent ? consents(person, said) : saidBy(person, said, chats.nextId());
    if (!activity) return void res.send(404);
    if (said.file) {
      activity.attachments = [drive.attachmentOf(said.file)];
      chats.add(chat, 'person', { type: 'message', text: said.file.name }, activity.id);
    }
    if (said.text !== undefined) chats.add(chat, 'person', { type: 'message', text: said.text }, activity.id);
    const { status, body } = await post(activity);
    const answered = body as { type?: string; value?: unknown } | undefined;
    if (said.replyToId && answered?.type === 'application/vnd.microsoft.card.adaptive')
      chats.update(chat, said.replyToId, { attachments: [{ contentType: answered.type, content: answered.value }] });
    res.send(200, { status });
  }, LARGEST_SAID);
  server.post('/local/chats/:person/say', say);

  const personOf = (req: restify.Request): Person | undefined =>
    people.find(({ aadObjectId }) => aadObjectId === (req.params as { person?: string }).person);

  /** An activity as Teams shapes it. */
  const base = ({ aadObjectId, name }: Person): LocalActivity => ({
    channelId: 'msteams',
    serviceUrl: `${address}${CONNECTOR}`,
    timestamp: new Date(),
    locale: 'fr-FR',
    from: { id: `29:${aadObjectId}`, name, aadObjectId },
    recipient: BOT,
    conversation: {
      id: chatIdOf(aadObjectId),
      conversationType: 'personal',
      tenantId: 'local',
      isGroup: false,
      name: '',
    },
    channelData: { tenant: { id: 'local' } },
  });

  const installed = (person: Person): LocalActivity => ({
    ...base(person),
    type: 'conversationUpdate',
    id: chats.nextId(),
    membersAdded: [BOT, base(person).from!],
  });

  const saidBy = (person: Person, { text, value, replyToId, verb }: Said, id: string): LocalActivity => ({
    ...base(person),
    ...(replyToId !== undefined && { replyToId }),
    id,
    ...(verb === undefined
      ? { type: 'message', ...(text !== undefined && { text }), ...(value && { value }) }
      : {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb, data: value }, trigger: 'manual' },
        }),
  });

  /** As Teams tells it: with where the file goes, once it is accepted. Null when nothing is offered there. */
  function consents(person: Person, { consent, replyToId = '' }: Said): LocalActivity | null {
    const offered = chats.messages(chatIdOf(person.aadObjectId)).find(({ id }) => id === replyToId);
    const value = consent && drive.answerOf(offered?.activity.attachments?.[0], consent);
    return value
      ? { ...base(person), type: 'invoke', name: 'fileConsent/invoke', replyToId, id: chats.nextId(), value }
      : null;
  }

  async function post(activity: LocalActivity): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const body = await response.text();
    return { status: response.status, body: body ? (JSON.parse(body) as unknown) : undefined };
  }

  const page = path.join(projectRoot, 'src/local/page');
  const built = path.join(projectRoot, 'dist/src/local/page');
  const modules = path.join(projectRoot, 'node_modules');
  const serve = (route: string, file: string): void => {
    const type = MIME[path.extname(file).slice(1) as keyof typeof MIME];
    server.get(route, async (_req, res) => {
      const content = await fs.promises.readFile(file);
      res.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' });
      res.end(content);
    });
  };
  serve('/', path.join(page, 'index.html'));
  serve('/local/chat.css', path.join(page, 'chat.css'));
  for (const script of ['main', 'people', 'pane', 'card', 'fileCard', 'cardTheme', 'chart', 'connection', 'types'])
    serve(`/local/${script}.js`, path.join(built, `${script}.js`));
  serve('/local/adaptivecards.js', path.join(modules, 'adaptivecards/dist/adaptivecards.min.js'));
  serve('/local/markdown-it.js', path.join(modules, 'markdown-it/dist/browser/markdown-it.umd.min.js'));
}
