/** What remains: for the operation, a commune, or an institution; a head's own without asking. */
import type { TurnContext } from 'botbuilder';
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { cardMessage, message } from '../src/cards/activities';
import { summaryCard, summaryText, type SummaryView } from '../src/cards/summaryCard';
import { type Institution, INSTITUTION_KINDS } from '../src/domain/institution';
import type { Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { type Found, placeWords } from '../src/services/search';
import { summariseInstitutions, summariseOperation, sumOf } from '../src/services/summarise';
import { cancelled } from './cancel';
import { choiceField } from './form/fields';
import type { Drafts } from './form/draft';
import type { Form, Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { send } from './show';
import { type Turn, turnOf } from './turn';

export const SUMMARY = 'summary';
const CHOOSE = 'choosePlace';

export interface SummaryOptions {
  /** What was typed behind the command; empty asks for all that one may see. */
  about: string;
}

/** Which of several institutions of one name. */
export async function choosePlaceForm({ t, services }: Turn, { candidates = '' }: Values): Promise<Form> {
  const known = await services.directory.institutions();
  const institutions = candidates
    .split(' ')
    .map((uai) => known.get(uai as Uai))
    .filter((found) => found !== undefined);
  const choices = institutions.map(({ uai, name, communes: [commune] }) => ({
    value: uai,
    title: t('common:atPlain', { name, commune }),
  }));
  const wording = { name: 'institution', label: () => t('nominate:institution.label'), ask: () => list(t, choices) };
  return {
    name: CHOOSE,
    fields: [choiceField(wording, choices)],
    title: t('summary:whichTitle'),
    intro: t('summary:which'),
    opening: '',
    submit: '',
  };
}

const list = (t: Turn['t'], choices: { title: string }[]): string =>
  [
    t('summary:which'),
    choices.map(({ title }, i) => t('form:choice', { number: i + 1, title })).join('\n'),
    t('form:answerByNumber'),
  ].join('\n\n');

export function summaryDialog(drafts: Drafts): WaterfallDialog<SummaryOptions> {
  async function find(step: WaterfallStepContext<SummaryOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { actor, services, t } = turn;
    const about = step.options.about;
    if (!may(actor, 'seeAllCounts')) {
      await showOwn(step.context, turn, placeWords(about) !== '');
      return step.endDialog();
    }
    if (placeWords(about) === '') {
      await showOperation(step.context, turn);
      return step.endDialog();
    }
    const found = (await services.directory.search()).find(about);
    if (found.kind === 'several') {
      await drafts.open(step.context, CHOOSE, { candidates: found.institutions.map(({ uai }) => uai).join(' ') });
      return step.beginDialog(formDialogId(CHOOSE));
    }
    if (found.kind === 'nothing') await send(step.context, message(t('summary:nothing')));
    else await showFound(step.context, turn, found);
    return step.endDialog();
  }

  async function chosen(step: WaterfallStepContext<SummaryOptions>): Promise<DialogTurnResult> {
    const result = step.result as FormResult;
    await drafts.close(step.context, CHOOSE);
    const turn = turnOf(step.context);
    const uai = result.confirmed ? (result.values.institution as Uai) : undefined;
    const institution = uai && (await turn.services.directory.institution(uai));
    if (institution) await showFound(step.context, turn, { kind: 'institution', institution });
    else await cancelled(step.context, [result.card]);
    return step.endDialog();
  }

  return new WaterfallDialog<SummaryOptions>(SUMMARY, [find, chosen]);
}

async function show(context: TurnContext, { t }: Turn, view: SummaryView): Promise<void> {
  await send(context, cardMessage(summaryCard(t, view), summaryText(t, view)));
}

async function showOperation(context: TurnContext, turn: Turn): Promise<void> {
  const { t, services, actor } = turn;
  const { all, streams, reserve } = await summariseOperation(services, actor);
  await show(context, turn, {
    title: t('summary:operation', { name: (await services.directory.campaign()).name }),
    all: { name: t('summary:all'), ...all },
    rows: INSTITUTION_KINDS.map((kind) => ({ name: t(`summary:${kind}`), ...streams[kind] })),
    reserve,
    at: services.now(),
  });
}

async function showFound(
  context: TurnContext,
  turn: Turn,
  found: Extract<Found, { kind: 'institution' | 'commune' }>,
): Promise<void> {
  if (found.kind === 'institution')
    return showInstitutions(context, turn, nameOf(turn, found.institution), [found.institution]);
  return showInstitutions(context, turn, turn.t('summary:operation', { name: found.commune }), found.institutions);
}

const nameOf = ({ t }: Turn, { name, communes: [commune] }: Institution): string => t('common:at', { name, commune });

async function showInstitutions(
  context: TurnContext,
  turn: Turn,
  title: string,
  institutions: Institution[],
): Promise<void> {
  const { t, services, actor } = turn;
  const counted = await summariseInstitutions(services, actor, institutions);
  const rows = counted.map(({ institution, counts }) => ({ name: institution.name, ...counts }));
  await show(context, turn, {
    title,
    all: { name: t('summary:all'), ...sumOf(counted) },
    rows: rows.length > 1 ? rows : [],
    at: services.now(),
  });
}

async function showOwn(context: TurnContext, turn: Turn, askedForAnother: boolean): Promise<void> {
  const { t, services, actor, contact } = turn;
  const known = await services.directory.institutions();
  const own = actor.institutions.map((uai) => known.get(uai)).filter((found) => found !== undefined);
  const [first] = own;
  if (!first) return void (await send(context, message(t('nominate:noInstitution', { contact }))));
  if (askedForAnother) await send(context, message(t('summary:ownOnly')));
  await showInstitutions(context, turn, own.length === 1 ? nameOf(turn, first) : t('summary:yours'), own);
}
