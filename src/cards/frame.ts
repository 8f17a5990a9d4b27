/** What all cards share: version, full width, language, title. */
import { AdaptiveCard, type CardElementArray, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import type { Translate } from '../texts';

/** What tables and charts need; Teams shows 1.5 on every client. */
const VERSION = '1.5';

export const title = (text: string, color?: 'good' | 'warning' | 'attention'): TextBlock =>
  new TextBlock(text, {
    size: 'Medium',
    weight: 'Bolder',
    wrap: true,
    style: 'heading',
    ...(color && { color: colorOf(color) }),
  });

const colorOf = (color: 'good' | 'warning' | 'attention') =>
  ({ good: 'Good', warning: 'Warning', attention: 'Attention' })[color] as 'Good' | 'Warning' | 'Attention';

export const line = (text: string): TextBlock => new TextBlock(text, { wrap: true, spacing: 'Small' });

export const subtle = (text: string): TextBlock =>
  new TextBlock(text, { wrap: true, isSubtle: true, spacing: 'Small' });

export const warning = (text: string): TextBlock =>
  new TextBlock(text, { wrap: true, color: 'Warning', weight: 'Bolder', spacing: 'Small' });

export const problem = (text: string): TextBlock =>
  new TextBlock(text, { wrap: true, color: 'Attention', spacing: 'None', weight: 'Bolder' });

/** @param t its language is announced to screen readers */
export function card(t: Translate, body: CardElementArray, actions: SubmitAction[] = []): AdaptiveCard {
  const made = new AdaptiveCard(...body).withVersion(VERSION).withMsteams({ width: 'full' });
  const lang = (t as unknown as { lng?: string }).lng;
  if (lang) made.withLang(lang);
  return actions.length ? made.withActions(...actions) : made;
}
