/** The public figures as an answer: what anybody may be told, and nothing that tells of a person. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { factsCard } from '../src/cards/factsCard';
import type { PublicRow } from '../src/domain/publicFigures';
import { bandText, totalText } from '../src/documents/figuresPage';
import { publicFigures } from '../src/services/figures';
import { type DocumentRef, writeRef } from './documents/document';
import { send } from './show';
import { type Turn, turnOf } from './turn';

/** Communes that the answer names; the page has more. */
const MOST_SHOWN = 8;

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showFigures(context: TurnContext): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const found = await publicFigures(services, actor);
  const { campaign, at, announced, received, givers, delivered, handedOver, lent, streams, communes } = found;
  const number = (value: number): string => t('summary:number', { value });
  const row = ({ name, places, delivered: came, handed }: PublicRow, named = name): string =>
    t('documents:figures.row', {
      ...{ name: named, places: number(places), delivered: number(came) },
      handed: bandText(t, handed),
    });
  const lines = [
    t('documents:figures.asOf', { at }),
    ...givers.map((each) => t('documents:figures.giver', { ...each })),
    ...streams.map((each) => row(each, t(`summary:${each.name as 'college'}`))),
    ...communes.slice(0, MOST_SHOWN).map((each) => row(each)),
    ...(communes.length > MOST_SHOWN ? [t('documents:figures.more', { count: communes.length - MOST_SHOWN })] : []),
    t('documents:figures.foot'),
  ];
  const fact = (label: 'announced' | 'received' | 'delivered' | 'handedOver' | 'lent', value: string) => ({
    label: t(`documents:figures.${label}`),
    value,
  });
  const facts = [
    ...[fact('announced', number(announced)), fact('received', number(received))],
    ...[fact('delivered', number(delivered)), fact('handedOver', totalText(t, handedOver))],
    ...(lent === null ? [] : [fact('lent', number(lent))]),
  ];
  const page = writeRef({ campaign: campaign.id, what: 'figures' });
  const actions = [button(t('documents:page'), { act: 'document', document: page })];
  await send(
    context,
    cardMessage(factsCard(t, { title: t('documents:figures.title', { name: campaign.name }), lines, facts, actions })),
  );
}

/** What an offer says of the file. */
export const answerOf = ({ t }: Turn, { what }: DocumentRef): string => t(`documents:about.${what}`);
