/** Reads a request's JSON, and nothing else: restify's own plugin decompresses, and writes files, before anything is checked. */
import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import type restify from 'restify';
import { within } from './within';

/** Bytes; a card's answer has a few hundred. */
const LARGEST_BODY = 256 * 1024;

/** A body that trickles in for longer is nobody's message. */
const SLOWEST_BODY_MS = 10_000;

const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

export type Handler = (req: restify.Request, res: restify.Response, body: unknown) => Promise<void>;

/** A body that is not taken: the status says why. */
class RefusedBody extends Error {
  constructor(readonly status: 400 | 408 | 413 | 415) {
    super(`refused with ${status}`);
  }
}

/** A route whose body is JSON: 415 for any other type or an encoding, 408 for one that does not come, 413 beyond so many bytes (256 KiB) counted as they come, 400 for no JSON. */
export const withJson =
  (handle: Handler, largest = LARGEST_BODY) =>
  async (req: restify.Request, res: restify.Response): Promise<void> => {
    let body: unknown;
    try {
      body = await readJson(req, largest);
    } catch (error) {
      if (!(error instanceof RefusedBody)) throw error;
      res.header('Connection', 'close'); // what still comes is not read
      return void res.send(error.status);
    }
    await handle(req, res, body);
  };

/** @throws RefusedBody */
async function readJson(req: IncomingMessage, largest: number): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding, 'content-length': length } = req.headers;
  if (encoding !== undefined || !JSON_TYPE.test(type)) throw new RefusedBody(415);
  let text: string;
  try {
    const reading = getRawBody(req, { length: length ?? null, limit: largest, encoding: 'utf-8' });
    text = await within(SLOWEST_BODY_MS, reading, () => {
      throw new RefusedBody(408);
    });
  } catch (error) {
    if (error instanceof RefusedBody) throw error;
    throw new RefusedBody((error as { type?: string }).type === 'entity.too.large' ? 413 : 400);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RefusedBody(400);
  }
}
