/** Papers to be signed: of one pupil, or of all who are to be given something. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { FAMILY_LANGUAGES, type FamilyLanguage } from '../../src/domain/handOver';
import { languageTitle } from '../../src/documents/familyTexts';
import { readerOf } from '../documents/document';
import { stockOf } from '../../src/services/articles/stock';
import { paperTitle } from '../documents/paperButton';
import { cancelled } from '../cancel';
import { offer } from '../documents/offer';
import type { Drafts } from '../form/draft';
import type { Form, Values } from '../form/form';
import { formThen } from '../form/formThen';
import type { Turn } from '../turn';
import { codeField } from './fields';

export const RECEIPTS = 'receipts';

export interface ReceiptsOptions {
  /** Of one pupil; of all who are to be given something without it. */
  nomination?: string;
  /** The language that the sentence has told. */
  language?: FamilyLanguage;
}

export async function receiptsForm({ t, services, actor }: Turn, _values: Values): Promise<Form> {
  const { kind } = await services.directory.campaign(actor);
  return {
    name: RECEIPTS,
    fields: [codeField('language', FAMILY_LANGUAGES, (language) => languageTitle(language, readerOf(t)))],
    title: t('documents:languageTitle'),
    intro: t('documents:languageIntro'),
    submit: paperTitle(t, kind),
    lineExample: '',
  };
}

export const receiptsDialog = (drafts: Drafts): WaterfallDialog<ReceiptsOptions> =>
  formThen<ReceiptsOptions>(drafts, {
    name: RECEIPTS,
    async begin({ services, actor, t }, { nomination, language }) {
      if (nomination === undefined && !(await stockOf(services, actor)).toHand.length)
        return { say: t('articles:handOver.none') };
      return { values: { ...(nomination !== undefined && { nomination }), ...(language && { language }) } };
    },
    left: (t) => t('articles:left'),
    async act({ t }, { values: { nomination: id, language = 'fr' }, card }, context) {
      await cancelled(context, [card], t('documents:making'));
      const about = { language: language as FamilyLanguage };
      const paper =
        id === undefined ? { what: 'receipts' as const, ...about } : { what: 'receipt' as const, id, ...about };
      await offer(context, paper, t('documents:about.receipt'));
    },
  });
