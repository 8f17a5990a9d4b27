import { RELAIS } from '../src/domain/journal';
import { type About, lastDeed } from '../src/services/journal/lastDeed';
import type { Turn } from './turn';

/** Who did what last, and when, in a line; none where nothing was done. @throws StoreAway */
export async function lastDone({ t, services }: Turn, about: About): Promise<string[]> {
  const found = await lastDeed(services, about);
  if (!found) return [];
  const { line, by } = found;
  const who = by?.name ?? (line.by === RELAIS ? t('journal:relais') : t('proposals:formerMember'));
  const date = new Date(line.day ?? line.at);
  const what = t(`journal:deed.${line.what}`, { who, whom: '', count: line.count ?? 0, date });
  return [t('common:lastDone', { at: line.at, what, interpolation: { escapeValue: false } })];
}
