/** The catalogue against itself and against the code: no key missing, extra or unused, and no text written in the code. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { en, fr } from '../../src/catalogue';
import { loadTexts } from '../../src/texts';

const ROOT = path.resolve(__dirname, '../..');
const PLURAL = /_(?:ordinal_)?(?:zero|one|two|few|many|other)$/;

type Tree = { [key: string]: string | Tree };

const keysOf = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
const allKeys = (catalogue: Record<string, Tree>): string[] =>
  Object.entries(catalogue).flatMap(([namespace, tree]) => keysOf(tree).map((key) => `${namespace}:${key}`));
const bare = (keys: string[]): string[] => [...new Set(keys.map((key) => key.replace(PLURAL, '')))].sort();

function filesIn(dir: string): string[] {
  return fs.readdirSync(path.join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    return entry.isDirectory() ? filesIn(file) : file.endsWith('.ts') ? [file] : [];
  });
}

/** Every string and template of a file; a template's holes are marked. */
function stringsOf(file: string): { text: string; node: ts.Node }[] {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(ROOT, file), 'utf8'),
    ts.ScriptTarget.ES2023,
    true,
  );
  const found: { text: string; node: ts.Node }[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push({ text: node.text, node });
    if (ts.isTemplateExpression(node))
      found.push({
        text: node.head.text + node.templateSpans.map((span) => `\u0000${span.literal.text}`).join(''),
        node,
      });
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

test('both languages have the same keys', () => expect(bare(allKeys(en))).toEqual(bare(allKeys(fr))));

test.each([
  ['fr', fr],
  ['en', en],
] as const)('%s has every plural form of its language', (language, catalogue) => {
  const keys = allKeys(catalogue);
  for (const [type, suffix] of [
    ['cardinal', '_'],
    ['ordinal', '_ordinal_'],
  ] as const) {
    const forms = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
    const plural = keys.filter(
      (key) => key.includes('_ordinal_') === (type === 'ordinal') && key.endsWith(`${suffix}other`),
    );
    for (const key of plural) for (const form of forms) expect(keys).toContain(key.replace(/other$/, form));
  }
});

test('French counts 0, 1, 1.5, 2 and a million', () => {
  const t = loadTexts()('fr');
  const said = [1, 1.5, 2, 1_000_000].map((count) => t('summary:waitingSentence', { count }).replace(/\s/g, ' '));
  expect(said).toEqual([
    '1 élève attend une place.',
    '1,5 élève attend une place.',
    '2 élèves attendent une place.',
    '1 000 000 élèves attendent une place.',
  ]);
  expect(t('summary:sentence', { count: 0, total: 3 })).toMatch(/aucune/);
});

test('no line breaks before French’s double signs, in any text', () => {
  const t = loadTexts()('fr');
  expect(t('form:resume')).toBe('Nous en étions là.');
  expect(t('nominate:reviewAsk')).toContain('Tout est juste\u00a0?');
  expect(t('nominate:warnAge', { count: 2, className: 'x' })).toContain('À vérifier\u00a0: 2 ans');
  expect(t('nominate:warnAge', { count: 2, className: 'x' })).toContain('«\u00a0x\u00a0»');
});

test('what a person typed is escaped, and an apostrophe stays one', () => {
  const t = loadTexts()('fr');
  expect(t('pupils:pupil', { lastName: '**L’école** <at>x</at>', firstName: "d'A" })).toBe(
    "\\*\\*L’école\\*\\* &lt;at&gt;x&lt;/at&gt; d'A",
  );
});

/** Read by understanding, all of them: `test/understanding` has what they are for. */
const READ_WHOLE = ['examples:', 'words:'];

test('every key is used', () => {
  const sources = [...filesIn('src'), ...filesIn('dialogs')];
  const used = sources.flatMap((file) => stringsOf(file).map(({ text }) => text));
  const page = sources
    .filter((file) => file.includes('local/page'))
    .flatMap((file) => fs.readFileSync(path.join(ROOT, file), 'utf8'));
  const isUsed = (key: string): boolean => {
    const local = /^local:(\w+)/.exec(key)?.[1];
    if (local && page.some((text) => text.includes(`'${local}'`) || text.includes(`texts.${local}[`))) return true;
    return used.some((text) => {
      if (text === key) return true;
      if (!text.includes('\u0000') || !/^\w+:/.test(text)) return false;
      const [start = '', ...rest] = text.split('\u0000');
      return key.startsWith(start) && key.endsWith(rest.at(-1) ?? '');
    });
  };
  const said = bare(allKeys(fr)).filter((key) => !READ_WHOLE.some((namespace) => key.startsWith(namespace)));
  expect(said.filter((key) => !isUsed(key))).toEqual([]);
});

/** Words that are read, not said; SQL-like or operator-facing text: errors, logs, the door's refusals. */
const NOT_SAID = [
  'src/commands/',
  'dialogs/vocabulary.ts',
  'src/understanding/',
  'src/domain/plainDate.ts',
  'src/domain/spokenDate.ts',
  'src/domain/words.ts',
  'src/domain/memberFile.ts',
  'src/domain/institutionFile.ts',
  'src/domain/connectionFile.ts',
  'src/domain/serialFile.ts',
  'dialogs/form/correction.ts',
  'src/services/search.ts',
  'src/local/channel.ts',
  'src/local/samplePeople.ts',
  'src/config.ts',
  'src/store/',
  'src/local/page/cardTheme.ts',
];
const isForOperators = (node: ts.Node): boolean => {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (
      ts.isNewExpression(at) &&
      /Error|BadOperationFile|NotAllowed|StoreAway|FileAway|MongoError/.test(at.expression.getText())
    )
      return true;
    if (ts.isCallExpression(at) && /log\.\w+$|super|authorise|z\.|required|regex/.test(at.expression.getText()))
      return true;
    if (ts.isImportDeclaration(at) || ts.isLiteralTypeNode(at)) return true;
  }
  return false;
};

/** Names of data, and of symbols. */
const ALLOWED = [
  'Circonscription ',
  'relais turn',
  'relais speaker',
  'relais written',
  'relais met',
  'tool close',
  '×',
];

test('no text is written in the code', () => {
  const said = [...filesIn('src'), ...filesIn('dialogs')]
    .filter((file) => !NOT_SAID.some((part) => file.replaceAll('\\', '/').includes(part)))
    .flatMap((file) => stringsOf(file).map((found) => ({ file, ...found })))
    .filter(({ text }) => /\p{L}\p{L} \p{L}\p{L}|(?!\p{ASCII})\p{Script=Latin}/u.test(text))
    .filter(({ node }) => !isForOperators(node))
    .map(({ file, text }) => `${file}: ${text}`);
  expect(said.filter((line) => !ALLOWED.some((allowed) => line.includes(allowed)))).toEqual([]);
});
