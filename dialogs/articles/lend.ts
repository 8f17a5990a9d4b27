/** Lending articles to the school itself: how many, until when. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { resultCard } from '../../src/cards/resultCard';
import { NotAllowed } from '../../src/domain/errors';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Uai } from '../../src/domain/uai';
import { lend } from '../../src/services/articles/lend';
import { stockOf } from '../../src/services/articles/stock';
import { placesWhere } from '../../src/services/authorise';
import type { Drafts } from '../form/draft';
import { type Form, FormClosed, type Values } from '../form/form';
import { formThen } from '../form/formThen';
import { countField } from '../deliveries/fields';
import { plainPlaceName } from '../placeName';
import { conclude } from '../show';
import type { Turn } from '../turn';
import { dueField, listField } from './fields';

export const LEND = 'lend';

export interface LendOptions {
  /** How many, if the sentence has told. */
  count?: string;
  /** And until when. */
  dueOn?: PlainDate;
}

/** Where the person hands over, of what takes part. */
async function ownPlaces({ services, actor }: Turn) {
  const taking = await services.directory.taking(await services.directory.campaign(actor));
  return placesWhere(actor, 'handOver').flatMap((uai) => taking.get(uai) ?? []);
}

export async function lendForm(turn: Turn, { institution }: Values): Promise<Form> {
  const { t, services, actor } = turn;
  if (!(await stockOf(services, actor)).free) throw new FormClosed(t('articles:lend.none'));
  const places = await ownPlaces(turn);
  if (institution !== undefined && !places.some(({ uai }) => uai === institution))
    throw new NotAllowed(`${actor.id}: lend ${institution}`); // it was theirs when the form was begun
  const choices = places.map((place) => ({ value: place.uai, title: plainPlaceName(t, place) }));
  return {
    name: LEND,
    fields: [
      ...(places.length > 1 ? [{ ...listField('place', choices), name: 'institution' }] : []),
      countField('lent'),
      dueField(),
    ],
    title: t('articles:lend.title'),
    intro: t('articles:lend.intro'),
    submit: t('nominate:submit'),
    lineExample: '',
    review: (given, id) => ({
      ...{ id, given, lines: [] },
      warnings: given.dueOn === undefined ? [t('articles:lend.noDay')] : [],
      title: t('articles:lend.review', { count: Number(given.lent) }),
      facts:
        given.dueOn === undefined
          ? []
          : [{ label: t('articles:dueOn.label'), value: t('form:date.day', { date: new Date(given.dueOn) }) }],
      ask: t('movements:ask'),
      confirm: t('common:confirm'),
      correct: t('common:correct'),
      cancel: t('common:cancel'),
    }),
  };
}

export const lendDialog = (drafts: Drafts): WaterfallDialog<LendOptions> =>
  formThen<LendOptions>(drafts, {
    name: LEND,
    async begin(turn, { count, dueOn }) {
      const { t, services, actor } = turn;
      const { free } = await stockOf(services, actor);
      if (!free) return { say: t('articles:lend.none') };
      const campaign = await services.directory.campaign(actor);
      const [only, another] = await ownPlaces(turn);
      return {
        values: {
          ...(only && !another && { institution: only.uai }),
          ...(campaign.dueOn && campaign.dueOn >= turn.today && { dueOn: campaign.dueOn }),
          ...(count !== undefined && { lent: count }),
          ...(dueOn && { dueOn }),
        },
      };
    },
    left: (t) => t('articles:left'),
    async act({ t, services, actor, log }, { id, values, card }, context) {
      const { institution, lent, dueOn } = values;
      const count = await lend(services, actor, {
        ...{ form: id, institution: institution as Uai, count: Number(lent) },
        ...(dueOn !== undefined && { dueOn: dueOn as PlainDate }),
      });
      log.info({ turn: context.activity.id, member: actor.id, institution, count }, 'lent');
      const short = count < Number(lent) ? [t('articles:lend.short', { count })] : [];
      const view = { title: t('articles:lend.done', { count }), tone: 'good' as const, lines: short };
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });
