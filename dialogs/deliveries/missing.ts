/** Which articles of a delivery did not come: their numbers, by who has counted it. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { resultCard } from '../../src/cards/resultCard';
import { type Delivery, differenceOf, isOpenDifference, missingIn, printedNumber } from '../../src/domain/delivery';
import { shownSerial } from '../../src/domain/serial';
import { serialsIn } from '../../src/domain/serialFile';
import { listDeliveries, tellMissing } from '../../src/services/deliveries/follow';
import { isLikeASerial } from '../articles/scan';
import { serialsSaid } from '../articles/serialSaid';
import { wording } from '../articles/fields';
import type { Drafts } from '../form/draft';
import { type Field, type Form, FormClosed, type Values } from '../form/form';
import { formThen } from '../form/formThen';
import { plainPlaceName } from '../placeName';
import { conclude } from '../show';
import type { Turn } from '../turn';
import { noteField } from './fields';

export const MISSING_SERIALS = 'missingSerials';

export interface MissingOptions {
  delivery?: string;
}

/** In characters. */
const LONGEST = 500;

/** Counted short, followed up, and their numbers known. */
const short = async ({ services, actor }: Turn): Promise<Delivery[]> =>
  (await listDeliveries(services, actor)).filter(
    (note) => isOpenDifference(note) && differenceOf(note) < 0 && note.serials.length > 0,
  );

/** A list, or a sentence with numbers in it: `c'est la 8933…`. */
function typedIn(text: string): string[] {
  const list = serialsIn(text).map(({ serial }) => serial);
  return list.every((each) => !/\p{L}{2}/u.test(each)) ? list : serialsSaid(text).length ? serialsSaid(text) : list;
}

export async function missingForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services, actor } = turn;
  const notes = await short(turn);
  if (!notes.length) throw new FormClosed(t('deliveries:missing.none'));
  const note = notes.find(({ id }) => id === values.delivery);
  const { kind } = await services.directory.campaign(actor);
  const known = await services.directory.institutions();
  const choices = notes.map((each) => {
    const place = known.get(each.institution);
    const name = place ? plainPlaceName(t, place) : '';
    return {
      value: each.id,
      title: t('deliveries:noteTitle', { number: printedNumber(each), name, count: each.count }),
    };
  });
  return {
    name: MISSING_SERIALS,
    fields: [...(notes.length > 1 || !note ? [noteField(choices)] : []), missingField(note, kind)],
    title: t('deliveries:missing.title'),
    intro: note
      ? t('deliveries:missing.intro', { count: -differenceOf(note), number: printedNumber(note) })
      : t('deliveries:count.which'),
    submit: t('nominate:submit'),
    lineExample: '',
    // Scanned in a row: they add up until it is confirmed.
    scan: (text, given) =>
      typedIn(text).every(isLikeASerial)
        ? { values: { ...given, numbers: [given.numbers, text.trim()].join(' ') } }
        : null,
    review: (given, id) => ({
      ...{ id, given, warnings: [], facts: [] },
      title: t('deliveries:missing.review'),
      lines: note ? missingIn(note, kind, typedIn(given.numbers ?? '')).found.map(shownSerial) : [],
      ask: t('movements:ask'),
      confirm: t('common:confirm'),
      correct: t('common:correct'),
      cancel: t('common:cancel'),
    }),
  };
}

function missingField(note: Delivery | undefined, kind: Parameters<typeof missingIn>[1]): Field {
  const { label, ask: _ask, ...rest } = wording('numbers');
  return {
    ...{ ...rest, kind: 'text', maxLength: LONGEST },
    label: ({ t }) => label(t),
    ask: ({ t }) => t('deliveries:missing.ask'),
    read(typed, { t }) {
      const numbers = typedIn(typed);
      const { found, bad } = note ? missingIn(note, kind, numbers) : { found: [], bad: numbers };
      const [first] = bad;
      if (first !== undefined)
        return {
          problem: t(found.length ? 'deliveries:missing.notAll' : 'deliveries:missing.notOne', { serial: first }),
        };
      return found.length ? { value: found.join(' ') } : { problem: t('articles:problem.empty') };
    },
  };
}

export const missingDialog = (drafts: Drafts): WaterfallDialog<MissingOptions> =>
  formThen<MissingOptions>(drafts, {
    name: MISSING_SERIALS,
    async begin(turn, { delivery }) {
      const notes = await short(turn);
      const [only, another] = notes;
      if (!only) return { say: turn.t('deliveries:missing.none') };
      const meant = notes.find(({ id }) => id === delivery) ?? (another ? undefined : only);
      return { values: meant ? { delivery: meant.id } : {} };
    },
    left: (t) => t('articles:left'),
    async act({ t, services, actor, log }, { values: { delivery: id = '', numbers = '' }, card }, context) {
      const { delivery, bad } = await tellMissing(services, actor, id, typedIn(numbers));
      const { institution, missing = [] } = delivery;
      log.info({ turn: context.activity.id, member: actor.id, institution, delivery: id }, 'missing serials');
      const isDone = !bad.length && isOpenDifference(delivery);
      const view = isDone
        ? {
            ...{ title: t('deliveries:missing.done', { count: missing.length }), tone: 'good' as const },
            lines: [t('deliveries:count.followed')],
          }
        : { title: t('deliveries:missing.none'), lines: [] };
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });
