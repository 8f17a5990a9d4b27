/** What movements of units are described by: how many, from where, to where, whom, why. */
import { type End, type MovementKind, REASONS_OF } from '../../src/domain/movement';
import type { Institution } from '../../src/domain/institution';
import { parseUai } from '../../src/domain/uai';
import { fold } from '../../src/domain/words';
import type { Question } from '../../src/domain/question';
import type { Translate } from '../../src/texts';
import type { Places } from '../../src/understanding/places';
import { tokensOf } from '../../src/understanding/tokens';
import { choiceField } from '../form/fields';
import type { Field, Reading } from '../form/form';
import { understanding } from '../hear';
import { plainPlaceName } from '../placeName';
import type { Turn } from '../turn';
import { CALLED_OF_MOVEMENTS } from '../vocabulary';

export type Line = keyof typeof CALLED_OF_MOVEMENTS;

const wording = (name: Line) => ({
  name,
  called: CALLED_OF_MOVEMENTS[name],
  label: (t: Translate): string => t(`movements:${name}.label`),
  ask: (t: Translate): string => t(`movements:${name}.ask`),
});

const LONGEST = 100;

export const textField = (name: Line, read: Field['read'], more: Partial<Field> = {}): Field => ({
  ...{ name, kind: 'text', called: CALLED_OF_MOVEMENTS[name], maxLength: LONGEST, read },
  label: ({ t }) => t(`movements:${name}.label`),
  ask: ({ t }) => t(`movements:${name}.ask`),
  ...more,
});

/** The largest operation there is (docs/scale.md). */
const MOST = 1_000_000;

/** A whole number, as people write one: `1 400`. */
export function numberIn(typed: string): number | null {
  const plain = typed.replace(/[\s.]/g, '');
  const value = /^\d{1,7}$/.test(plain) ? Number(plain) : NaN;
  return value <= MOST ? value : null;
}

/** @param least the smallest that means something */
export const numberField = (name: Line, least: number, more: Partial<Field> = {}): Field =>
  textField(
    name,
    (typed, { t }) => {
      const value = numberIn(typed.replace('%', ''));
      return value === null || value < least ? { problem: t('movements:noNumber') } : { value: String(value) };
    },
    more,
  );

/** All that is free. */
const ALL = /^(?:tout|tous|toute|toutes|le reste|toute la reserve|la reserve|all|everything|all of (?:it|them))$/;

/** A number, or all of them. */
export const amountField = (): Field =>
  textField('count', (typed, { t }) => {
    if (ALL.test(fold(typed))) return { value: t('movements:count.all') };
    const value = numberIn(typed);
    return value ? { value: String(value) } : { problem: t('movements:noAmount') };
  });

/** What an amount says; undefined for all. */
export const amountOf = (value: string | undefined): number | undefined => numberIn(value ?? '') ?? undefined;

const RESERVE = /^(?:(?:de |dans |vers )?la )?(?:reserve|reserves|the reserve)$/;

/** One institution, as a form writes it: the code is what counts when it is read again. */
export const endTitle = (t: Translate, place: Institution): string =>
  t('movements:end', { name: plainPlaceName(t, place), uai: place.uai });

/** The code in a text, however it was written. */
function codeIn(typed: string, places: Places): Institution | undefined {
  for (const word of typed.split(/[\s(),;]+/)) {
    const uai = parseUai(word);
    const found = uai && places.institution(uai);
    if (found) return found;
  }
  return undefined;
}

export function endOf(typed: string, places: Places): End | null {
  if (RESERVE.test(fold(typed))) return 'reserve';
  const coded = codeIn(typed, places);
  if (coded) return coded.uai;
  const found = places.find(tokensOf(typed));
  const [only, another] = found.places;
  return only && 'uai' in only && !another && !found.several ? only.uai : null;
}

/** An institution that takes part, or the reserve. */
export const endField = (name: 'from' | 'to', places: Places): Field =>
  textField(name, (typed, { t }): Reading => {
    const end = endOf(typed, places);
    if (end === 'reserve') return { value: t('movements:reserve') };
    if (end) return { value: endTitle(t, places.institution(end)!) };
    const { several } = places.find(tokensOf(typed));
    const names = (several?.among ?? []).flatMap((place) =>
      'uai' in place ? (places.institution(place.uai) ?? []) : [],
    );
    return {
      problem: names.length
        ? t('movements:several', { names: names.map((each) => endTitle(t, each)) })
        : t('movements:noPlace'),
    };
  });

export type Scope = Pick<Question, 'places' | 'kind' | 'priority'>;

const EVERYWHERE = /^(?:tout|tous|toutes|toutes les structures|partout|all|everywhere|everyone|tout le monde)$/;
const SCHOOLS = /^(?:les )?ecoles$/;

/** Whom a text names; null where it says something else. */
export function scopeIn(typed: string, places: Places, today: Turn['today']): Scope | null {
  if (EVERYWHERE.test(fold(typed))) return { places: [] };
  if (SCHOOLS.test(fold(typed))) return { places: [], kind: 'ecole' };
  const coded = codeIn(typed, places);
  if (coded && !typed.includes(',')) return { places: [{ uai: coded.uai }] };
  return understanding().scopeOf(typed, places, today);
}

/** Kinds, communes, schools, in words: what was written stays as it was. */
export const scopeField = (places: Places): Field =>
  textField(
    'over',
    (typed, { t, today }) =>
      scopeIn(typed, places, today) ? { value: typed.trim() } : { problem: t('movements:noScope') },
    { maxLength: 200 },
  );

export const reasonField = (t: Translate, kind: MovementKind): Field =>
  choiceField(
    wording('reason'),
    REASONS_OF[kind].map((value) => ({ value, title: t(`journal:reason.${value}`) })),
  );

export const basisField = <Basis extends string>(choices: readonly { value: Basis; title: string }[]): Field =>
  choiceField(wording('by'), [...choices]);
