import type { AdaptiveCard } from '@microsoft/teams.cards';
import type { CommandName } from '../catalogue';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface HelpView {
  title: string;
  /** Said first: who speaks, where the person stands. */
  lines: string[];
  /** What this person may do. */
  can: string[];
  privacy: string[];
  /** Sentences to try: each a button that says it. */
  examples: string[];
  buttons: { title: string; act: CommandName }[];
}

/** What one can say, for this person; the first button is what they come for. */
export function helpCard(t: Translate, view: HelpView): AdaptiveCard {
  return card(
    t,
    [title(view.title), ...view.lines.map(line), ...view.can.map(line), ...view.privacy.map(subtle)],
    [
      ...view.buttons.map(({ title: text, act }, i) => button(text, { act }, i === 0 ? { style: 'positive' } : {})),
      ...view.examples.map((text) => button(text, { act: 'say', text })),
    ],
  );
}
