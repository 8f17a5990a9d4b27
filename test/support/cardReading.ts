/** Reads a card as a person does: its words, its inputs, its buttons. */
export interface Button {
  title: string;
  data: Record<string, unknown>;
  /** The words of the row it stands in; of the whole card for the buttons below. */
  near: string;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const children = (node: Node): Node[] =>
  ['body', 'items', 'columns', 'rows', 'cells', 'actions'].flatMap((name) =>
    Array.isArray(node[name]) ? (node[name] as unknown[]).filter(isNode) : [],
  );

const own = (node: Node): string[] =>
  [
    node.text,
    node.title,
    node.label,
    node.placeholder,
    ...(Array.isArray(node.facts) ? (node.facts as Node[]).flatMap(({ title, value }) => [title, value]) : []),
    ...(Array.isArray(node.choices) ? (node.choices as Node[]).map(({ title }) => title) : []),
  ].filter((text): text is string => typeof text === 'string');

/** Every word that a card shows. */
export const wordsOf = (node: Node): string[] => [...own(node), ...children(node).flatMap(wordsOf)];

export function buttonsOf(node: Node, near = wordsOf(node).join(' ')): Button[] {
  const row = node.type === 'ColumnSet' ? wordsOf(node).join(' ') : near;
  const here = typeof node.type === 'string' && node.type.startsWith('Action.') ? [node] : [];
  return [
    ...here.map(({ title, data }) => ({ title: String(title), data: data as Record<string, unknown>, near: row })),
    ...children(node).flatMap((child) => buttonsOf(child, row)),
  ];
}

/** What the card's inputs hold when nobody touches them. */
export function inputsOf(node: Node): Record<string, string> {
  const mine =
    typeof node.type === 'string' && node.type.startsWith('Input.') && typeof node.id === 'string'
      ? { [node.id]: typeof node.value === 'string' ? node.value : '' }
      : {};
  return Object.assign({}, mine, ...children(node).map(inputsOf)) as Record<string, string>;
}
