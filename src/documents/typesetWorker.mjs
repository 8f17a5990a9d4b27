/** Sets pages in a thread of its own: a hundred delivery notes take seconds, and turns do not wait for them. Plain JavaScript: it is loaded as it stands. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { toSVG } from 'bwip-js/node';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { templates, fonts } = workerData;
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts] }] });

/** Code 128 (ISO/IEC 15417), which hand scanners and phones read. */
const barcodeOf = (text) => toSVG({ bcid: 'code128', text, height: 8, includetext: false });

/** What was set before is kept for so many pages: it makes the next alike ones quick. */
const CACHE_AGE = 4;

/** Without signs that no page shows: a lone half of one, and what steers a terminal. Text by text, before anything is written as JSON. */
function printable(value) {
  if (typeof value === 'string') return value.toWellFormed().replace(/(?!\n)\p{Cc}/gu, ' ');
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, printable(each)]));
}

/** With a letter that no font of ours has, a page cannot be one for screen readers: it is set all the same, with a box in its place. */
function set(args) {
  try {
    return compiler.pdf(args, { pdfStandard: 'ua-1' });
  } catch {
    return compiler.pdf(args);
  }
}

parentPort.on('message', ({ id, template, data, barcodes }) => {
  try {
    const codes = Object.fromEntries(barcodes.map((text) => [text, barcodeOf(text)]));
    const printed = JSON.stringify(printable({ ...data, codes }));
    const args = { mainFilePath: path.join(templates, `${template}.typ`), inputs: { data: printed } };
    const pdf = set(args);
    compiler.evictCache(CACHE_AGE);
    parentPort.postMessage({ id, pdf: new Uint8Array(pdf) });
  } catch {
    parentPort.postMessage({ id }); // what is wrong may quote the page, and so a pupil
  }
});
