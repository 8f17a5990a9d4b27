/** The public figures as one printed page, with bars. */
import type { PublicRow } from '../domain/publicFigures';
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
  const told = (count: number | null): string =>
    count === null ? t('documents:figures.few') : t('documents:figures.number', { count });
  const facts: [string, string][] = [
    [t('documents:figures.announced'), told(announced)],
    [t('documents:figures.received'), told(received)],
    [t('documents:figures.delivered'), told(delivered)],
    [t('documents:figures.handedOver'), told(handedOver)],
    ...(lent === null ? [] : [[t('documents:figures.lent'), told(lent)] as [string, string]]),
  ];
  const columns = (['places', 'delivered', 'handedOver'] as const).map((each) => t(`documents:figures.${each}`));
  const part = (title: string, head: string, rows: readonly PublicRow[], named = (name: string) => name) => {
    const most = Math.max(1, ...rows.map(({ counts: [places = 0] }) => places ?? 0));
    return {
      ...{
        title,
        head,
        columns,
        lines: rows.length > MOST_ROWS ? [t('documents:figures.largest', { count: MOST_ROWS })] : [],
      },
      rows: rows.slice(0, MOST_ROWS).map(({ name, counts }) => ({
        name: named(name),
        cells: counts.map(told),
        bar: [(counts[0] ?? 0) / most, (counts[2] ?? 0) / most],
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
