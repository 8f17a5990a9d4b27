/** Reads a PDF from the standard input, in a process of its own: pdf.js and ZXing are ES modules, which jest does not load. */
import { createCanvas } from '@napi-rs/canvas';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const SCALE = 4;
const [what = 'text', page = '1'] = process.argv.slice(2);
const pdf = await getDocument({ data: new Uint8Array(fs.readFileSync(0)), verbosity: 0 }).promise;

async function textOf(number) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  return items.map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
}

async function pictureOf(number) {
  const found = await pdf.getPage(number);
  const viewport = found.getViewport({ scale: SCALE });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const canvasContext = canvas.getContext('2d');
  await found.render({ canvasContext, viewport, canvas: null }).promise;
  return canvasContext.getImageData(0, 0, canvas.width, canvas.height);
}

async function barcodesOf(number) {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: fs.readFileSync(wasm).buffer } }); // nothing is fetched
  const found = await readBarcodes(await pictureOf(number), {
    formats: ['Code128'],
    tryHarder: true,
    maxNumberOfSymbols: 255,
  });
  return found.map(({ text }) => text);
}

const pages = Array.from({ length: pdf.numPages }, (_, i) => i + 1);
const answer = what === 'text' ? await Promise.all(pages.map(textOf)) : await barcodesOf(Number(page));
process.stdout.write(JSON.stringify(answer));
