import type { AdaptiveCard, SubmitAction } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { card, line, title, type Tone, tonedTitle } from './frame';

export interface ResultView {
  title: string;
  tone?: Tone;
  lines: string[];
  actions?: SubmitAction[];
}

/** What a form came to: it takes the form's place, so that nothing is left to click twice. */
export const resultCard = (t: Translate, { title: text, tone, lines, actions }: ResultView): AdaptiveCard =>
  card(t, [tone ? tonedTitle(text, tone) : title(text), ...lines.map(line)], actions);

/** What is left of a card whose conversation went on elsewhere. */
export const spentCard = (t: Translate, text: string): AdaptiveCard => card(t, [line(text)]);
