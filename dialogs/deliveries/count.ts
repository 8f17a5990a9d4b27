/** Receiving a delivery: which note, how many are in the box. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { type Delivery, differenceOf, printedNumber } from '../../src/domain/delivery';
import { listDeliveries, receiveDelivery } from '../../src/services/deliveries/follow';
import { cancelled } from '../cancel';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { plainPlaceName } from '../placeName';
import { conclude } from '../show';
import { type Turn, turnOf } from '../turn';
import { nothingToReceive } from './deliveries';
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

export function countDialog(drafts: Drafts): WaterfallDialog<CountOptions> {
  async function openForm(step: WaterfallStepContext<CountOptions>): Promise<DialogTurnResult> {
    const [only, another] = await awaited(turnOf(step.context));
    if (!only) {
      await nothingToReceive(step.context);
      return step.endDialog();
    }
    const { counted } = step.options;
    await drafts.open(step.context, COUNT_DELIVERY, {
      ...(!another && { delivery: only.id }),
      ...(counted !== undefined && { counted }),
    });
    return step.beginDialog(formDialogId(COUNT_DELIVERY));
  }

  async function act(step: WaterfallStepContext<CountOptions>): Promise<DialogTurnResult> {
    const { t, services, actor, log } = turnOf(step.context);
    const result = step.result as FormResult;
    await drafts.close(step.context, COUNT_DELIVERY);
    if (!result.confirmed) {
      await cancelled(step.context, [result.card], t('articles:left'));
      return step.endDialog();
    }
    const { delivery = '', counted } = result.values;
    const note = await receiveDelivery(services, actor, delivery, Number(counted));
    const { institution } = note;
    log.info({ turn: step.context.activity.id, member: actor.id, institution, delivery, counted }, 'delivery received');
    const difference = differenceOf(note);
    const was = note.received!.counted;
    const view = {
      title: t('deliveries:count.done', { number: printedNumber(note) }),
      tone: difference ? ('warning' as const) : ('good' as const),
      lines: [
        t('deliveries:count.counted', { count: was }),
        ...(was === Number(counted) ? [] : [t('deliveries:count.before')]),
        ...(difference ? [t('deliveries:count.followed')] : []),
      ],
      actions: [button(t('commands:title.handOver'), { act: 'handOver' }, { style: 'positive' })],
    };
    await conclude(step.context, result.card, cardMessage(resultCard(t, view)));
    return step.endDialog();
  }

  return new WaterfallDialog<CountOptions>(COUNT_DELIVERY, [openForm, act]);
}
