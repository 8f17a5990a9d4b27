/** What every card that a test sees sent must be. Each rule has its source. */
import type { Activity } from 'botbuilder';
import {
  AdaptiveCard,
  GlobalRegistry,
  GlobalSettings,
  SerializationContext,
  CardElement,
  Versions,
} from 'adaptivecards';
import { wordsOf } from './cardReading';

type Node = Record<string, unknown>;

/** Teams refuses messages over 100 KB (UTF-16); room is kept for what it adds. */
const LARGEST_CARD = 80_000;
/** The Agents Playground and Teams show six buttons of a set, and hide the others behind "…". */
const MOST_ACTIONS = 6;

/** Teams' own chart, which the open renderer does not know. */
class Chart extends CardElement {
  static readonly JsonTypeName = 'Chart.HorizontalBar.Stacked';
  getJsonTypeName(): string {
    return Chart.JsonTypeName;
  }
  protected internalRender(): undefined {
    return undefined;
  }
}
GlobalRegistry.elements.register(Chart.JsonTypeName, Chart);
GlobalSettings.enableFallback = false;

const nodesIn = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)];
};

/** Nothing when the activity is as it should be. */
export function cardProblems({ text, attachments = [], summary }: Partial<Activity>): string[] {
  return attachments.flatMap(({ contentType, content, name }) => {
    if (contentType.startsWith('application/vnd.microsoft.teams.card.file.'))
      return text || !summary || !name ? ['a file beside a text, or without a name or a summary'] : [];
    const card = content as Node;
    const at = wordsOf(card)[0] ?? '';
    const problems = [
      ...(text ? ['a text beside the card: Teams makes two messages of them'] : []),
      ...(summary ? [] : ['no summary: notifications would say "sent a card"']),
      ...(card.speak ? [] : ['no speak']),
      ...(card.fallbackText ? [] : ['no fallbackText']),
      ...(JSON.stringify(card).length * 2 > LARGEST_CARD ? ['too large'] : []),
      ...schemaProblems(card),
      ...nodesIn(card).flatMap(nodeProblems),
    ];
    return problems.map((problem) => `${at}: ${problem}`);
  });
}

function nodeProblems(node: Node): string[] {
  if (Array.isArray(node.actions) && node.actions.length > MOST_ACTIONS) return ['more than six buttons'];
  if (typeof node.color === 'string' && node.type === 'TextBlock')
    return [`a text whose colour carries the meaning: ${node.color}`];
  if (typeof node.type !== 'string' || !node.type.startsWith('Input.')) return [];
  // learn.microsoft.com, Adaptive Cards, "Input validation": what a client checks and announces by itself.
  // What may stay empty says so in words: a screen reader hears no mark that is missing.
  const isOptional = /\((?:facultatif|optional)\)$/.test(String(node.label));
  return ['label', ...(isOptional ? [] : ['isRequired']), 'errorMessage']
    .filter((name) => !node[name])
    .map((name) => `an input without ${name}`);
}

/** By Microsoft's own reader of the schema: unknown elements, missing and bad properties. */
function schemaProblems(json: Node): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  const { lang, ...rest } = structuredClone(json); // its reader's pattern is a global one: it says no every second time
  card.parse(rest, context);
  const problems = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const language = /^[a-z]{2}$/.test(String(lang)) ? [] : ['a language that is no two letters'];
  return [...language, ...problems, ...card.validateProperties().validationEvents.map(({ message }) => message)];
}
