/** Setting an operation up, or changing what is described of one: the form, then the act. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { DESCRIBED, type Kind, usualNeeds } from '../../src/domain/campaign';
import { readComingDay } from '../../src/understanding/readDelegation';
import { fold } from '../../src/domain/words';
import { addOperation, changeOperation, chooseOperation } from '../../src/services/operations/changeOperation';
import type { Drafts } from '../form/draft';
import type { Values } from '../form/form';
import { formThen } from '../form/formThen';
import type { Turn } from '../turn';
import { describedBy, valuesOf } from './operationForm';
import { showOperation } from './operations';

export const OPERATION = 'operation';

export interface OperationOptions {
  /** Which one is changed; absent: one is set up. */
  campaign?: string;
  /** The sentence, as typed. */
  said?: string;
}

const KIND_SAID: readonly [RegExp, Kind][] = [
  [/\b(?:cartes?|sim|sims)\b/, 'sim'],
  [/\b(?:routeurs?|box|routers?|cles? 4g)\b/, 'router'],
  [/\b(?:tablettes?|tablets?)\b/, 'tablet'],
  [/\b(?:ordinateurs?|ordis?|pc|laptops?|computers?)\b/, 'computer'],
];

/** The article that a sentence names. */
export const kindIn = (said: string): Kind | undefined => KIND_SAID.find(([words]) => words.test(fold(said)))?.[1];

function toldBy({ t }: Turn, said: string): Values {
  const kind = kindIn(said);
  const name = /[«"“]\s?([^»"”]{3,80}?)\s?[»"”]|(?:appelée|nommée|intitulée|called|named)\s+(.{3,80})$/i.exec(said);
  const called = name?.[1] ?? name?.[2];
  return {
    ...valuesOf(t, { kind: kind ?? 'sim', ...(kind && { needs: usualNeeds(kind) }) }),
    ...(called !== undefined && { name: called.trim() }),
    kind: kind ?? '',
  };
}

export const operationDialog = (drafts: Drafts): WaterfallDialog<OperationOptions> =>
  formThen<OperationOptions>(drafts, {
    name: OPERATION,
    async begin(turn, { campaign: id, said = '' }) {
      const { t, services, actor, today } = turn;
      if (id === undefined) {
        const { kind, ...rest } = toldBy(turn, said);
        return { values: { ...rest, ...(kind && { kind }) } };
      }
      const found = await services.directory.campaign({ ...actor, within: id });
      const day = /\b(?:au|jusqu['’]au|until|to)\s+(.{3,30})$/i.exec(said.trim())?.[1];
      const deadline = day === undefined ? null : readComingDay(day, today);
      const values = { ...valuesOf(t, found), campaign: found.id, ...(deadline && { deadline }) };
      return { values, ...(!deadline && { correcting: true }) };
    },
    left: (t) => t('operations:left'),
    async act({ t, services, actor, log }, { id: form, values, card }, context) {
      const described = describedBy(t, values);
      const { campaign: id } = values;
      const about = { turn: context.activity.id, member: actor.id };
      if (id === undefined) {
        const made = await addOperation(services, actor, { form, ...described });
        await chooseOperation(services, actor, made.id);
        log.info({ ...about, campaign: made.id }, 'operation added');
        return showOperation(context, card, made, t('operations:created', { name: made.name }));
      }
      // What the form has no answer for is taken back.
      const whole = Object.fromEntries(DESCRIBED.map((field) => [field, described[field]]));
      const fields = await changeOperation(services, actor, id, whole);
      log.info({ ...about, campaign: id, fields }, 'operation changed');
      const now = (await services.store.campaigns.find(id))!;
      await showOperation(context, card, now, fields.length ? t('operations:changed') : t('operations:unchanged'));
    },
  });
