/** The MongoDB wire protocol: OP_MSG, and OP_QUERY for a driver's first handshake. */
import { deserialize, serialize } from 'bson';
import type { Doc } from './values';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** Bytes; the limit that a server announces. */
export const MAX_MESSAGE = 48_000_000;

export interface Request {
  id: number;
  op: number;
  command: Doc;
  /** The client waits for no answer. */
  silent: boolean;
}

/** Cuts what has arrived into whole messages. @throws RangeError for a length that no client sends */
export function* messagesIn(bytes: Buffer): Generator<Buffer, Buffer> {
  let rest = bytes;
  while (rest.length >= HEADER) {
    const length = rest.readInt32LE(0);
    if (length < HEADER || length > MAX_MESSAGE) throw new RangeError(`message of ${length} bytes`);
    if (rest.length < length) break;
    yield rest.subarray(0, length);
    rest = rest.subarray(length);
  }
  return rest;
}

/** @throws RangeError for a message that is neither OP_MSG nor OP_QUERY */
export function readRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const op = message.readInt32LE(12);
  if (op === OP_MSG) {
    const flags = message.readUInt32LE(HEADER);
    const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
    return { id, op, command: readSections(message, end), silent: (flags & MORE_TO_COME) !== 0 };
  }
  if (op === OP_QUERY) {
    const nameEnd = message.indexOf(0, 20);
    const query = documentAt(message, nameEnd + 9);
    const command = (query.$query as Doc | undefined) ?? query;
    return { id, op, command: { ...command, $db: message.toString('utf8', 20, nameEnd).split('.')[0] }, silent: false };
  }
  throw new RangeError(`opcode ${op}`);
}

function readSections(message: Buffer, end: number): Doc {
  let at = HEADER + 4;
  let command: Doc = {};
  const sequences: Doc = {};
  while (at < end) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (kind === 0) command = documentAt(message, at);
    else {
      const nameEnd = message.indexOf(0, at + 4);
      const docs: Doc[] = [];
      for (let p = nameEnd + 1; p < at + size; p += message.readInt32LE(p)) docs.push(documentAt(message, p));
      sequences[message.toString('utf8', at + 4, nameEnd)] = docs;
    }
    at += size;
  }
  return { ...command, ...sequences };
}

const documentAt = (bytes: Buffer, at: number): Doc =>
  deserialize(bytes.subarray(at, at + bytes.readInt32LE(at)), { promoteBuffers: false });

export function writeReply(request: Request, id: number, reply: Doc): Buffer {
  const body = serialize(reply, { ignoreUndefined: true });
  const message = request.op === OP_MSG;
  const head = Buffer.alloc(HEADER + (message ? 5 : 20));
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(message ? OP_MSG : OP_REPLY, 12);
  if (!message) head.writeInt32LE(1, 32); // one document follows
  return Buffer.concat([head, body]);
}
