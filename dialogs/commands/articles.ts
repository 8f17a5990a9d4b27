import { begins, GIVE_BACK, LOSE, looksAt, type AfterwardsOptions } from '../articles/afterwards';
import type { HandOverOptions } from '../articles/handOver';
import { HAND_OVER } from '../articles/handOverForm';
import { RECEIPTS, type ReceiptsOptions } from '../articles/receipts';
import { SERIALS, type SerialsOptions } from '../articles/serials';
import { showArticles, showStock } from '../articles/stock';
import { undo } from '../articles/undo';
import { forget, showWhereIs } from '../articles/whereIs';
import { theNamed } from '../theNamed';
import { showDeliveries } from '../deliveries/deliveries';
import { may } from '../../src/services/authorise';
import { languageSaid } from '../../src/documents/familyTexts';
import { shownSerial } from '../../src/domain/serial';
import { serialsIn } from '../../src/domain/serialFile';
import { findPupil } from '../../src/services/listPupils';
import { fold } from '../../src/domain/words';
import type { Condition, Loss } from '../../src/domain/handOver';
import type { Conversation } from '../conversation';
import type { Changing, Command, Intended, Slots } from './command';

/** `mon stock`: what there is to receive, to hand over, to look after; for who steers, what is on its way. */
export const stock: Command = {
  name: 'stock',
  effect: 'reads',
  whose: ['handOver', 'steer'],
  run: ({ context, turn: { actor } }) => (may(actor, 'handOver') ? showStock(context) : showDeliveries(context)),
};

/** `remise`, `remettre à Diallo`, a serial that was scanned. */
export const handOver: Command = {
  name: 'handOver',
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  run: (conversation, { nomination, name, serial }: Slots) =>
    conversation.beginAnew<HandOverOptions>(HAND_OVER, {
      ...(nomination !== undefined && { nomination }),
      ...(name !== undefined && { name }),
      ...(serial !== undefined && { serial }),
    }),
};

export const undoHandOver: Changing = {
  name: 'undoHandOver',
  effect: 'changes',
  whose: ['handOver'],
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, conversation.turn.t('articles:undo.how'));
    if (found !== undefined) await undo(conversation.context, found, slots.shownAt);
  },
  intends: (conversation, slots) => ofPupil(conversation, slots, 'undo'),
};

/** `récépissé de Diallo`: one pupil's paper; `récépissés`: all that are to be signed. */
export const receipts: Command = {
  name: 'receipts',
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  async run(conversation, slots) {
    const { nomination, name, serial } = slots;
    const isAll = nomination === undefined && name === undefined && serial === undefined;
    const found = isAll ? undefined : await theNamed(conversation, slots, undefined);
    if (!isAll && found === undefined) return conversation.again();
    const language = languageSaid(conversation.said);
    return conversation.beginAnew<ReceiptsOptions>(RECEIPTS, {
      ...(found !== undefined && { nomination: found }),
      ...(language && { language }),
    });
  },
};

const ofOne = (name: 'lose' | 'giveBack', form: typeof LOSE | typeof GIVE_BACK): Command => ({
  name,
  effect: 'asks',
  whose: ['handOver'],
  asks: true,
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, conversation.turn.t(`articles:${name}.how`));
    if (found === undefined) return conversation.again();
    const loss = name === 'lose' ? lossIn(conversation.said) : undefined;
    const condition = name === 'giveBack' ? conditionIn(conversation.said) : undefined;
    return conversation.beginAnew<AfterwardsOptions>(form, {
      nomination: found,
      ...(loss && { loss }),
      ...(condition && { condition }),
    });
  },
});

const LOSS_SAID: readonly [RegExp, Loss][] = [
  [/\b(?:vole\w*|stolen|vol)\b/, 'stolen'],
  [/\b(?:casse\w*|brise\w*|broken|abime\w*|panne|marche plus|fonctionne plus)\b/, 'broken'],
  [/\b(?:perd\w*|lost|perte)\b/, 'lost'],
];

const CONDITION_SAID: readonly [RegExp, Condition][] = [
  [/\b(?:casse\w*|abime\w*|brise\w*|damaged|broken)\b/, 'damaged'],
  [/\b(?:sans|manque\w*|incomplet\w*|without|missing)\b/, 'incomplete'],
];

/** How it came back, if the sentence has told. */
const conditionIn = (said: string): Condition | undefined =>
  CONDITION_SAID.find(([words]) => words.test(fold(said)))?.[1];

/** What happened, if the sentence has told. */
const lossIn = (said: string): Loss | undefined => LOSS_SAID.find(([words]) => words.test(fold(said)))?.[1];

/** `la carte de Diallo est perdue`. */
export const lose = ofOne('lose', LOSE);
/** `Diallo a rendu sa tablette`. */
export const giveBack = ofOne('giveBack', GIVE_BACK);

/** `la carte de Diallo est activée`; a top-up. */
export const activate: Changing = {
  name: 'activate',
  effect: 'changes',
  whose: ['handOver'],
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, conversation.turn.t('articles:activate.how'));
    if (found !== undefined) await begins(conversation, found);
  },
  intends: (conversation, slots) => ofPupil(conversation, slots, 'activate'),
};

/** What came back is looked at. */
export const checkReturned: Changing = {
  name: 'checkReturned',
  effect: 'changes',
  whose: ['handOver'],
  async intends(conversation) {
    await looksAt(conversation, {});
    return null;
  },
  run: (conversation, { unit, name, page }) =>
    looksAt(conversation, {
      ...(unit !== undefined && { unit }),
      ...(name !== undefined && { name }),
      ...(page !== undefined && { page }),
    }),
};

export const lapsing: Command = {
  name: 'lapsing',
  effect: 'reads',
  whose: ['handOver'],
  run: ({ context }, { page }) => showArticles(context, 'lapsing', page),
};

/** Serials, typed or scanned in a row. */
export const serials: Command = {
  name: 'serials',
  effect: 'asks',
  whose: ['steer'],
  asks: true,
  run: (conversation, { serial }) =>
    conversation.beginAnew<SerialsOptions>(SERIALS, serial === undefined ? {} : { said: serial }),
};

/** `où est la carte 8933…` */
export const whereIs: Command = {
  name: 'whereIs',
  effect: 'reads',
  whose: ['handOver', 'steer'],
  run: (conversation, { serial }) =>
    serial === undefined
      ? conversation.say(conversation.turn.t('articles:whereIs.how'))
      : showWhereIs(conversation.context, serialsIn(serial)),
};

/** `retirer le numéro 8933…` */
export const forgetSerial: Changing = {
  name: 'forgetSerial',
  effect: 'changes',
  whose: ['steer'],
  async intends(conversation, { serial }) {
    const { t } = conversation.turn;
    if (serial !== undefined)
      return {
        title: t('articles:forget.ask', { serial: shownSerial(serial) }),
        confirm: t('commands:title.forgetSerial'),
        slots: { serial },
      };
    await conversation.say(t('articles:forget.how'));
    return null;
  },
  run: (conversation, { serial }) =>
    serial === undefined
      ? conversation.say(conversation.turn.t('articles:forget.how'))
      : forget(conversation.context, serial),
};

/** What a sentence would do to one pupil's article; their list where the name does not tell. */
async function ofPupil(conversation: Conversation, slots: Slots, act: 'undo' | 'activate'): Promise<Intended | null> {
  const { t, services, actor } = conversation.turn;
  const nomination = await theNamed(conversation, slots, t(`articles:${act}.how`));
  if (nomination === undefined) return null;
  const { pupil } = await findPupil(services, actor, nomination);
  return {
    title: t(`articles:${act}.ask`, { ...pupil }),
    confirm: t(`articles:${act}.confirm`),
    slots: { nomination, ...(act === 'undo' && { shownAt: String(services.now().getTime()) }) },
  };
}
