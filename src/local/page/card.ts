/** Renders Markdown and Adaptive Cards with Microsoft's renderer. */
import type * as Cards from 'adaptivecards';
import type { MarkdownIt } from 'markdown-it';
import { hostConfig } from './cardTheme.js';
import { registerChart } from './chart.js';
import type { Theme } from './types.js';

declare const AdaptiveCards: typeof Cards;
declare const markdownit: (options: object) => MarkdownIt;

const markdown = markdownit({ breaks: true, linkify: false }).disable('image'); // nothing is fetched from elsewhere

export function setUpCards(): void {
  registerChart();
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
}

export function renderText(text: string): HTMLElement {
  const block = document.createElement('div');
  block.className = 'text';
  block.innerHTML = markdown.render(text); // markdown-it escapes HTML
  return block;
}

export interface Pressed {
  value: unknown;
  verb?: string;
}

/** @param press what a button of the card does */
export function renderCard(content: unknown, theme: Theme, press: (pressed: Pressed) => void): HTMLElement {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig(theme));
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.SubmitAction) press({ value: action.data });
    else if (action instanceof AdaptiveCards.ExecuteAction) press({ value: action.data, verb: action.verb ?? '' });
    else if (action instanceof AdaptiveCards.OpenUrlAction) window.open(action.url, '_blank', 'noopener');
  };
  card.parse(content);
  const frame = document.createElement('div');
  frame.className = 'card';
  const rendered = card.render();
  if (rendered) frame.append(rendered);
  return frame;
}
