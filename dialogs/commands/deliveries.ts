import { COUNT_DELIVERY, type CountOptions } from '../deliveries/count';
import { prepare, sendOff, settle, showAwaited, showDeliveries, showDifferences } from '../deliveries/deliveries';
import type { Command } from './command';

/** Where delivery notes stand, and what can be done with them. */
export const deliveries: Command = {
  name: 'deliveries',
  whose: ['steer'],
  run: ({ context }) => showDeliveries(context),
};

export const prepareDeliveries: Command = {
  name: 'prepareDeliveries',
  whose: ['steer'],
  run: ({ context }) => prepare(context),
};

export const sendDeliveries: Command = {
  name: 'sendDeliveries',
  whose: ['steer'],
  run: (conversation, { sure }) => sendOff(conversation, sure === true),
};

/** `j'ai reçu 11 cartes`: by who receives stock in a school. */
export const countDelivery: Command = {
  name: 'countDelivery',
  whose: ['handOver'],
  asks: true,
  async run(conversation) {
    const { open, dc, turn } = conversation;
    if (await open.comeBackTo(dc, COUNT_DELIVERY)) await open.drop(dc, COUNT_DELIVERY);
    const counted = turn.answer.kind === 'text' ? /\b\d{1,5}\b/.exec(turn.answer.text)?.[0] : undefined;
    await conversation.begin<CountOptions>(COUNT_DELIVERY, counted === undefined ? {} : { counted });
  },
};

export const differences: Command = {
  name: 'differences',
  whose: ['steer'],
  run: ({ context }, { page }) => showDifferences(context, page),
};

export const awaited: Command = {
  name: 'awaited',
  whose: ['steer'],
  run: ({ context }, { page }) => showAwaited(context, page),
};

export const settleDifference: Command = {
  name: 'settleDifference',
  whose: ['steer'],
  run: ({ context }, { delivery, name }) => settle(context, delivery, name),
};
