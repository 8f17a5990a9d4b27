import type { DetailView } from '../../src/cards/detailCard';
import type { InstitutionDetail } from '../../src/services/describe';
import { placeName } from '../placeName';
import type { Turn } from '../turn';

/** Older weeks are added up by the counts themselves. */
const MOST_WEEKS = 8;

export function detailView(
  { t, services }: Turn,
  { institution, counts, people, weeks }: InstitutionDetail,
): DetailView {
  const { uai, priority } = institution;
  return {
    title: placeName(t, institution),
    code: priority ? t('detail:priority', { uai, priority }) : t('detail:code', { uai }),
    sentences: [
      counts.total === 0
        ? t('summary:noQuota')
        : t('summary:sentence', { count: counts.remaining, total: counts.total }),
      ...(counts.waiting ? [t('summary:waitingSentence', { count: counts.waiting })] : []),
    ],
    people: people.length
      ? people.map(({ name, role }) => t('detail:person', { name, role: t(`detail:role.${role}`) }))
      : [t('detail:nobody')],
    history: weeks.length
      ? weeks
          .slice(-MOST_WEEKS)
          .map(({ week, nominated }) => t('detail:week', { date: new Date(week), count: nominated }))
      : [t('detail:none')],
    at: services.now(),
  };
}
