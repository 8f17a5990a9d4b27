import { COUNT_DELIVERY, type CountOptions } from '../deliveries/count';
import { intendsToPrepare, prepare, sendOff, showDeliveries, takeBackPrepared } from '../deliveries/deliveries';
import { settle, showAwaited, showDifferences } from '../deliveries/followUp';
import { MISSING_SERIALS, type MissingOptions } from '../deliveries/missing';
import type { Changing, Command } from './command';

/** Where delivery notes stand, and what can be done with them. */
export const deliveries: Command = {
  name: 'deliveries',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }) => showDeliveries(context),
};

export const prepareDeliveries: Changing = {
  name: 'prepareDeliveries',
  effect: 'changes',
  whose: ['steer'],
  intends: ({ context }) => intendsToPrepare(context),
  run: ({ context }) => prepare(context),
};

export const sendDeliveries: Command = {
  name: 'sendDeliveries',
  effect: 'asks',
  whose: ['steer'],
  run: (conversation, { sure, name }) =>
    sendOff(conversation, { isSure: sure === true, ...(sure && name !== undefined && { shown: name }) }),
};

/** A note's number, as it is printed. */
const PRINTED = /\bBL[- ]?\d{4}[- ](\d{1,6})\b/i;

/** `annuler les bons`: those that have not left; one by its number. */
export const cancelDeliveries: Command = {
  name: 'cancelDeliveries',
  effect: 'asks',
  whose: ['steer'],
  run(conversation, { sure, name }) {
    const number = PRINTED.exec(conversation.said)?.[1];
    return takeBackPrepared(conversation, {
      isSure: sure === true,
      ...(sure && name !== undefined && { shown: name }),
      ...(number !== undefined && { number: Number(number) }),
    });
  },
};

/** Which articles of a delivery did not come. */
export const missingSerials: Command = {
  name: 'missingSerials',
  effect: 'asks',
  whose: ['handOver', 'steer'],
  asks: true,
  run: (conversation, { delivery }) =>
    conversation.beginAnew<MissingOptions>(MISSING_SERIALS, delivery === undefined ? {} : { delivery }),
};

/** `j'ai reçu 11 cartes`: by who receives stock in a school. */
export const countDelivery: Command = {
  name: 'countDelivery',
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  async run(conversation) {
    const counted = /\b\d{1,5}\b/.exec(conversation.said)?.[0];
    await conversation.beginAnew<CountOptions>(COUNT_DELIVERY, counted === undefined ? {} : { counted });
  },
};

export const differences: Command = {
  name: 'differences',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }, { page }) => showDifferences(context, page),
};

export const awaited: Command = {
  name: 'awaited',
  effect: 'reads',
  whose: ['steer'],
  run: ({ context }, { page }) => showAwaited(context, page),
};

export const settleDifference: Changing = {
  name: 'settleDifference',
  effect: 'changes',
  whose: ['steer'],
  async intends({ context }) {
    await showDifferences(context);
    return null;
  },
  run: (conversation, { delivery, name, sure }) => settle(conversation, { delivery, name, isSure: sure === true }),
};
