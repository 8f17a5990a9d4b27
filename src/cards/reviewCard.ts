import { type AdaptiveCard, Fact, FactSet } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button, type Click } from './click';
import { card, line, title, warning } from './frame';

export interface ReviewView {
  id: string;
  /** What was given, carried by its buttons: a bot that was killed before it could save goes on from there. */
  given: Record<string, string>;
  title: string;
  facts: { label: string; value: string }[];
  lines: string[];
  warnings: string[];
  /** What is asked, and how it is answered in writing. */
  ask: string;
  /** What confirming says beside the answers: a doubt that only the person can settle, which needs more than a yes. */
  doubt?: Record<string, string>;
  /** Absent where there is nothing that could be confirmed. */
  confirm?: string;
  /** A review that can be corrected goes back to its form. */
  correct?: string;
  /** Exchanges two answers that nothing told apart. */
  swap?: string;
  /** Shows more of what is about to happen. */
  see?: { title: string; click: Click };
  cancel: string;
  destructive?: boolean;
}

/** What is about to happen, before it does. */
export function reviewCard(t: Translate, view: ReviewView): AdaptiveCard {
  const facts = view.facts.map(({ label, value }) => new Fact(label, value));
  const at = { form: view.id, step: 'review' } as const;
  const style = view.destructive ? 'destructive' : 'positive';
  return card(
    t,
    [
      title(view.title),
      ...(facts.length ? [new FactSet(...facts)] : []),
      ...view.lines.map(line),
      ...view.warnings.map(warning),
      line(view.ask),
    ],
    [
      // In doubt no answer is put forward.
      ...(view.confirm === undefined
        ? []
        : [
            button(
              view.confirm,
              { ...view.given, ...view.doubt, ...at, press: 'confirm' },
              view.doubt ? {} : { style },
            ),
          ]),
      ...(view.correct === undefined ? [] : [button(view.correct, { ...view.given, ...at, press: 'correct' })]),
      ...(view.swap === undefined ? [] : [button(view.swap, { ...view.given, ...at, press: 'swap' })]),
      ...(view.see ? [button(view.see.title, view.see.click, { bare: true })] : []),
      button(view.cancel, { ...view.given, ...at, press: 'cancel' }),
    ],
  );
}
