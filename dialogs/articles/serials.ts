/** Serials of a lot: typed, pasted or scanned one after the other, or a file; what would be written down is shown first. */
import { createHash } from 'node:crypto';
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard, type ResultView } from '../../src/cards/resultCard';
import { type SerialRow, serialsIn } from '../../src/domain/serialFile';
import { planSerials, registerSerials, type SerialPlan } from '../../src/services/articles/registerSerials';
import { LONGEST_LIST } from '../answer';
import type { Conversation } from '../conversation';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formThen } from '../form/formThen';
import { conclude, send } from '../show';
import type { Turn } from '../turn';
import { wording } from './fields';
import { isLikeASerial } from './scan';

export const SERIALS = 'serials';

export interface SerialsOptions {
  /** What was scanned before anything was asked. */
  said?: string;
}

/** Lines that a card shows. */
const MOST_SHOWN = 8;
/** A word that is no part of a serial, and not what one is called. */
const WORD = /(?<![\p{L}\d])(?!(?:iccid|imei|sn|no|n)(?!\p{L}))\p{L}{2,}(?![\p{L}\d])/iu;

export async function serialsForm(turn: Turn, values: Values): Promise<Form> {
  const { t, services, actor } = turn;
  const plan = values.numbers === undefined ? null : await planSerials(services, actor, serialsIn(values.numbers));
  const { label, ask, ...rest } = wording('numbers');
  const problem = plan && !plan.added.length && !plan.put.length ? planLines(turn, plan).join('\n\n') : null;
  return {
    name: SERIALS,
    fields: [
      {
        ...{ ...rest, kind: 'text', maxLength: LONGEST_LIST, isLong: true as const },
        label: ({ t: say }) => label(say),
        ask: ({ t: say }) => ask(say),
        read(typed, { t: say }) {
          if (problem !== null && typed === values.numbers) return { problem };
          // Words are no numbers: `merci, j'ai fini`.
          return !WORD.test(typed) && serialsIn(typed).every(({ serial }) => /\d/.test(serial))
            ? { value: typed.trim() }
            : { problem: say('articles:problem.signs') };
        },
      },
    ],
    title: t('serials:title'),
    intro: t('serials:intro'),
    submit: t('nominate:submit'),
    lineExample: '',
    // Scanned in a row: they add up until it is confirmed.
    scan: (text, given) =>
      serialsIn(text).every(({ serial }) => isLikeASerial(serial))
        ? { values: { ...given, numbers: [given.numbers, text.trim()].join(' ') } }
        : null,
    review: (given, id) => ({
      ...{ id, given, facts: [], lines: plan ? [...planLines(turn, plan), t('serials:inARow')] : [], warnings: [] },
      title: t('serials:review', { count: plan?.added.length ?? 0 }),
      ask: t('movements:ask'),
      confirm: t('common:confirm'),
      correct: t('common:correct'),
      cancel: t('common:cancel'),
    }),
  };
}

export const serialsDialog = (drafts: Drafts): WaterfallDialog<SerialsOptions> =>
  formThen<SerialsOptions>(drafts, {
    name: SERIALS,
    async begin({ services, actor }, { said }) {
      await services.directory.campaign(actor);
      return { values: said === undefined ? {} : { numbers: said } };
    },
    left: (t) => t('articles:left'),
    async act(turn, { id, values, card }, context) {
      const { t, services, actor } = turn;
      const plan = await planSerials(services, actor, serialsIn(values.numbers ?? ''));
      const added = await registerSerials(services, actor, plan, { source: id });
      const now = await planSerials(services, actor, []);
      const actions = [
        button(t('serials:more'), { act: 'serials' }),
        button(t('commands:title.deliveries'), { act: 'deliveries' }),
      ];
      await conclude(
        context,
        card,
        cardMessage(resultCard(t, { ...doneView(turn, { ...plan, ...standing(now), count: added }), actions })),
      );
    },
  });

function planLines({ t }: Turn, { added, same, put, foreign, bad, units, known }: SerialPlan): string[] {
  return [
    ...(added.length ? [t('serials:new', { count: added.length })] : []),
    ...(put.length ? [t('serials:put', { count: put.length })] : []),
    ...(same ? [t('serials:same', { count: same })] : []),
    ...(foreign ? [t('serials:foreign', { count: foreign })] : []),
    ...badLines({ t }, { bad }),
    ...(known > units ? [t('serials:tooMany', { count: known, units })] : []),
  ];
}

function badLines({ t }: Pick<Turn, 't'>, { bad }: Pick<SerialPlan, 'bad'>): string[] {
  if (!bad.length) return [];
  const told = bad
    .slice(0, MOST_SHOWN)
    .map(({ line, problem, value }) =>
      t('serials:badLine', { line, value, problem: t(`articles:problem.${problem}`) }),
    );
  return [
    t('serials:bad', { count: bad.length }),
    ...told,
    ...(bad.length > told.length ? [t('serials:badMore', { count: bad.length - told.length })] : []),
  ];
}

/** How many are known by now, whoever wrote them down. */
const standing = ({ known, units }: SerialPlan) => ({ known, units });

/** @param plan with how many of it this has added: somebody else may have been quicker */
const doneView = ({ t }: Turn, plan: SerialPlan & { count: number }): ResultView => ({
  title: t('serials:done', { count: plan.count }),
  tone: 'good',
  lines: [
    ...(plan.put.length ? [t('serials:put', { count: plan.put.length })] : []),
    ...badLines({ t }, plan),
    t('serials:known', { count: plan.known, units: plan.units }),
  ],
});

/** A list that was sent: what it would add, to be confirmed. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showSerialFile(
  { turn, context, memory }: Conversation,
  file: { url: string; hash: string; rows: readonly SerialRow[] },
): Promise<void> {
  const { t, services, actor } = turn;
  const campaign = await services.directory.campaign(actor);
  const plan = await planSerials(services, actor, file.rows);
  const changes = plan.added.length + plan.put.length;
  const { url, hash } = file;
  await memory.keepsFile(context, changes ? { url, hash, of: 'serials', campaign: campaign.id } : undefined);
  const actions = changes
    ? [
        button(t('serials:confirm', { count: changes }), { act: 'importFile', name: hash }, { style: 'positive' }),
        button(t('common:cancel'), { act: 'cancel' }),
      ]
    : [];
  const title = t('serials:file', { count: file.rows.length, name: campaign.name });
  await send(context, cardMessage(resultCard(t, { title, lines: planLines(turn, plan), actions })));
}

/** Does what was shown. @throws NotAllowed, NoCampaign, StoreAway */
export async function confirmSerialFile(
  { turn, context, memory }: Conversation,
  { hash, rows }: { hash: string; rows: readonly SerialRow[] },
): Promise<void> {
  const { t, services, actor, log } = turn;
  const plan = await planSerials(services, actor, rows);
  const source = createHash('sha256').update(hash).digest('base64url').slice(0, 16);
  const count = await registerSerials(services, actor, plan, { source });
  const now = await planSerials(services, actor, []);
  await memory.keepsFile(context, undefined);
  log.info({ turn: context.activity.id, member: actor.id, added: plan.added.length, bad: plan.bad.length }, 'serials');
  const actions = [button(t('commands:title.deliveries'), { act: 'deliveries' })];
  await conclude(
    context,
    context.activity.replyToId,
    cardMessage(resultCard(t, { ...doneView(turn, { ...plan, ...standing(now), count }), actions })),
  );
}
