/** What a file of institutions says, and what it would change. */
import type { Campaign } from '../../src/domain/campaign';
import { INSTITUTION_KINDS } from '../../src/domain/institution';
import {
  type InstitutionColumns,
  institutionColumns,
  type InstitutionFileKind,
  kindOfFile,
} from '../../src/domain/institutionFile';
import { isMemberFile } from '../../src/domain/memberFile';
import { isPlan } from '../../src/services/movements/plan';
import { planByList } from '../../src/services/movements/share';
import { importInstitutions, type Imported } from '../../src/services/operations/importInstitutions';
import { listsIn } from '../../src/services/operations/lists';
import { changeLines, problemText, totalText } from '../movements/movementView';
import type { Sent } from '../readSent';
import type { Turn } from '../turn';

export interface SentInstitutions extends Sent {
  kind: InstitutionFileKind;
  columns: InstitutionColumns;
}

/** Codes that a card shows; the numbers are of all. */
export const MOST_SHOWN = 8;

/** Null when it is no list of institutions. */
export function readInstitutions(sent: Sent): SentInstitutions | null {
  const [head, ...rows] = sent.rows;
  const found = isMemberFile(head!.cells) ? null : institutionColumns(head!.cells);
  if (!found) return null;
  const { columns, hasTitles } = found;
  return { ...sent, kind: kindOfFile(columns), columns, rows: hasTitles ? rows : [head!, ...rows] };
}

interface Outlook {
  title: string;
  lines: string[];
  /** Absent: there is nothing to do. */
  confirm?: string;
  /** Private schools too, where the file has any. */
  more?: string;
}

export async function outlook(turn: Turn, sent: SentInstitutions, campaign: Campaign | null): Promise<Outlook> {
  const { t, services, actor } = turn;
  const { kind, columns, rows } = sent;
  if (kind === 'institutions') {
    const options = { columns, isDry: true, ...(campaign && { campaign }) };
    const found = await importInstitutions(services, actor, rows, { ...options, sector: 'public' });
    const { otherSector } = found;
    return {
      title: t('institutions:title.institutions', { count: found.read }),
      lines: importLines(turn, false, found),
      ...(countOf(found) && { confirm: t('institutions:confirm.institutions', { count: countOf(found) }) }),
      ...(otherSector > 0 && { more: t('institutions:withPrivate', { count: otherSector }) }),
    };
  }
  const { known, unknown, bad } = await listsIn(services, columns, rows);
  const lines = [
    ...(unknown.length
      ? [t('institutions:unknown', { count: unknown.length, codes: unknown.slice(0, MOST_SHOWN) })]
      : []),
    ...(bad.length
      ? [t('institutions:bad', { count: bad.length, lines: bad.slice(0, MOST_SHOWN).map(({ line }) => String(line)) })]
      : []),
  ];
  if (kind !== 'shares')
    return {
      title: t(`institutions:title.${kind}`, { count: rows.length }),
      lines,
      ...(known.length && { confirm: t(`institutions:confirm.${kind}`, { count: known.length }) }),
    };
  const plan = await planByList(services, actor, new Map(known.map(({ uai, number = 0 }) => [uai, number])));
  const title = t('institutions:title.shares', { count: rows.length });
  if (!isPlan(plan)) return { title, lines: [...lines, problemText(t, plan)] };
  return {
    title,
    lines: [...lines, totalText(turn, plan), ...changeLines(turn, plan).lines],
    confirm: t('institutions:confirm.shares', { count: plan.total }),
  };
}

const countOf = ({ byKind }: Imported): number => Object.values(byKind).reduce((sum, count) => sum + count, 0);

export function importLines(
  { t }: Turn,
  isDone: boolean,
  { byKind, taking, left, bad, added, changed }: Imported,
): string[] {
  const kinds = INSTITUTION_KINDS.flatMap((kind) =>
    byKind[kind] ? [t(`institutions:kind.${kind}`, { count: byKind[kind] })] : [],
  );
  return [
    ...(kinds.length
      ? [isDone ? t('institutions:taken', { kinds }) : t('institutions:found', { kinds })]
      : [t('institutions:nothing')]),
    ...(taking ? [t('institutions:taking', { count: taking })] : []),
    ...(added || changed ? [t('institutions:written', { added, changed })] : []),
    ...(left ? [t('institutions:left', { count: left })] : []),
    ...(bad.length
      ? [t('institutions:bad', { count: bad.length, lines: bad.slice(0, MOST_SHOWN).map(({ line }) => String(line)) })]
      : []),
  ];
}
