/** The form of a delegation: to whom, of what, from when, until when; and its review. */
import type { ReviewView } from '../../src/cards/reviewCard';
import { LONGEST_DELEGATION } from '../../src/domain/delegation';
import { NotAllowed } from '../../src/domain/errors';
import type { Member } from '../../src/domain/member';
import { SCOPES } from '../../src/domain/permissions';
import { daysBefore, type PlainDate } from '../../src/domain/plainDate';
import type { SpokenDate } from '../../src/domain/spokenDate';
import type { Uai } from '../../src/domain/uai';
import { placesWhere } from '../../src/services/authorise';
import { deputiesOf } from '../../src/services/people/delegate';
import { readComingDay } from '../../src/understanding/readDelegation';
import type { Translate } from '../../src/texts';
import { choiceField, dateField } from '../form/fields';
import type { Field, Form, Values } from '../form/form';
import { plainPlaceName } from '../placeName';
import type { Turn } from '../turn';
import { CALLED_OF_DELEGATION } from '../vocabulary';

type Line = 'to' | 'institution' | 'scope' | 'from' | 'until';

const wording = (name: Line) => ({
  name,
  called: CALLED_OF_DELEGATION[name],
  label: (t: Translate): string => t(`delegation:${name}.label`),
  ask: (t: Translate): string => t(`delegation:${name}.ask`),
});

export async function delegateForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services, actor } = turn;
  const { institution } = values;
  if (institution !== undefined && !placesWhere(actor, 'delegate').includes(institution as Uai))
    throw new NotAllowed(`${actor.id}: delegate ${institution}`); // it was theirs when the form was begun
  const deputies = await deputiesOf(services, actor);
  const to = deputies.find(({ id }) => id === values.to);
  return {
    name: 'delegate',
    fields: [
      choiceField(
        wording('to'),
        deputies.map(({ id, name }) => ({ value: id, title: name })),
      ),
      ...(await institutionFields(turn, to)),
      choiceField(
        wording('scope'),
        SCOPES.map((scope) => ({ value: scope, title: t(`delegation:scopes.${scope}`) })),
      ),
      dayField('from'),
      dayField('until'),
    ],
    title: t('delegation:title'),
    intro: t('delegation:intro'),
    submit: t('nominate:submit'),
    lineExample: t('delegation:lineExample'),
    review: (given, id) => review(turn, given, id, deputies),
  };
}

/** Where the head and the deputy both are; asked where there are several. */
async function institutionFields({ t, services, actor }: Turn, to: Member | undefined): Promise<Field[]> {
  const places = placesWhere(actor, 'delegate').filter((uai) => to?.institutions.includes(uai) ?? true);
  if (places.length < 2) return [];
  const known = await services.directory.institutions();
  const choices = places.flatMap((uai) => {
    const found = known.get(uai);
    return found ? [{ value: uai, title: plainPlaceName(t, found) }] : [];
  });
  return [choiceField(wording('institution'), choices)];
}

/** From today on, for no longer than a year. */
const dayField = (name: 'from' | 'until'): Field =>
  dateField(wording(name), {
    read: (typed, today): SpokenDate => {
      const date = readComingDay(typed, today);
      return date ? { date } : { problem: 'unclear' };
    },
    days: ({ today }, values) => daysFor(name, today, values),
    tooEarly: ({ t }, { from }) => (name === 'until' && from ? t('delegation:endsBefore') : t('delegation:past')),
    tooLate: ({ t }) => t('delegation:tooLong'),
  });

function daysFor(name: 'from' | 'until', today: PlainDate, { from }: Values): readonly [PlainDate, PlainDate] {
  const first = name === 'until' && from !== undefined ? (from as PlainDate) : today;
  return [first, daysBefore(first, -LONGEST_DELEGATION)];
}

async function review({ t, services }: Turn, given: Values, id: string, deputies: Member[]): Promise<ReviewView> {
  const { to, institution, scope, from, until } = given as Record<Line, string>;
  const place = await services.directory.institution(institution as never);
  const fact = (line: Line, value: string) => ({ label: t(`delegation:${line}.label`), value });
  return {
    ...{ id, given, warnings: [] },
    title: t('delegation:review'),
    facts: [
      fact('to', t('common:plain', { text: deputies.find((each) => each.id === to)?.name })),
      ...(place ? [fact('institution', t('common:plain', { text: place.name }))] : []),
      fact('scope', t(`delegation:scopes.${scope as 'see'}`)),
      fact('from', t('delegation:day', { date: new Date(from) })),
      fact('until', t('delegation:day', { date: new Date(until) })),
    ],
    lines: [t('delegation:notPassedOn')],
    ask: t('delegation:reviewAsk'),
    confirm: t('common:confirm'),
    correct: t('common:correct'),
    cancel: t('common:cancel'),
  };
}
