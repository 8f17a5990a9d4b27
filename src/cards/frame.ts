/** What all cards share: version, full width, language, what is heard of it, and the few kinds of text. */
import { AdaptiveCard, type CardElementArray, Container, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { readAloud } from './readAloud';

/** What tables and charts need; Teams shows 1.5 on every client. */
const VERSION = '1.5';

export type Tone = 'good' | 'warning' | 'attention';

/** Beside the words: a colour alone says nothing to some, and the host chooses it. */
const MARKS: Record<Tone, string> = { good: '✓', warning: '⚠', attention: '⚠' };

export const title = (text: string): TextBlock =>
  new TextBlock(text, { size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' });

export const line = (text: string): TextBlock => new TextBlock(text, { wrap: true, spacing: 'Small' });

export const subtle = (text: string): TextBlock =>
  new TextBlock(text, { wrap: true, isSubtle: true, spacing: 'Small' });

/** A title that says how it went, on the host's ground for it; the text keeps the colour that can be read there. */
export const tonedTitle = (text: string, tone: Tone): Container =>
  new Container(title(`${MARKS[tone]} ${text}`)).withStyle(tone).withSpacing('None');

/** Something to look at before going on. */
export const warning = (text: string): Container =>
  new Container(line(`${MARKS.warning} ${text}`)).withStyle('warning');

/** That something is not good, at the head of what it is about. */
export const problems = (text: string): Container =>
  new Container(new TextBlock(`${MARKS.attention} ${text}`, { wrap: true, weight: 'Bolder' })).withStyle('attention');

/** Why the answer above it is not good. */
export const problem = (text: string): TextBlock =>
  new TextBlock(`${MARKS.attention} ${text}`, { wrap: true, spacing: 'None', weight: 'Bolder' });

/** @param t its language is announced to screen readers */
export function card(t: Translate, body: CardElementArray, actions: SubmitAction[] = []): AdaptiveCard {
  const made = new AdaptiveCard(...body).withVersion(VERSION).withMsteams({ width: 'full' });
  const lang = (t as unknown as { lng?: string }).lng;
  if (lang) made.withLang(lang.slice(0, 2)); // two letters, by the schema
  const heard = readAloud(made);
  made.withSpeak(heard).withFallbackText(heard);
  return actions.length ? made.withActions(...actions) : made;
}
