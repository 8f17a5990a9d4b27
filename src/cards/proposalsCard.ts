import { ActionSet, type AdaptiveCard, Container, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface ProposalRow {
  id: string;
  lastName: string;
  firstName: string;
  /** Class, age, need, by whom and when. */
  facts: string[];
  /** It waits for the reader's decision. */
  isOpen: boolean;
}

export interface ProposalsView {
  title: string;
  /** What was decided just now, or what to do. */
  lines: string[];
  rows: ProposalRow[];
  page: number;
  pages: number;
  /** Whose list it is, to turn its pages. */
  act: 'proposals' | 'ownProposals';
  actions: SubmitAction[];
}

function row(t: Translate, { id, lastName, firstName, facts, isOpen }: ProposalRow): Container {
  const whom = { lastName, firstName, interpolation: { escapeValue: false } };
  const decide = (act: 'accept' | 'decline'): SubmitAction => {
    const [text, tooltip] =
      act === 'accept'
        ? [t('proposals:accept'), t('proposals:acceptWhom', whom)]
        : [t('proposals:decline'), t('proposals:declineWhom', whom)];
    return button(text, { act, nomination: id }, { tooltip });
  };
  return new Container(
    new TextBlock(t('pupils:pupil', { lastName, firstName }), { wrap: true, weight: 'Bolder' }),
    new TextBlock(facts.map(escapeMarkdown).join(', '), { wrap: true, spacing: 'None', isSubtle: true }),
    ...(isOpen ? [new ActionSet(decide('accept'), decide('decline'))] : []),
  )
    .withSeparator(true)
    .withSpacing('Small');
}

/** Pupils who were proposed: to whoever decides, with a button for each and one for all that are shown; to whoever proposed, what became of them. */
export function proposalsCard(t: Translate, view: ProposalsView): AdaptiveCard {
  const { page, pages, act, rows } = view;
  const open = rows.filter(({ isOpen }) => isOpen);
  const nominations = open.map(({ id }) => id).join(',');
  const count = open.length;
  return card(
    t,
    [
      title(view.title),
      ...view.lines.map(line),
      ...rows.map((each) => row(t, each)),
      ...(pages > 1 ? [subtle(t('pupils:page', { page, pages }))] : []),
    ],
    [
      ...(count > 1
        ? [
            button(t('proposals:acceptAll', { count }), { act: 'accept', nominations }),
            button(t('proposals:declineAll', { count }), { act: 'decline', nominations }),
          ]
        : []),
      ...(page > 1 ? [button(t('pupils:previous'), { act, page: String(page - 1) })] : []),
      ...(page < pages ? [button(t('pupils:next'), { act, page: String(page + 1) })] : []),
      ...view.actions,
    ],
  );
}
