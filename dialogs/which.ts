/** Which of several places is meant: of one name, or of names close to what was typed. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { type PlaceRef, type Question, readQuestion, writeQuestion } from '../src/domain/question';
import type { CommandName } from '../src/catalogue';
import { cancelled } from './cancel';
import { choiceField } from './form/fields';
import type { Drafts } from './form/draft';
import type { Field, Form, Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { places } from './hear';
import { plainPlaceName } from './placeName';
import type { Turn } from './turn';
import { isKeeping } from './vocabulary';

export const WHICH = 'which';
export const CHOOSE = 'choosePlace';

export interface WhichOptions {
  /** As typed. */
  said: string;
  among: PlaceRef[];
  /** A spelling that is close, or one that several bear. */
  why: 'several' | 'near';
  act: CommandName;
  question: Question;
}

/** Runs the command with the place that was chosen. */
export type Perform = (step: WaterfallStepContext<WhichOptions>, act: CommandName, question: Question) => Promise<void>;

/** The same question about this place, beside those that it named already. */
const askedOf = (question: Question, place: PlaceRef): string =>
  writeQuestion({ ...question, places: [...question.places, place] });

/** One question a choice, ready to be asked. */
export async function choosePlaceForm(turn: Turn, { asked = '[]', said = '', why, act }: Values): Promise<Form> {
  const { t } = turn;
  const known = await places(turn);
  const choices = (JSON.parse(asked) as string[]).flatMap((written) => {
    const place = readQuestion(written)?.places.at(-1);
    if (!place) return [];
    if ('commune' in place) return [{ value: written, title: place.commune }];
    const found = known.institution(place.uai);
    return found ? [{ value: written, title: plainPlaceName(t, found) }] : [];
  });
  const wording = { name: 'question', label: () => t('nominate:institution.label'), ask: () => t('summary:ask') };
  return {
    name: CHOOSE,
    fields: [yesIsTheOnly(choiceField(wording, choices))],
    title: why === 'near' ? t('talk:nearTitle') : t('talk:severalTitle'),
    intro: why === 'near' ? t('talk:near', { said }) : t('talk:several', { said }),
    submit: t('summary:choose'),
    lineExample: '',
    click: { act: act as CommandName },
  };
}

/** `oui` to the one that is offered. */
const yesIsTheOnly = (field: Field): Field => ({
  ...field,
  read: (typed, turn, values) => {
    const [only, another] = field.choices ?? [];
    return only && !another && isKeeping(typed) ? { value: only.value } : field.read(typed, turn, values);
  },
});

export function whichDialog(drafts: Drafts, perform: Perform): WaterfallDialog<WhichOptions> {
  async function choose(step: WaterfallStepContext<WhichOptions>): Promise<DialogTurnResult> {
    const { said, among, why, act, question } = step.options;
    const asked = JSON.stringify(among.map((place) => askedOf(question, place)));
    await drafts.open(step.context, CHOOSE, { asked, said, why, act });
    return step.beginDialog(formDialogId(CHOOSE));
  }

  async function chosen(step: WaterfallStepContext<WhichOptions>): Promise<DialogTurnResult> {
    const result = step.result as FormResult;
    await drafts.close(step.context, CHOOSE);
    const question = result.confirmed ? readQuestion(result.values.question ?? '') : null;
    if (question) await perform(step, step.options.act, question);
    else await cancelled(step.context, [result.card]);
    return step.endDialog();
  }

  return new WaterfallDialog<WhichOptions>(WHICH, [choose, chosen]);
}
