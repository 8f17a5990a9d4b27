/** What a form says of a pupil before it is confirmed, and what it asks the services to record. */
import type { ReviewView } from '../src/cards/reviewCard';
import { isDevice } from '../src/domain/campaign';
import { cardMayNotHelp, type Need, type ToldHow } from '../src/domain/need';
import { ageOn, type PlainDate } from '../src/domain/plainDate';
import type { Pupil } from '../src/domain/pupil';
import { isUsualAge, readClass, withLevel } from '../src/domain/schoolClass';
import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { findLikePupils, type NearPupils } from '../src/services/nearPupils';
import type { Translate } from '../src/texts';
import type { Values } from './form/form';
import { placeName } from './placeName';
import { needsLevel } from './pupilFields';
import type { Turn } from './turn';

/** Beyond it a review is no longer read. */
const MOST_NEAR = 3;

/** What is recorded of a pupil. */
export interface Told {
  pupil: Pupil;
  school?: Uai;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
}

/** The same of a form's answers. */
export function recordOf(values: Values): Told {
  const { lastName, firstName, birthDate, className, level, need, toldOn, toldHow, school } = values;
  const levelled = needsLevel(values) && level !== undefined;
  return {
    pupil: {
      lastName: lastName!,
      firstName: firstName!,
      birthDate: birthDate as PlainDate,
      className: levelled ? withLevel(className!, level) : className!,
    },
    ...(school !== undefined && { school: school as Uai }),
    need: need as Need,
    told: { on: toldOn as PlainDate, how: toldHow as ToldHow },
  };
}

/** A pupil line by line, as reviews and the pupil's own card show it. */
export function factsOf(
  { t, today }: Turn,
  { pupil, need, told }: Told,
  institution: Institution | undefined,
  school?: Institution,
): { label: string; value: string }[] {
  const { lastName, firstName, birthDate, className } = pupil;
  const born = t('nominate:bornAge', { count: ageOn(birthDate, today), date: new Date(birthDate) });
  return [
    { label: t('nominate:lastName.label'), value: t('common:plain', { text: lastName }) },
    { label: t('nominate:firstName.label'), value: t('common:plain', { text: firstName }) },
    { label: t('nominate:birthDate.label'), value: born },
    ...(school ? [{ label: t('nominate:school.label'), value: placeName(t, school) }] : []),
    { label: t('nominate:className.label'), value: t('common:plain', { text: className }) },
    { label: t('nominate:need.label'), value: t(`need:${need}`) },
    {
      label: t('nominate:toldLabel'),
      value: t('nominate:told', { how: t(`told:${told.how}`), date: new Date(told.on) }),
    },
    ...(institution ? [{ label: t('nominate:institution.label'), value: placeName(t, institution) }] : []),
  ];
}

/** The school of a pupil whom a district nominated. */
export async function schoolOf({ services }: Turn, { school }: Pick<Told, 'school'>): Promise<Institution | undefined> {
  return school === undefined ? undefined : services.directory.institution(school);
}

export interface Reviewed {
  /** The form, or the nomination that is corrected: nobody is near to themselves. */
  id: string;
  values: Values;
  own: Institution[];
}

/** The parts that the review of a nomination and of a correction share. @throws NotAllowed, NoCampaign, StoreAway */
export async function reviewPupil(
  turn: Turn,
  { id, values, own }: Reviewed,
): Promise<Pick<ReviewView, 'facts' | 'warnings' | 'doubt'> & { isDuplicate: boolean }> {
  const { t, services, actor } = turn;
  const record = recordOf(values);
  const { pupil, need } = record;
  const { kind } = await services.directory.campaign(actor);
  const institution = own.find(({ uai }) => uai === values.institution);
  const age = ageOn(pupil.birthDate, turn.today);
  const read = readClass(pupil.className, institution?.kind);
  const unusual = 'problem' in read || !isUsualAge(age, read);
  const like = institution && (await findLikePupils(services, actor, { id, institution: institution.uai, pupil }));
  const { near, duplicate } = like ?? { near: null, duplicate: null };
  const sees = institution !== undefined && may(actor, 'seePupils', institution.uai);
  const twice = duplicate && own.find(({ uai }) => uai === duplicate.institution)?.name;
  return {
    facts: factsOf(turn, record, institution, await schoolOf(turn, record)),
    isDuplicate: duplicate !== null,
    warnings: [
      ...(duplicate ? [duplicateText(t, duplicate.isProposed, sees, twice)] : []),
      ...(near ? nearTexts(t, near, own, sees) : []),
      ...(unusual ? [t('nominate:warnAge', { count: age, className: pupil.className })] : []),
      ...(cardMayNotHelp(need) && !isDevice(kind) ? [t('nominate:warnCoverage')] : []),
    ],
    ...(near && near.token !== values.distinct && { doubt: { distinct: near.token } }),
  };
}

/** What is asked at the end of a review, and the words of its buttons. */
export function askOf(
  t: Translate,
  { doubt, isDuplicate }: { doubt?: ReviewView['doubt']; isDuplicate: boolean },
): Pick<ReviewView, 'ask' | 'confirm' | 'correct' | 'cancel'> {
  const correct = t('common:correct');
  if (isDuplicate) return { ask: t('nominate:askDuplicate'), correct, cancel: t('common:cancel') };
  if (doubt)
    return { ask: t('nominate:near.ask'), confirm: t('nominate:near.other'), correct, cancel: t('nominate:near.same') };
  return { ask: t('nominate:reviewAsk'), confirm: t('common:confirm'), correct, cancel: t('common:cancel') };
}

/** That a pupil is known already: where, to those who see the pupils there. @param sees the pupils of the form's institution */
function duplicateText(
  t: Translate,
  isProposed: boolean,
  sees: boolean,
  institution: string | null | undefined,
): string {
  if (!sees) return t('proposals:duplicate');
  if (!institution) return isProposed ? t('proposals:duplicateOther') : t('nominate:duplicateOther');
  return isProposed ? t('proposals:duplicateOwn', { institution }) : t('nominate:duplicateOwn', { institution });
}

/** Who is near: by name and institution where the person acts, else only that somebody is. */
function nearTexts(t: Translate, { own: known, elsewhere }: NearPupils, own: Institution[], sees: boolean): string[] {
  if (!sees) return [t('proposals:near')];
  const named = known.slice(0, MOST_NEAR).map(({ pupil: { lastName, firstName, className }, institution }) =>
    t('nominate:near.own', {
      ...{ lastName, firstName, className },
      institution: own.find(({ uai }) => uai === institution)?.name,
    }),
  );
  return elsewhere ? [...named, t('nominate:near.elsewhere')] : named;
}
