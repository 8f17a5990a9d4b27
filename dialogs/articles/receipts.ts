/** Papers to be signed: of one pupil, or of all who are to be given something. */
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { FAMILY_LANGUAGES, type FamilyLanguage } from '../../src/domain/handOver';
import { languageTitle } from '../../src/documents/familyTexts';
import { readerOf } from '../documents/document';
import { message } from '../../src/cards/activities';
import { stockOf } from '../../src/services/articles/stock';
import { cancelled } from '../cancel';
import { offer } from '../documents/offer';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formDialogId, type FormResult } from '../form/formDialog';
import { send } from '../show';
import { type Turn, turnOf } from '../turn';
import { codeField } from './fields';

export const RECEIPTS = 'receipts';

export interface ReceiptsOptions {
  /** Of one pupil; of all who are to be given something without it. */
  nomination?: string;
  /** The language that the sentence has told. */
  language?: FamilyLanguage;
}

export function receiptsForm({ t }: Turn, _values: Values): Promise<Form> {
  return Promise.resolve({
    name: RECEIPTS,
    fields: [codeField('language', FAMILY_LANGUAGES, (language) => languageTitle(language, readerOf(t)))],
    title: t('documents:languageTitle'),
    intro: t('documents:languageIntro'),
    submit: t('documents:print'),
    lineExample: '',
  });
}

export function receiptsDialog(drafts: Drafts): WaterfallDialog<ReceiptsOptions> {
  async function openForm(step: WaterfallStepContext<ReceiptsOptions>): Promise<DialogTurnResult> {
    const { services, actor, t } = turnOf(step.context);
    const { nomination, language } = step.options;
    if (nomination === undefined && !(await stockOf(services, actor)).toHand.length) {
      await send(step.context, message(t('articles:handOver.none')));
      return step.endDialog();
    }
    await drafts.open(step.context, RECEIPTS, {
      ...(nomination !== undefined && { nomination }),
      ...(language && { language }),
    });
    return step.beginDialog(formDialogId(RECEIPTS));
  }

  async function act(step: WaterfallStepContext<ReceiptsOptions>): Promise<DialogTurnResult> {
    const { t } = turnOf(step.context);
    const result = step.result as FormResult;
    await drafts.close(step.context, RECEIPTS);
    await cancelled(step.context, [result.card], result.confirmed ? t('documents:making') : t('articles:left'));
    if (!result.confirmed) return step.endDialog();
    const { nomination: id, language = 'fr' } = result.values;
    const about = { language: language as FamilyLanguage };
    await offer(
      step.context,
      id === undefined ? { what: 'receipts', ...about } : { what: 'receipt', id, ...about },
      t('documents:about.receipt'),
    );
    return step.endDialog();
  }

  return new WaterfallDialog<ReceiptsOptions>(RECEIPTS, [openForm, act]);
}
