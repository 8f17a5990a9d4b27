import type { Campaign } from '../src/domain/campaign';
import type { Translate } from '../src/texts';

/** What an operation gives, in a sentence: `une carte SIM`. */
export const articleOf = (t: Translate, { kind, article }: Pick<Campaign, 'kind' | 'article'>): string =>
  t(`article:one.${kind}`, { name: article ?? t('article:name.other') });

/** The same, as a title: `Cartes SIM`. */
export const articleName = (t: Translate, { kind, article }: Pick<Campaign, 'kind' | 'article'>): string =>
  kind === 'other' && article !== undefined ? article : t(`article:name.${kind}`);
