import type { Campaign } from '../src/domain/campaign';
import type { Translate } from '../src/texts';

/** What an operation gives, in a sentence: `une carte SIM`. */
export const articleOf = (t: Translate, { kind, article }: Pick<Campaign, 'kind' | 'article'>): string =>
  t(`article:one.${kind}`, { name: article ?? t('article:name.other') });
