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
import { dateField } from '../form/fields';
import type { Field, FormName, Values } from '../form/form';
import { CALLED_OF_MOVEMENTS } from '../vocabulary';
import type { Turn } from '../turn';
import {
  basisSaid,
  boundsSaid,
  countSaid,
  endSaid,
  isPartSaid,
  isReserveSaid,
  lotSaid,
  parted,
  scopeSaid,
} from './said';
import {
  amountField,
  amountOf,
  basisField,
  endField,
  endOf,
  numberField,
  reasonField,
  scopeField,
  scopeIn,
  textField,
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

const optional = { optional: true } as const;

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
  told: ({ today }, said) => lotSaid(said, today),
  async plan({ services, actor }, { received }) {
    const standing = await standings(services, actor);
    return planOf('receive', standing, [{ from: 'outside', to: 'reserve', count: Number(received) }]);
  },
  lot: ({ giver = '', on = '', announced = '0' }) => ({ giver, on, announced: Number(announced) }),
};

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
    const by = basisSaid(said);
    const { min, max, rest } = boundsSaid(said);
    return {
      ...(!isPartSaid(said) && { count: turn.t('movements:count.all') }), // a part of it: asked how many
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

const move: Definition = {
  fields: ({ t }, places) => [endField('from', places), endField('to', places), amountField(), reasonField(t, 'move')],
  told(turn, said, places) {
    const [before = '', ...after] = said.split(/\s(?:vers|à destination de|pour|to|into|→)\s/i);
    // `reprends 2 places à Jean Moulin`: from there, into the reserve.
    const isBack = !after.length && /\b(?:repren|recuper|take back|recover)/.test(fold(said));
    const [left, right] = after.length ? [before, after.join(' ')] : isBack ? [said, ''] : parted(said);
    const from = endSaid(turn, left, places, isReserveSaid(left));
    const to = endSaid(turn, right, places, isBack || isReserveSaid(right));
    return { ...(from !== null && { from }), ...(to !== null && { to }), ...countSaid(turn, said) };
  },
  async plan({ services, actor }, { from = '', to = '', count }, places) {
    const [start, end] = [endOf(from, places) ?? 'reserve', endOf(to, places) ?? 'reserve'];
    const amount = amountOf(count);
    return planMove(services, actor, { from: start, to: end, ...(amount !== undefined && { count: amount }) });
  },
};

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
    return planTakingBack(services, actor, {
      over: (each) => isAsked(each, scope),
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
