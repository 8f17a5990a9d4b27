/** The form of a nomination, and its review. */
import type { ReviewView } from '../src/cards/reviewCard';
import type { Institution } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { prospectOf } from '../src/services/prospect';
import type { Translate } from '../src/texts';
import { articleOf } from './articleName';
import { choiceField } from './form/fields';
import { NotAllowed } from '../src/domain/errors';
import { type Field, type Form, FormClosed, type Values } from './form/form';
import { isMasculine, plainPlaceName } from './placeName';
import { ownInstitutions } from './placesToTell';
import { pupilFields, wording } from './pupilFields';
import { CALLED } from './vocabulary';
import { readHousehold } from '../src/domain/household';
import { findSibling } from '../src/services/household';
import { askOf, reviewPupil } from './pupilReview';
import type { Turn } from './turn';

export async function nominateForm(turn: Turn, values: Values): Promise<Form> {
  const { t } = turn;
  const own = await ownInstitutions(turn);
  if (!own.length) throw new FormClosed(t('nominate:noInstitution', { contact: turn.contact }));
  if (values.institution !== undefined && !own.some(({ uai }) => uai === values.institution))
    throw new NotAllowed(`${turn.actor.id}: nominate ${values.institution}`); // it was theirs when the form was begun
  const chosen = own.find(({ uai }) => uai === values.institution);
  const campaign = await turn.services.directory.campaign(turn.actor);
  const ofDistrict = chosen?.kind === 'circonscription' ? await turn.services.directory.schoolsOf(chosen) : [];
  const schools = ofDistrict.filter(({ uai }) => turn.actor.schools?.includes(uai) ?? true);
  const kindOf = (uai: string | undefined) => own.find((institution) => institution.uai === uai)?.kind;
  const article = articleOf(t, campaign);
  return {
    name: 'nominate',
    fields: [
      ...(own.length > 1 ? [institutionField(t, own)] : []),
      ...pupilFields(t, { campaign, kindOf, schools }, values),
      ...(campaign.household === 'one' ? [householdField()] : []),
    ],
    title: decides(turn, values) ? t('nominate:title') : t('proposals:formTitle'),
    get intro() {
      return [
        chosen ? introOf(t, article, chosen) : t('nominate:introSeveral', { article }),
        ...(decides(turn, values) ? [] : [t('proposals:formIntro')]),
        ...understood(t, values),
      ].join('\n\n');
    },
    submit: t('nominate:submit'),
    lineExample: t('nominate:lineExample'),
    assents: ['distinct'],
    ...(values.guessed !== undefined && { swaps: ['lastName', 'firstName'] as const }),
    review: (given, id) => review(turn, given, id, own),
  };
}

/** Whether the form records, rather than proposes: where it is not told yet, whether it could anywhere. */
function decides({ actor }: Turn, { institution }: Values): boolean {
  return may(actor, 'nominate', institution as Uai | undefined);
}

/** What a sentence told, and what nothing was done with. */
function understood(t: Translate, { unread, told }: Values): string[] {
  if (told === undefined) return [];
  return [t('nominate:understood'), ...(unread === undefined ? [] : [t('talk:unread', { words: unread })])];
}

function introOf(t: Translate, article: string, { kind, name, communes: [commune] }: Institution): string {
  const about = { article, name, commune };
  return isMasculine(kind) ? t('nominate:intro', about) : t('nominate:introDistrict', about);
}

const institutionField = (t: Translate, own: Institution[]): Field =>
  choiceField(
    wording('institution'),
    own.map((place) => ({ value: place.uai, title: plainPlaceName(t, place) })),
  );

/** One of those that the family, or a colleague, was told: no address is asked. */
const householdField = (): Field => ({
  ...{ name: 'household', kind: 'text', called: CALLED.household, maxLength: 12, optional: true },
  label: ({ t }) => t('nominate:household.label'),
  ask: ({ t }) => t('nominate:household.ask'),
  read(typed, { t }) {
    const code = readHousehold(typed);
    return code === null ? { problem: t('nominate:household.wrong') } : { value: code };
  },
});

/** Why one household gets no second one: said before anything is promised. */
async function householdWarning({ t, services, actor }: Turn, { household }: Values, id: string): Promise<string[]> {
  const sibling = household === undefined ? null : await findSibling(services, actor, household);
  if (sibling === null) return [];
  if (sibling === 'elsewhere') return [t('nominate:householdTaken')];
  return sibling._id === id ? [] : [t('nominate:householdOwn', { ...sibling.pupil })];
}

async function review(turn: Turn, values: Values, id: string, own: Institution[]): Promise<ReviewView> {
  const { t } = turn;
  const [parts, outlook] = await Promise.all([reviewPupil(turn, { id, values, own }), outlookOf(turn, values)]);
  const { isDuplicate, ...shown } = parts;
  const household = await householdWarning(turn, values, id);
  const { household: code } = values;
  return {
    id,
    given: values,
    title: t('nominate:reviewTitle'),
    lines: [
      ...(isDuplicate || household.length ? [] : [outlook]),
      ...(values.unread === undefined ? [] : [t('talk:unread', { words: values.unread })]),
    ],
    ...shown,
    ...(code !== undefined && {
      facts: [...shown.facts, { label: t('nominate:household.label'), value: t('common:plain', { text: code }) }],
    }),
    warnings: [...shown.warnings, ...household],
    ...askOf(t, household.length ? { isDuplicate: true } : parts),
    ...(values.guessed !== undefined && { swap: t('nominate:swap') }),
  };
}

/** What the pupil would get as things stand; of a proposal, that the head decides. */
async function outlookOf(turn: Turn, values: Values): Promise<string> {
  const { t, services, actor } = turn;
  if (!decides(turn, values)) return t('proposals:wouldPropose');
  const prospect = await prospectOf(services, actor, values.institution as Uai);
  return 'rank' in prospect
    ? t('nominate:wouldWait', { rank: t('nominate:rank', { count: prospect.rank, ordinal: true }) })
    : t('nominate:wouldHold', {
        count: prospect.remaining,
        article: articleOf(t, await services.directory.campaign(actor)),
      });
}
