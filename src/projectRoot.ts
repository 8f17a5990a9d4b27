import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of package.json, from the sources and from `dist/` alike. @throws Error when there is none above */
export function projectRoot(from = __dirname): string {
  if (existsSync(path.join(from, 'package.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('no package.json above');
  return projectRoot(parent);
}
