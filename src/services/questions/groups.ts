/** How institutions are put together in rows: one by one, by commune, by stream. */
import { type Institution, INSTITUTION_KINDS, type InstitutionKind } from '../../domain/institution';
import type { Grouping, PlaceRef, Question } from '../../domain/question';

export type PlaceGrouping = Extract<Grouping, 'institution' | 'commune' | 'stream'>;
export const isByPlace = (by: Grouping): by is PlaceGrouping =>
  by === 'institution' || by === 'commune' || by === 'stream';

export interface Group {
  of: { institution: Institution } | { commune: string } | { stream: InstitutionKind };
  institutions: Institution[];
}

export const byName = new Intl.Collator('fr', { numeric: true });

/** Whether an institution is one of those places, or of their communes. */
export const isOneOf = ({ uai, communes }: Institution, places: readonly PlaceRef[]): boolean =>
  places.some((place) => ('uai' in place ? place.uai === uai : communes.includes(place.commune)));

/** How the rows are told apart where nothing was said of it. */
export function placeGrouping(question: Question, seesAll: boolean): PlaceGrouping {
  const { by, only, order, limit, places, kind, priority } = question;
  if (by && isByPlace(by)) return by;
  if (only || order || limit) return places.length > 1 && order ? 'commune' : 'institution';
  if (places.length > 1 && places.every((place) => 'commune' in place)) return 'commune';
  return places.length || !seesAll ? 'institution' : kind || priority ? 'commune' : 'stream';
}

/** @param places those that were asked about: their communes alone, and their institutions by themselves */
export function groupsOf(by: PlaceGrouping, institutions: Institution[], places: readonly PlaceRef[]): Group[] {
  const one = (institution: Institution): Group => ({ of: { institution }, institutions: [institution] });
  if (by === 'institution') return institutions.map(one);
  if (by === 'stream')
    return INSTITUTION_KINDS.map((stream) => ({
      of: { stream },
      institutions: institutions.filter(({ kind }) => kind === stream),
    })).filter(({ institutions: some }) => some.length);
  if (!places.length) {
    const communes = [...new Set(institutions.map(({ communes: [own = ''] }) => own))].sort(byName.compare);
    return communes.map((commune) => ({
      of: { commune },
      institutions: institutions.filter(({ communes: [own] }) => own === commune),
    }));
  }
  return places.flatMap((place): Group[] =>
    'commune' in place
      ? [
          {
            of: { commune: place.commune },
            institutions: institutions.filter(({ communes }) => communes.includes(place.commune)),
          },
        ]
      : institutions.filter(({ uai }) => uai === place.uai).map(one),
  );
}
