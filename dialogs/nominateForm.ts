/** The form of a nomination, and its review. */
import type { ReviewView } from '../src/cards/reviewCard';
import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { prospectOf } from '../src/services/prospect';
import type { Translate } from '../src/texts';
import { choiceField } from './form/fields';
import type { Field, Form, Values } from './form/form';
import { plainPlaceName } from './placeName';
import { pupilFields, wording } from './pupilFields';
import { askOf, reviewPupil } from './pupilReview';
import type { Turn } from './turn';

/** The institutions that a person acts for, as far as they are known. */
export async function ownInstitutions({ actor, services }: Turn): Promise<Institution[]> {
  const known = await services.directory.institutions();
  return actor.institutions.map((uai) => known.get(uai)).filter((found) => found !== undefined);
}

export async function nominateForm(turn: Turn, values: Values): Promise<Form> {
  const { t } = turn;
  const own = await ownInstitutions(turn);
  const chosen = own.find(({ uai }) => uai === values.institution);
  const kindOf = (uai: string | undefined) => own.find((institution) => institution.uai === uai)?.kind;
  return {
    name: 'nominate',
    fields: [...(own.length > 1 ? [institutionField(t, own)] : []), ...pupilFields(t, kindOf, values)],
    title: t('nominate:title'),
    get intro() {
      return [chosen ? introOf(t, chosen) : t('nominate:introSeveral'), ...understood(t, values)].join('\n\n');
    },
    submit: t('nominate:submit'),
    assents: ['distinct'],
    ...(values.guessed !== undefined && { swaps: ['lastName', 'firstName'] as const }),
    review: (given, id) => review(turn, given, id, own),
  };
}

/** What a sentence told, and what nothing was done with. */
function understood(t: Translate, { unread, told }: Values): string[] {
  if (told === undefined) return [];
  return [t('nominate:understood'), ...(unread === undefined ? [] : [t('talk:unread', { words: unread })])];
}

function introOf(t: Translate, { kind, name, communes: [commune] }: Institution): string {
  const about = { name, commune };
  return kind === 'college' ? t('nominate:intro', about) : t('nominate:introDistrict', about);
}

const institutionField = (t: Translate, own: Institution[]): Field =>
  choiceField(
    wording('institution'),
    own.map((place) => ({ value: place.uai, title: plainPlaceName(t, place) })),
  );

async function review(turn: Turn, values: Values, id: string, own: Institution[]): Promise<ReviewView> {
  const { t } = turn;
  const [parts, prospect] = await Promise.all([
    reviewPupil(turn, { id, values, own }),
    prospectOf(turn.services, turn.actor, values.institution as Uai),
  ]);
  const outlook =
    'rank' in prospect
      ? t('nominate:wouldWait', { rank: t('nominate:rank', { count: prospect.rank, ordinal: true }) })
      : t('nominate:wouldHold', { count: prospect.remaining });
  const { isDuplicate, ...shown } = parts;
  return {
    id,
    given: values,
    title: t('nominate:reviewTitle'),
    lines: [
      ...(isDuplicate ? [] : [outlook]),
      ...(values.unread === undefined ? [] : [t('talk:unread', { words: values.unread })]),
    ],
    ...shown,
    ...askOf(t, parts),
    ...(values.guessed !== undefined && { swap: t('nominate:swap') }),
  };
}
