/** Answering a family: what is kept of one pupil, and erasing it. Asked by name and birth date; nothing is browsed. */
import type { TurnContext } from 'botbuilder';
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { keptCard } from '../src/cards/keptCard';
import { resultCard } from '../src/cards/resultCard';
import { type PlainDate, yearsBefore } from '../src/domain/plainDate';
import { shownSerial } from '../src/domain/serial';
import { readBirthDay } from '../src/domain/spokenDate';
import { erasePupil, findKept, type KeptOfPupil, tellOfPupil } from '../src/services/rights';
import type { Id } from '../src/store/nomination';
import { dateField, nameField } from './form/fields';
import type { JournalLine } from '../src/domain/journal';
import type { Drafts } from './form/draft';
import type { Form } from './form/form';
import { formThen } from './form/formThen';
import { factsOf } from './pupilReview';
import { wording } from './pupilFields';
import { conclude } from './show';
import { type Turn, turnOf } from './turn';

export const RIGHTS = 'rights';

/** Nobody at school is older. In years. */
const OLDEST = 30;

export function rightsForm({ t }: Turn): Promise<Form> {
  return Promise.resolve({
    name: RIGHTS,
    fields: [
      nameField(wording('lastName')),
      nameField(wording('firstName')),
      dateField(wording('birthDate'), {
        read: readBirthDay,
        days: ({ today }) => [yearsBefore(today, OLDEST), today],
        tooEarly: (turn) => turn.t('form:date.tooOld'),
        tooLate: (turn) => turn.t('form:date.tooYoung'),
      }),
    ],
    title: t('rights:title'),
    intro: t('rights:intro'),
    submit: t('rights:search'),
    lineExample: '',
  });
}

export const rightsDialog = (drafts: Drafts): WaterfallDialog =>
  formThen(drafts, {
    name: RIGHTS,
    begin: () => ({ values: {} }),
    left: (t) => t('rights:left'),
    async act(turn, { values: { lastName = '', firstName = '', birthDate }, card }, context) {
      const { t, services, actor, log } = turn;
      const kept = await tellOfPupil(services, actor, { lastName, firstName, birthDate: birthDate as PlainDate });
      log.info({ turn: context.activity.id, member: actor.id, found: kept.length }, 'rights answered');
      const nothing = resultCard(t, { title: t('rights:nothing'), lines: [t('rights:nothingNext')] });
      await conclude(context, card, cardMessage(kept.length ? keptCard(t, viewOf(turn, kept)) : nothing));
    },
  });

/** What was done for a pupil, in a few words. */
export const deedOf = (t: Turn['t'], { what, day, at }: JournalLine): string =>
  t(`rights:deed.${what as 'unitPostponed'}`, { date: new Date(day ?? at) });

const viewOf = (turn: Turn, kept: readonly KeptOfPupil[]) => ({
  title: turn.t('rights:kept', { count: kept.length }),
  records: kept.map(({ nomination, institution, campaign, history, unit }) => ({
    ...{ id: nomination._id, campaign: nomination.campaign },
    facts: [
      ...(campaign
        ? [{ label: turn.t('rights:operation'), value: turn.t('common:plain', { text: campaign.name }) }]
        : []),
      ...factsOf(turn, nomination, institution),
      { label: turn.t('rights:state'), value: turn.t(`rights:states.${nomination.state}`) },
      ...(unit?.serial === undefined
        ? []
        : [{ label: turn.t('articles:serial.label'), value: shownSerial(unit.serial) }]),
      ...(nomination.household === undefined
        ? []
        : [{ label: turn.t('nominate:household.label'), value: nomination.household }]),
    ],
    history: history.map((line) => turn.t('rights:act', { at: line.at, what: deedOf(turn.t, line) })),
  })),
});

/** Asks whether it is meant, in place of the card; then erases. @throws NotAllowed, StoreAway */
export async function eraseKept(context: TurnContext, { campaign, _id }: Id, isSure: boolean): Promise<void> {
  const { t, services, actor, log } = turnOf(context);
  const kept = await findKept(services, actor, { campaign, _id });
  if (!isSure && kept) {
    const act = { act: 'erase', nomination: _id, name: campaign } as const;
    const actions = [
      button(t('rights:eraseSure'), { ...act, sure: 'yes' }, { style: 'destructive' }),
      button(t('common:cancel'), { act: 'rights' }),
    ];
    const view = { title: t('rights:eraseTitle', { ...kept.pupil }), lines: [t('rights:eraseLines')], actions };
    return conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
  }
  const isErased = await erasePupil(services, actor, { campaign, _id });
  log.info({ turn: context.activity.id, member: actor.id, nomination: _id, isErased }, 'pupil erased');
  const view = { title: t('rights:erased'), tone: 'good' as const, lines: [t('rights:erasedLines')] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}
