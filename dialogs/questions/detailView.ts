import type { DetailView } from '../../src/cards/detailCard';
import type { InstitutionDetail } from '../../src/services/describe';
import { printedNumber } from '../../src/domain/delivery';
import { placeName } from '../placeName';
import type { Turn } from '../turn';

const MOST_NOTES = 3;
/** Older weeks are added up by the counts themselves. */
const MOST_WEEKS = 8;

export function detailView(
  { t, services }: Turn,
  { institution, counts, people, weeks, notes, out, lent, late }: InstitutionDetail,
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
      ...notes.slice(-MOST_NOTES).map((note) =>
        t(`detail:note.${note.state}`, {
          ...{ number: printedNumber(note), count: note.received?.counted ?? note.count, sent: note.count },
        }),
      ),
      ...(out ? [t('detail:out', { count: out })] : []),
      ...(lent ? [t('detail:lent', { count: lent })] : []),
      ...(late ? [t('detail:late', { count: late })] : []),
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
