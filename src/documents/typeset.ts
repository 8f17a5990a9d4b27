/** Sets a page in type: a template of `templates/` and its data become a PDF. Typst shapes every script, and keeps the order of both directions (ADR 20). */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import path from 'node:path';
import { projectRoot } from '../projectRoot';

export type Template = 'deliveryNotes' | 'receipt' | 'figures';

let made: NodeCompiler | undefined;

/** Made once, at the first page: a start need not wait for its fonts. */
function compiler(): NodeCompiler {
  const root = projectRoot();
  return (made ??= NodeCompiler.create({
    workspace: path.join(root, 'src/documents/templates'),
    fontArgs: [{ fontPaths: [path.join(root, 'fonts')] }],
  }));
}

/** What was set before is kept for so many pages: it makes the next alike ones quick. */
const CACHE_AGE = 4;

/** @param data texts, ready to be printed: none of it is read as markup. Pages are tagged for screen readers (PDF/UA-1). @throws Error where a template is wrong: our bug */
export function typeset(template: Template, data: object): Uint8Array {
  const own = compiler();
  const pdf = own.pdf(
    {
      mainFilePath: path.join(projectRoot(), `src/documents/templates/${template}.typ`),
      inputs: { data: JSON.stringify(data) },
    },
    { pdfStandard: 'ua-1' },
  );
  own.evictCache(CACHE_AGE);
  return pdf;
}
