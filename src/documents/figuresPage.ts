/** The public figures as one printed page, with bars. */
import type { Band, PublicRow, ToldTotal } from '../domain/publicFigures';
import type { Figures } from '../services/figures';
import type { Translate } from '../texts';
import { typeset } from './typeset';

const PLAIN = { interpolation: { escapeValue: false } };
/** What one page has room for; the rest is summed up in the chat's own answer. */
const MOST_ROWS = 24;

/** @param article what one is called, @param streamName of a kind of institution */
export function figuresPage(
  t: Translate,
  figures: Figures,
  { language, streamName }: { language: 'fr' | 'en'; streamName: (kind: string) => string },
): Promise<Uint8Array> {
  const { campaign, at, announced, received, givers, delivered, handedOver, lent, streams, communes } = figures;
  const number = (count: number): string => t('documents:figures.number', { count });
  const facts: [string, string][] = [
    [t('documents:figures.announced'), number(announced)],
    [t('documents:figures.received'), number(received)],
    [t('documents:figures.delivered'), number(delivered)],
    [t('documents:figures.handedOver'), totalText(t, handedOver)],
    ...(lent === null ? [] : [[t('documents:figures.lent'), number(lent)] as [string, string]]),
  ];
  const columns = (['places', 'delivered', 'handedOver'] as const).map((each) => t(`documents:figures.${each}`));
  const part = (title: string, head: string, rows: readonly PublicRow[], named = (name: string) => name) => {
    const most = Math.max(1, ...rows.map(({ places }) => places));
    return {
      ...{
        title,
        head,
        columns,
        lines: rows.length > MOST_ROWS ? [t('documents:figures.largest', { count: MOST_ROWS })] : [],
      },
      rows: rows.slice(0, MOST_ROWS).map(({ name, places, delivered: came, handed }) => ({
        name: named(name),
        cells: [number(places), number(came), bandText(t, handed)],
        bar: [places / most, (handed?.from ?? 0) / most],
      })),
    };
  };
  return typeset('figures', {
    lang: language,
    title: t('documents:figures.title', { ...PLAIN, name: campaign.name }),
    subtitle: t('documents:figures.asOf', { at }),
    facts,
    parts: [
      {
        ...{ title: t('documents:figures.givers'), head: '', columns: [], rows: [] },
        lines: givers.map((each) => t('documents:figures.giver', { ...PLAIN, ...each })),
      },
      part(t('documents:figures.byStream'), t('documents:figures.stream'), streams, streamName),
      part(t('documents:figures.byCommune'), t('documents:figures.commune'), communes),
    ],
    foot: t('documents:figures.foot'),
  });
}

/** `10 à 14`; fewer than five, or none. */
export const bandText = (t: Translate, band: Band): string =>
  band ? t('documents:figures.band', { ...band }) : t('documents:figures.few');

export function totalText(t: Translate, total: ToldTotal): string {
  if (!total) return t('documents:figures.few');
  return 'exactly' in total
    ? t('documents:figures.number', { count: total.exactly })
    : t('documents:figures.atLeast', { count: total.atLeast });
}
