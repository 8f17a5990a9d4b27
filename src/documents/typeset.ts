/** Sets a page in type: a template of `templates/` and its data become a PDF. Typst shapes every script, and keeps the order of both directions (ADR 20). */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../projectRoot';

export type Template = 'deliveryNotes' | 'receipt' | 'figures';

interface Asked {
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
}

const waiting = new Map<number, Asked>();
let last = 0;
let made: Worker | undefined;

/** Made at the first page: a start need not wait for its fonts. It keeps no process alive. */
function worker(): Worker {
  if (made) return made;
  const here = path.join(projectRoot(), 'src/documents');
  const started = new Worker(path.join(here, 'typesetWorker.mjs'), {
    workerData: { templates: path.join(here, 'templates'), fonts: path.join(projectRoot(), 'fonts') },
  });
  started.on('message', ({ id, pdf }: { id: number; pdf?: Uint8Array }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (!waiting.size) started.unref();
    if (pdf) asked?.resolve(pdf);
    else asked?.reject(new Error('a page could not be set'));
  });
  started.on('error', (error: Error) => {
    made = undefined; // the next page begins anew
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  started.unref();
  return (made = started);
}

/**
 * Pages are tagged for screen readers (PDF/UA-1).
 * @param data texts, ready to be printed: none of it is read as markup. @param barcodes what is also drawn as a bar code, by its text
 * @throws Error where a template is wrong: our bug
 */
export function typeset(template: Template, data: object, barcodes: readonly string[] = []): Promise<Uint8Array> {
  const id = ++last;
  const own = worker();
  own.ref();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    own.postMessage({ id, template, data, barcodes });
  });
}
