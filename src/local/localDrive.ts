/** Where files of the local chat are, as those of Teams are in the person's OneDrive: what people send, and what they accept. Kept as long as the process lives. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type restify from 'restify';
import type { LocalActivity } from './activity';

type Attachment = NonNullable<LocalActivity['attachments']>[number] & { name?: string };

/** Bytes: more than any page of ours. */
const LARGEST = 20_000_000;
const TYPES: Record<string, string> = { pdf: 'application/pdf' };

export class LocalDrive {
  readonly #files = new Map<string, { name: string; bytes: Buffer }>();
  /** Files that were accepted, and are awaited. */
  readonly #sessions = new Map<string, string>();

  constructor(
    server: restify.Server,
    private readonly address: string,
  ) {
    server.get('/local/files/:id', async (req, res) => {
      await Promise.resolve();
      const file = this.#files.get(String((req.params as { id?: string }).id));
      const type = TYPES[path.extname(file?.name ?? '').slice(1)] ?? 'application/octet-stream';
      res.sendRaw(file ? 200 : 404, file?.bytes ?? Buffer.alloc(0), {
        ...{ 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' },
        'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(file?.name ?? '')}`,
      });
    });
    server.put('/local/uploads/:id', async (req, res) => {
      const id = String((req.params as { id?: string }).id);
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of req as AsyncIterable<Buffer>) if ((size += chunk.length) <= LARGEST) chunks.push(chunk);
      const name = this.#sessions.get(id);
      const status = statusOf(req.header('Content-Range', ''), size, name !== undefined);
      if (status === 201 && name !== undefined) {
        this.#sessions.delete(id); // a session ends with its file
        this.#files.set(id, { name, bytes: Buffer.concat(chunks) });
      }
      res.send(status, {});
    });
  }

  /** The attachment that Teams makes of a file that is sent. */
  attachmentOf({ name, base64 }: { name: string; base64: string }): Attachment {
    const id = randomUUID();
    this.#files.set(id, { name, bytes: Buffer.from(base64, 'base64') });
    const content = {
      downloadUrl: `${this.address}/local/files/${id}`,
      uniqueId: id,
      fileType: path.extname(name).slice(1),
    };
    return { contentType: 'application/vnd.microsoft.teams.file.download.info', name, content };
  }

  /** What the bot is told of a file that it offered; null where none is offered. learn.microsoft.com, "Send and receive files from a bot". */
  answerOf(offered: Attachment | undefined, action: 'accept' | 'decline'): object | null {
    if (offered?.contentType !== 'application/vnd.microsoft.teams.card.file.consent') return null;
    const { acceptContext, declineContext } = offered.content as { acceptContext?: object; declineContext?: object };
    const name = offered.name ?? '';
    if (action === 'decline') return { type: 'fileUpload', action, context: declineContext };
    const id = randomUUID();
    this.#sessions.set(id, name);
    const uploadInfo = {
      ...{ name, uniqueId: id, fileType: path.extname(name).slice(1) },
      contentUrl: `${this.address}/local/files/${id}`,
      uploadUrl: `${this.address}/local/uploads/${id}`,
    };
    return { type: 'fileUpload', action, context: acceptContext, uploadInfo };
  }
}

/** learn.microsoft.com, "driveItem: createUploadSession": the range is needed, and has to be that of the bytes; a session that is over is 404. */
export function statusOf(range: string, size: number, isAwaited: boolean): number {
  if (!isAwaited) return 404;
  return range === `bytes 0-${size - 1}/${size}` && size > 0 ? 201 : 400;
}
