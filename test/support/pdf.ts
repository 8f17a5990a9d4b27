/** Reads a PDF as a person does, and as a hand scanner does. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const READER = path.join(__dirname, 'readPdf.mjs');

const read = (bytes: Uint8Array, ...args: string[]): string[] =>
  JSON.parse(execFileSync(process.execPath, [READER, ...args], { input: bytes, encoding: 'utf8' })) as string[];

/** All that is written, page by page. */
export const pagesOf = (bytes: Uint8Array): string[] => read(bytes, 'text');

export const textOf = (bytes: Uint8Array): string => pagesOf(bytes).join('\n\f');

/** What the bar codes of a page say, from its picture. */
export const barcodesOf = (bytes: Uint8Array, page = 1): string[] => read(bytes, 'barcodes', String(page));
