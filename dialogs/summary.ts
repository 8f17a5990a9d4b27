/** What remains: for the operation, a commune, or an institution; a head's own without asking. */
import type { TurnContext } from 'botbuilder';
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { cardMessage, message } from '../src/cards/activities';
import { summaryCard, type SummaryView } from '../src/cards/summaryCard';
import { type Institution, INSTITUTION_KINDS } from '../src/domain/institution';
import { parseUai, type Uai } from '../src/domain/uai';
import { may } from '../src/services/authorise';
import { type Found, placeWords } from '../src/services/search';
import { summariseInstitutions, summariseOperation, sumOf } from '../src/services/summarise';
import { cancelled } from './cancel';
import { choiceField } from './form/fields';
import type { Drafts } from './form/draft';
import type { Form, Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { ownInstitutions } from './nominateForm';
import { placeName, plainPlaceName } from './placeName';
import { replace, send } from './show';
import { type Turn, turnOf } from './turn';

export const SUMMARY = 'summary';
const CHOOSE = 'choosePlace';

export interface SummaryOptions {
  /** What was typed behind the command; empty asks for all that one may see. */
  about: string;
  /** An institution that a button named. */
  institution?: string;
  /** The page of rows, from 1: then it takes the place of the card that was clicked. */
  page?: number;
}

/** Which of several institutions of one name. */
export async function choosePlaceForm({ t, services }: Turn, { candidates = '' }: Values): Promise<Form> {
  const known = await services.directory.institutions();
  const institutions = candidates
    .split(' ')
    .map((uai) => known.get(uai as Uai))
    .filter((found) => found !== undefined);
  const choices = institutions.map((place) => ({ value: place.uai, title: plainPlaceName(t, place) }));
  const wording = { name: 'institution', label: () => t('nominate:institution.label'), ask: () => t('summary:ask') };
  return {
    name: CHOOSE,
    fields: [choiceField(wording, choices)],
    title: t('summary:whichTitle'),
    intro: t('summary:which'),
    submit: t('summary:choose'),
    click: { act: 'remaining' },
  };
}

export function summaryDialog(drafts: Drafts): WaterfallDialog<SummaryOptions> {
  async function find(step: WaterfallStepContext<SummaryOptions>): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { actor, services, t } = turn;
    const { about, institution, page = 1 } = step.options;
    const asked: Asked = { page, again: { act: 'remaining', about } };
    if (!may(actor, 'seeAllCounts')) {
      await showOwn(step.context, turn, asked, placeWords(about) !== '');
      return step.endDialog();
    }
    const named = institution === undefined ? undefined : await institutionOf(turn, institution);
    if (named) {
      await showFound(step.context, turn, { kind: 'institution', institution: named }, asked);
      return step.endDialog();
    }
    if (placeWords(about) === '') {
      await showOperation(step.context, turn, asked);
      return step.endDialog();
    }
    const found = (await services.directory.search()).find(about);
    if (found.kind === 'several') {
      await drafts.open(step.context, CHOOSE, { candidates: found.institutions.map(({ uai }) => uai).join(' ') });
      return step.beginDialog(formDialogId(CHOOSE));
    }
    if (found.kind === 'nothing') await send(step.context, message(t('summary:nothing')));
    else await showFound(step.context, turn, found, asked);
    return step.endDialog();
  }

  async function chosen(step: WaterfallStepContext<SummaryOptions>): Promise<DialogTurnResult> {
    const result = step.result as FormResult;
    await drafts.close(step.context, CHOOSE);
    const turn = turnOf(step.context);
    const institution = result.confirmed ? await institutionOf(turn, result.values.institution ?? '') : undefined;
    const asked: Asked = { page: 1, again: { act: 'remaining' } };
    if (institution) await showFound(step.context, turn, { kind: 'institution', institution }, asked);
    else await cancelled(step.context, [result.card]);
    return step.endDialog();
  }

  return new WaterfallDialog<SummaryOptions>(SUMMARY, [find, chosen]);
}

/** The page that is shown, and what asks for another. */
type Asked = Pick<SummaryView, 'page' | 'again'>;

async function institutionOf({ services }: Turn, typed: string): Promise<Institution | undefined> {
  const uai = parseUai(typed);
  return uai ? services.directory.institution(uai) : undefined;
}

/** A page is turned in place; whatever else is asked is answered below. */
async function show(context: TurnContext, { t, answer }: Turn, view: SummaryView): Promise<void> {
  const activity = cardMessage(summaryCard(t, view));
  const turned = answer.kind === 'click' && answer.data.page !== undefined;
  if (turned) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

async function showOperation(context: TurnContext, turn: Turn, asked: Asked): Promise<void> {
  const { t, services, actor } = turn;
  const { all, streams, reserve } = await summariseOperation(services, actor);
  await show(context, turn, {
    title: t('summary:operation', { name: (await services.directory.campaign()).name }),
    all: { name: t('summary:all'), ...all },
    rows: INSTITUTION_KINDS.map((kind) => ({ name: t(`summary:${kind}`), ...streams[kind] })),
    notes: [],
    reserve,
    at: services.now(),
    ...asked,
  });
}

async function showFound(
  context: TurnContext,
  turn: Turn,
  found: Extract<Found, { kind: 'institution' | 'commune' }>,
  asked: Asked,
): Promise<void> {
  const { t } = turn;
  if (found.kind === 'institution')
    return showInstitutions(context, turn, asked, { title: placeName(t, found.institution), of: [found.institution] });
  const notes = found.institutions.flatMap(({ name, communes }) => {
    const others = communes.filter((commune) => commune !== found.commune);
    return others.length ? [t('summary:shared', { name, communes: others.join(', ') })] : [];
  });
  const title = t('summary:operation', { name: found.commune });
  return showInstitutions(context, turn, asked, { title, of: found.institutions, notes });
}

/** `Saint-Denis 2` before `Saint-Denis 10`. */
const byName = new Intl.Collator('fr', { numeric: true });

/** As a table names it, so that name and numbers stand on one line of a phone. */
const shortName = ({ t }: Turn, { kind, name }: Institution): string => {
  const own = name.split(' ').slice(1).join(' ') || name;
  return kind === 'college' ? own : t('summary:districtShort', { name: own });
};

interface Shown {
  title: string;
  of: Institution[];
  notes?: string[];
  above?: string;
}

async function showInstitutions(
  context: TurnContext,
  turn: Turn,
  asked: Asked,
  { title, of, notes = [], above }: Shown,
): Promise<void> {
  const { t, services, actor } = turn;
  const sorted = [...of].sort((a, b) => -a.kind.localeCompare(b.kind) || byName.compare(a.name, b.name));
  const counted = await summariseInstitutions(services, actor, sorted);
  const rows = counted.map(({ institution, counts }) => ({ name: shortName(turn, institution), ...counts }));
  await show(context, turn, {
    title,
    ...(above !== undefined && { above }),
    all: { name: t('summary:all'), ...sumOf(counted) },
    rows: rows.length > 1 ? rows : [],
    notes,
    at: services.now(),
    ...asked,
  });
}

async function showOwn(context: TurnContext, turn: Turn, asked: Asked, forAnother: boolean): Promise<void> {
  const { t, contact } = turn;
  const own = await ownInstitutions(turn);
  const [first] = own;
  if (!first) return void (await send(context, message(t('nominate:noInstitution', { contact }))));
  const title = own.length === 1 ? placeName(t, first) : t('summary:yours');
  await showInstitutions(context, turn, asked, { title, of: own, ...(forAnother && { above: t('summary:ownOnly') }) });
}
