/** Receiving a delivery: which note, how many are in the box. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { type Delivery, differenceOf, isOpenDifference, printedNumber } from '../../src/domain/delivery';
import { listDeliveries, receiveDelivery } from '../../src/services/deliveries/follow';
import { writeRef } from '../documents/document';
import type { Drafts } from '../form/draft';
import { type Form, FormClosed, type Values } from '../form/form';
import { formThen } from '../form/formThen';
import { plainPlaceName } from '../placeName';
import { lastDone } from '../lastDone';
import { conclude } from '../show';
import type { Turn } from '../turn';
import { countField, noteField } from './fields';

export const COUNT_DELIVERY = 'countDelivery';

export interface CountOptions {
  /** How many, if the sentence has told. */
  counted?: string;
}

async function awaited({ services, actor }: Turn): Promise<Delivery[]> {
  return (await listDeliveries(services, actor)).filter(({ state }) => state !== 'received');
}

export async function countForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services } = turn;
  const notes = await awaited(turn);
  if (!notes.length) throw new FormClosed(t('deliveries:nothing'));
  const note = notes.find(({ id }) => id === values.delivery);
  const known = await services.directory.institutions();
  const titleOf = (each: Delivery): string => {
    const place = known.get(each.institution);
    return t('deliveries:noteTitle', {
      number: printedNumber(each),
      name: place ? plainPlaceName(t, place) : '',
      count: each.count,
    });
  };
  return {
    name: COUNT_DELIVERY,
    fields: [noteField(notes.map((each) => ({ value: each.id, title: titleOf(each) }))), countField('counted')],
    title: t('deliveries:count.title'),
    intro: note
      ? t('deliveries:count.intro', { count: note.count, number: printedNumber(note) })
      : t('deliveries:count.which'),
    submit: t('nominate:submit'),
    lineExample: t('deliveries:count.lineExample'),
    review: (given, id) => {
      const counted = Number(given.counted);
      const isOther = note !== undefined && counted !== note.count;
      return {
        ...{ id, given, lines: [] },
        title: t('deliveries:count.review'),
        facts: [
          ...(note ? [{ label: t('articles:note.label'), value: titleOf(note) }] : []),
          { label: t('articles:counted.label'), value: t('summary:number', { value: counted }) },
        ],
        warnings: isOther ? [t('deliveries:count.differs', { count: counted, sent: note.count })] : [],
        ask: t('movements:ask'),
        confirm: t('common:confirm'),
        correct: t('common:correct'),
        cancel: t('common:cancel'),
      };
    },
  };
}

export const countDialog = (drafts: Drafts): WaterfallDialog<CountOptions> =>
  formThen<CountOptions>(drafts, {
    name: COUNT_DELIVERY,
    async begin(turn, { counted }) {
      const [only, another] = await awaited(turn);
      if (!only) return { say: turn.t('deliveries:nothing') };
      return { values: { ...(!another && { delivery: only.id }), ...(counted !== undefined && { counted }) } };
    },
    left: (t) => t('articles:left'),
    async act(turn, { values, card }, context) {
      const { t, services, actor, log } = turn;
      const { delivery = '', counted } = values;
      const note = await receiveDelivery(services, actor, delivery, Number(counted));
      const { institution } = note;
      log.info({ turn: context.activity.id, member: actor.id, institution, delivery, counted }, 'delivery received');
      const difference = differenceOf(note);
      const was = note.received!.counted;
      const view = {
        title: t('deliveries:count.done', { number: printedNumber(note) }),
        tone: difference ? ('warning' as const) : ('good' as const),
        lines: [
          t('deliveries:count.counted', { count: was }),
          ...(note.received!.by === actor.id && was === Number(counted) ? [] : [t('deliveries:count.before')]),
          ...(note.received!.by === actor.id
            ? []
            : await lastDone(turn, { campaign: note.campaign, deeds: ['deliveryReceived'] })),
          ...(difference ? [t('deliveries:count.followed')] : []),
        ],
        actions: [
          ...(difference < 0 && note.serials.length && isOpenDifference(note)
            ? [
                button(t('deliveries:missing.tell'), { act: 'missingSerials', delivery }),
                button(t('deliveries:printOne'), {
                  act: 'document',
                  document: writeRef({ campaign: note.campaign, what: 'note', id: note.id }),
                }),
              ]
            : []),
          button(t('commands:title.handOver'), { act: 'handOver' }, { style: 'positive' }),
        ],
      };
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });
