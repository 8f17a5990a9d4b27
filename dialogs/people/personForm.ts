/** The form of a person: who they are and as what they may speak; the same to add and to change. */
import type { ReviewView } from '../../src/cards/reviewCard';
import { LOCAL_ROLES, type Role, ROLES } from '../../src/domain/member';
import { readEmail, readRole, readUais } from '../../src/domain/memberFile';
import type { Institution } from '../../src/domain/institution';
import type { Uai } from '../../src/domain/uai';
import { fold } from '../../src/domain/words';
import type { Translate } from '../../src/texts';
import { choiceField } from '../form/fields';
import type { Field, Form, Values } from '../form/form';
import { plainPlaceName } from '../placeName';
import { factsOf } from './people';
import type { Turn } from '../turn';
import { BEFORE_NAMES, CALLED_OF_PEOPLE } from '../vocabulary';

type Line = keyof typeof CALLED_OF_PEOPLE;

const wording = (name: Line) => ({
  name,
  called: CALLED_OF_PEOPLE[name],
  label: (t: Translate): string => t(`people:${name}.label`),
  ask: (t: Translate): string => t(`people:${name}.ask`),
});

const textField = (name: Line, read: Field['read'], maxLength: number): Field => ({
  name,
  kind: 'text',
  called: CALLED_OF_PEOPLE[name],
  maxLength,
  label: ({ t }) => t(`people:${name}.label`),
  ask: ({ t }) => t(`people:${name}.ask`),
  read,
});

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;
const LONGEST_CODES = 300;

export async function personForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services } = turn;
  const known = await services.directory.institutions();
  const isLocal = values.role === undefined || LOCAL_ROLES.includes(values.role as Role);
  return {
    name: 'person',
    fields: [
      textField('email', readsEmail, LONGEST_EMAIL),
      textField('name', readsName, LONGEST_NAME),
      roleField(t),
      ...(isLocal ? [textField('uais', readsCodes(known), LONGEST_CODES)] : []),
    ],
    title: values.member === undefined ? t('people:addTitle') : t('people:changeTitle', { name: values.name }),
    intro: t('people:intro'),
    submit: t('nominate:submit'),
    lineExample: t('people:lineExample'),
    review: (given, id) => review(turn, given, id),
  };
}

const readsEmail: Field['read'] = (typed, { t }) => {
  const email = readEmail(typed);
  return email === null ? { problem: t('people:problem.email') } : { value: email };
};

const readsName: Field['read'] = (typed, { t }) => {
  const name = typed.trim().replace(/\s+/g, ' ');
  return name && !/[\p{Cc}\d?@]/u.test(name) ? { value: name } : { problem: t('people:problem.name') };
};

/** Codes, or the name of one institution, with its commune where several bear it. */
const readsCodes =
  (known: ReadonlyMap<Uai, Institution>): Field['read'] =>
  (typed, { t }) => {
    const read = readUais(typed, known);
    const named = 'value' in read ? namedIn(typed, known) : [];
    if (named.length === 1) return { value: named[0]!.uai };
    if (named.length > 1)
      return {
        problem: t('people:problem.uaiSeveral', {
          places: named.slice(0, MOST_NAMED).map((each) => `${plainPlaceName(t, each)} (${each.uai})`),
        }),
      };
    if ('value' in read) return { problem: t('people:problem.uai', { value: read.value }) };
    return read.uais.length ? { value: read.uais.join(' ') } : { problem: t('people:problem.uaiMissing') };
  };

const MOST_NAMED = 4;
/** Those whose name and commune have all of these words. */
function namedIn(typed: string, known: ReadonlyMap<Uai, Institution>): Institution[] {
  const words = fold(typed)
    .split(' ')
    .filter((word) => word && !BEFORE_NAMES.has(word));
  if (!words.length) return [];
  return [...known.values()].filter(({ name, communes }) => {
    const own = fold(`${name} ${communes.join(' ')}`).split(' ');
    return words.every((word) => own.includes(word));
  });
}

/** By its title, or by what people call it. */
function roleField(t: Translate): Field {
  const field = choiceField(
    wording('role'),
    ROLES.map((role) => ({ value: role, title: t(`people:roles.${role}`) })),
  );
  return {
    ...field,
    resets: [],
    read: (typed, turn, values) => {
      const read = field.read(typed, turn, values);
      const role = 'problem' in read ? readRole(typed) : null;
      return role === null ? read : { value: role };
    },
  };
}

/** What is kept of a form's answers. */
export function personOf({ email, name, role, uais = '' }: Values): {
  email: string;
  name: string;
  role: Role;
  institutions: Uai[];
} {
  const isLocal = LOCAL_ROLES.includes(role as Role);
  const institutions = isLocal ? (uais.split(' ').filter(Boolean) as Uai[]) : [];
  return { email: email!, name: name!, role: role as Role, institutions };
}

async function review(turn: Turn, given: Values, id: string): Promise<ReviewView> {
  const { t, services } = turn;
  const wanted = personOf(given);
  const other = await services.store.members.byEmail(wanted.email);
  const isKnown = other !== null && other.id !== given.member;
  return {
    ...{ id, given, lines: [] },
    title: given.member === undefined ? t('people:addReview') : t('people:changeReview'),
    facts: await factsOf(turn, wanted),
    warnings: isKnown ? [t('people:known', { name: other.name })] : [],
    ask: isKnown ? t('people:askKnown') : t('delegation:reviewAsk'),
    ...(!isKnown && { confirm: t('common:confirm') }),
    correct: t('common:correct'),
    cancel: t('common:cancel'),
  };
}
