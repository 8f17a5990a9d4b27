/** The forms of movements: for each what it asks, what a sentence tells it, and what it plans. */
import {
  type End,
  isInstitution,
  type Lot,
  type MovementKind,
  type Reason,
  REASONS_OF,
} from '../../src/domain/movement';
import { daysBefore, type PlainDate, yearsBefore } from '../../src/domain/plainDate';
import { readPastDay } from '../../src/domain/spokenDate';
import { fold } from '../../src/domain/words';
import { isAsked } from '../../src/services/ask';
import { planMove, planRelief, planTakingBack } from '../../src/services/movements/move';
import { planOf, type Plan, type PlanProblem, standings } from '../../src/services/movements/plan';
import { BASES, type Basis, planSharing } from '../../src/services/movements/share';
import type { Places } from '../../src/understanding/places';
import { tokensOf } from '../../src/understanding/tokens';
import { dateField } from '../form/fields';
import type { Field, FormName, Values } from '../form/form';
import { CALLED_OF_MOVEMENTS } from '../vocabulary';
import type { Turn } from '../turn';
import {
  amountField,
  amountOf,
  basisField,
  endField,
  endOf,
  endTitle,
  numberField,
  numberIn,
  reasonField,
  scopeField,
  scopeIn,
  textField,
  uaisIn,
} from './fields';

export const MOVEMENT_FORMS = [
  'receive',
  'share',
  'move',
  'takeBack',
  'relieve',
  'retire',
] as const satisfies readonly (FormName & MovementKind)[];
export type MovementForm = (typeof MOVEMENT_FORMS)[number];
export const isMovementForm = (name: FormName): name is MovementForm =>
  (MOVEMENT_FORMS as readonly string[]).includes(name);

interface Definition {
  fields(turn: Turn, places: Places): Field[];
  /** What a sentence tells. */
  told(turn: Turn, said: string, places: Places): Values;
  plan(turn: Turn, values: Values, places: Places): Promise<Plan | PlanProblem>;
  lot?(values: Values): Lot;
}

export const reasonOf = (kind: MovementForm, { reason }: Values): Reason =>
  (reason as Reason | undefined) ?? REASONS_OF[kind][0];

const LONGEST_GIVER = 80;
/** Years back that a lot may have come. */
const OLDEST_LOT = 10;

/** The first number of a sentence that is no part of a date, of a code, or a share of a hundred. */
function numberSaid(said: string): string | undefined {
  const plain = said.replace(/\b\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|\b\d{6,7}\s?[a-z]\b|\d{1,3}\s?%|\b20\d\d\b/gi, ' ');
  const found = /(?<![\p{L}\d])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|(?<![\p{L}\d])\d{1,7}(?![\p{L}\d])/u.exec(
    plain,
  )?.[0];
  return found === undefined ? undefined : String(numberIn(found));
}

const countSaid = ({ t }: Turn, said: string): Values => {
  const count = numberSaid(said);
  if (count !== undefined) return { count };
  return /\b(?:tout|toute|toutes|tous|all)\b/.test(fold(said)) ? { count: t('movements:count.all') } : {};
};

const optional = { optional: true } as const;

/** `annoncées 6 000`, `sur 500 annoncées`. */
const ANNOUNCED = /\bannonc\p{L}{0,4}\s{0,2}:?\s{0,2}(\d[\d \u00a0\u202f]{0,10})/iu;
const ANNOUNCED_BEFORE =
  /(?:(?:sur|of)\s)?(\d[\d \u00a0\u202f]{0,10})\s?(?:annonc\p{L}{0,4}|announced|pr[ée]vu\p{L}{0,2})/iu;
/** `le 12/05/2026`, `hier`. */
const DAY_SAID =
  /\b(?:le|on|the)\s(\d{1,2}(?:\/\d{1,2}(?:\/\d{2,4})?|\s\p{L}{3,9}(?:\s\d{4})?))|\b(avant-hier|hier|yesterday)\b/iu;

const receive: Definition = {
  fields: () => [
    textField('giver', (typed, { t }) => {
      const giver = typed.trim().replace(/\s+/g, ' ');
      return giver && giver.length <= LONGEST_GIVER ? { value: giver } : { problem: t('movements:noGiver') };
    }),
    dateField(wordingOf('on'), {
      read: readPastDay,
      days: ({ today }) => [yearsBefore(today, OLDEST_LOT), today],
      tooEarly: ({ t }) => t('movements:longAgo'),
      tooLate: ({ t }) => t('form:date.future'),
    }),
    numberField('announced', 0),
    numberField('received', 1),
  ],
  told({ today }, said) {
    const giver =
      /\b(?:de la part de|de l['’]|de la|du|de|from)\s*(\p{Lu}[\p{L}'’-]*(?: (?!le |annonc|on |ce |hier|aujourd|ier )[\p{L}'’-]+){0,6})/u.exec(
        said,
      )?.[1];
    const announced = ANNOUNCED.exec(said)?.[1] ?? ANNOUNCED_BEFORE.exec(said)?.[1];
    const rest = said.replace(ANNOUNCED, ' ').replace(ANNOUNCED_BEFORE, ' ');
    const received = numberSaid(rest);
    const [, date, ago] = DAY_SAID.exec(said) ?? [];
    const day = date ?? ago;
    const on = day === undefined ? null : readPastDay(day, today);
    return {
      on: on && 'date' in on ? on.date : today,
      ...(received !== undefined && {
        received,
        announced: announced === undefined ? received : String(numberIn(announced)),
      }),
      ...(giver !== undefined && { giver: giver.trim() }),
    };
  },
  async plan({ services, actor }, { received }) {
    const standing = await standings(services, actor);
    return planOf('receive', standing, [{ from: 'outside', to: 'reserve', count: Number(received) }]);
  },
  lot: ({ giver = '', on = '', announced = '0' }) => ({ giver, on, announced: Number(announced) }),
};

const BASIS_SAID: readonly [RegExp, Basis][] = [
  [/\b(?:ips|besoin|besoins|need|indice|social)\b/, 'need'],
  [/\b(?:eleve|eleves|effectif|effectifs|pupils?)\b/, 'pupils'],
  [/\b(?:egal|egale|egales|egalement|egalite|egaux|equally|equal)\b/, 'equal'],
  [/\b(?:attend|attendent|attente|waiting|waits?)\b/, 'waiting'],
];

/** A part of the reserve: how many that is has to be said. */
const PART_SAID = /%|\bmoiti[ée]|\b(?:tiers|quart|half|third|quarter)\b/i;
const MIN_SAID = /\b(?:minimum|mini?|au moins|at least)\D{0,12}(\d{1,5})/i;
const MAX_SAID = /\b(?:maximum|maxi?|au plus|at most)\D{0,12}(\d{1,5})/i;

const share: Definition = {
  fields: ({ t }, places) => [
    amountField(),
    basisField(BASES.map((value) => ({ value, title: t(`movements:basis.${value}`) }))),
    scopeField(places),
    numberField('min', 0, optional),
    numberField('max', 1, optional),
    reasonField(t, 'share'),
  ],
  told(turn, said, places) {
    const by = BASIS_SAID.find(([words]) => words.test(fold(said)))?.[1];
    const [min, max] = [MIN_SAID.exec(said)?.[1], MAX_SAID.exec(said)?.[1]];
    const rest = said.replace(MIN_SAID, ' ').replace(MAX_SAID, ' ');
    return {
      ...(!PART_SAID.test(said) && { count: turn.t('movements:count.all') }), // a part of it: asked how many
      ...countSaid(turn, rest),
      ...(by && { by }),
      over: scopeSaid(turn, said, places),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    };
  },
  async plan({ services, actor, today }, { count, by, over = '', min, max }, places) {
    const scope = scopeIn(over, places, today) ?? { places: [] };
    const amount = amountOf(count);
    return planSharing(services, actor, {
      ...{ by: by as Basis, over: (each) => isAsked(each, scope) },
      ...(amount !== undefined && { count: amount }),
      ...(min !== undefined && { min: Number(min) }),
      ...(max !== undefined && { max: Number(max) }),
    });
  },
};

/** Whom a sentence names, in its own words; all without. */
function scopeSaid({ t, today }: Turn, said: string, places: Places): string {
  const priority = /\brep\s?\+|\brep plus\b/i.test(said) ? 'REP+' : /\brep\b/i.test(said) ? 'REP' : '';
  const { places: found } = places.find(tokensOf(said));
  const named = found.map((place) => ('uai' in place ? place.uai : place.commune));
  if (named.length) return [...named, ...(priority ? [priority] : [])].join(', ');
  const kinds = [/colleges?/, /circonscriptions?|districts?/, /lycees?/].flatMap(
    (words) => words.exec(fold(said)) ?? [],
  );
  const [only, another] = kinds;
  const whole = [only, priority].filter(Boolean).join(' ');
  if (whole && another === undefined && scopeIn(whole, places, today)) return whole;
  return t('movements:everyone');
}

const move: Definition = {
  fields: ({ t }, places) => [endField('from', places), endField('to', places), amountField(), reasonField(t, 'move')],
  told(turn, said, places) {
    const [before = '', ...after] = said.split(/\s(?:vers|à destination de|pour|to|into|→)\s/i);
    // `reprends 2 places à Jean Moulin`: from there, into the reserve.
    const isBack = !after.length && /\b(?:repren|recuper|take back|recover)/.test(fold(said));
    const [left, right] = after.length ? [before, after.join(' ')] : isBack ? [said, ''] : split(said);
    const from = endSaid(turn, left, places, RESERVE_SAID.test(fold(left)));
    const to = endSaid(turn, right, places, isBack || RESERVE_SAID.test(fold(right)));
    return { ...(from !== null && { from }), ...(to !== null && { to }), ...countSaid(turn, said) };
  },
  async plan({ services, actor }, { from = '', to = '', count }, places) {
    const [start, end] = [endOf(from, places) ?? 'reserve', endOf(to, places) ?? 'reserve'];
    const amount = amountOf(count);
    return planMove(services, actor, { from: start, to: end, ...(amount !== undefined && { count: amount }) });
  },
};

const RESERVE_SAID = /\breserves?\b/;

/** `donne 3 places à Jean Moulin`: from the reserve, to what stands behind. */
function split(said: string): [string, string] {
  const at = said.search(/\s(?:à|au|aux)\s/i);
  return at < 0 ? [said, ''] : [said.slice(0, at), said.slice(at)];
}

function endSaid({ t }: Turn, text: string, places: Places, isReserve: boolean): string | null {
  const found = places
    .find(tokensOf(text))
    .places.flatMap((place) => ('uai' in place ? (places.institution(place.uai) ?? []) : []));
  if (found[0]) return endTitle(t, found[0]);
  return isReserve ? t('movements:reserve') : null;
}

/** Days without a nomination after which units are taken to be unused, unless something else is said. */
const USUAL_IDLE_DAYS = 30;

const takeBack: Definition = {
  fields: ({ t }, places) => [
    scopeField(places),
    dateField(
      wordingOf('since'),
      {
        read: readPastDay,
        days: ({ today }) => [yearsBefore(today, 2), today],
        tooEarly: ({ t: say }) => say('movements:longAgo'),
        tooLate: ({ t: say }) => say('form:date.future'),
      },
      true,
    ),
    numberField('below', 1, optional),
    reasonField(t, 'takeBack'),
  ],
  told(turn, said, places) {
    const below = /(\d{1,3})\s?(?:%|pour cent|percent)/.exec(said)?.[1];
    const day = /\b(?:depuis|since)\s(?:le\s)?((?:(?!à moins|a moins|pour|less).){3,30})/i.exec(said.trim())?.[1];
    const since = day === undefined ? null : readPastDay(day.trim(), turn.today);
    return {
      over: scopeSaid(turn, said, places),
      ...(since && 'date' in since && { since: since.date }),
      // Without any condition it would empty the operation: a month is proposed, and can be changed.
      ...(!since && below === undefined && { since: daysBefore(turn.today, USUAL_IDLE_DAYS) }),
      ...(below !== undefined && { below }),
    };
  },
  async plan({ services, actor, today }, { over = '', since, below }, places) {
    const scope = scopeIn(over, places, today) ?? { places: [] };
    const { taking } = await standings(services, actor);
    return planTakingBack(services, actor, {
      among: uaisIn(taking.values(), (each) => isAsked(each, scope)),
      ...(since !== undefined && { since: since as PlainDate }),
      ...(below !== undefined && { below: Number(below) }),
    });
  },
};

const relieve: Definition = {
  fields: ({ t }) => [amountField(), reasonField(t, 'relieve')],
  told: (turn, said) => ({ count: turn.t('movements:count.all'), reason: 'waiting', ...countSaid(turn, said) }),
  plan({ services, actor }, { count }) {
    const amount = amountOf(count);
    return planRelief(services, actor, amount === undefined ? {} : { count: amount });
  },
};

const retire: Definition = {
  fields: ({ t }, places) => [endField('from', places), amountField(), reasonField(t, 'retire')],
  told(turn, said, places) {
    const from = endSaid(turn, said, places, true);
    return { ...(from !== null && { from }), ...countSaid(turn, said) };
  },
  async plan({ services, actor }, { from = '', count }, places) {
    const start: End = endOf(from, places) ?? 'reserve';
    const amount = amountOf(count);
    return planMove(services, actor, {
      ...{ from: isInstitution(start) ? start : 'reserve', to: 'outside' },
      ...(amount !== undefined && { count: amount }),
    });
  },
};

export const DEFINITIONS: Record<MovementForm, Definition> = { receive, share, move, takeBack, relieve, retire };

function wordingOf(name: 'on' | 'since') {
  return {
    name,
    called: CALLED_OF_MOVEMENTS[name],
    label: (t: Turn['t']): string => t(`movements:${name}.label`),
    ask: (t: Turn['t']): string => t(`movements:${name}.ask`),
  };
}
