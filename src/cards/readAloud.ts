/** What a card says when it is heard and not seen: by a screen reader, or where the card itself cannot be shown. */
import type { AdaptiveCard } from '@microsoft/teams.cards';

type Node = Record<string, unknown>;

const nodesOf = (value: unknown): Node[] =>
  Array.isArray(value) ? value.filter((item): item is Node => typeof item === 'object' && item !== null) : [];
const textOf = (value: unknown): string[] => (typeof value === 'string' && value.trim() ? [plain(value)] : []);

/** Markdown without its marks, and what was escaped in it as it was typed. */
const plain = (markdown: string): string =>
  markdown
    .replaceAll('**', '')
    .replace(/\\([\\`*_[\]~#|])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Sentences in the order in which they stand; buttons are announced by themselves. */
function heard(node: Node): string[] {
  if (node.type === 'TextBlock') return textOf(node.text);
  if (node.type === 'FactSet') return nodesOf(node.facts).map((fact) => pair(fact.title, fact.value));
  if (node.type === 'Table') return rowsOf(node);
  if (typeof node.type === 'string' && node.type.startsWith('Input.')) return textOf(node.label);
  return ['body', 'items', 'columns'].flatMap((name) => nodesOf(node[name]).flatMap(heard));
}

const pair = (title: unknown, value: unknown): string => [...textOf(title), ...textOf(value)].join(', ');

/** Each row with its column's names, as a screen reader goes through a table. */
function rowsOf(table: Node): string[] {
  const [head = [], ...rows] = nodesOf(table.rows).map((row) =>
    nodesOf(row.cells).map((cell) => nodesOf(cell.items).flatMap(heard).join(' ')),
  );
  return rows.map(([name = '', ...cells]) =>
    [name, ...cells.map((cell, i) => [head[i + 1] ?? '', cell].join(' ').trim())].join(', '),
  );
}

/** All that a card says, one sentence a line; the first is its title. */
export const readAloud = (card: AdaptiveCard): string => heard(card as unknown as Node).join('\n');
