/** What can be printed or opened: made when it is wanted, from what stands then, for the person who wants it; nothing of it is kept. */
import { isDevice } from '../../src/domain/campaign';
import { FAMILY_LANGUAGES, type FamilyLanguage } from '../../src/domain/handOver';
import { deliveryList, deliveryNotes, type NotesOf } from '../../src/documents/deliveryNotes';
import { figuresPage } from '../../src/documents/figuresPage';
import { receipts } from '../../src/documents/receipt';
import { findPaper, findPapers } from '../../src/services/articles/paper';
import { findDelivery, listDeliveries } from '../../src/services/deliveries/follow';
import { publicFigures } from '../../src/services/figures';
import { articleName } from '../articleName';
import type { Turn } from '../turn';

const PDF = { fileType: 'pdf', contentType: 'application/pdf' } as const;
const XLSX = {
  fileType: 'xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The language that a person reads. */
export const readerOf = (t: Turn['t']): 'fr' | 'en' =>
  (t as unknown as { lng?: string }).lng?.startsWith('en') ? 'en' : 'fr';

/** Which one: a hint, as a button's; ids and rights are looked up again. */
export type DocumentRef = {
  /** The operation that it is of, whichever is chosen by then. */
  campaign: string;
} & (
  | { what: 'receipt'; id: string; language: FamilyLanguage }
  | { what: 'receipts'; language: FamilyLanguage }
  | { what: 'note'; id: string }
  | { what: 'notes' | 'noteList' | 'figures' }
);

export interface MadeDocument {
  name: string;
  fileType: string;
  contentType: string;
  bytes: Uint8Array;
}

export const writeRef = (ref: DocumentRef): string =>
  [ref.campaign, ref.what, 'id' in ref ? ref.id : '', 'language' in ref ? ref.language : ''].join('|');

/** Null for anything else, whoever sent it. */
export function readRef(written: string): DocumentRef | null {
  const [campaign = '', what, id = '', language = ''] = written.split('|');
  const known = FAMILY_LANGUAGES.find((each) => each === language);
  if (what === 'receipt') return id && known ? { campaign, what, id, language: known } : null;
  if (what === 'receipts') return known ? { campaign, what, language: known } : null;
  if (what === 'note') return id ? { campaign, what, id } : null;
  return what === 'notes' || what === 'noteList' || what === 'figures' ? { campaign, what } : null;
}

/** @throws NotAllowed, UnknownNomination, UnknownDelivery, NoCampaign, ChooseCampaign, StoreAway */
export async function makeDocument(asked: Turn, ref: DocumentRef): Promise<MadeDocument> {
  const turn: Turn = { ...asked, actor: { ...asked.actor, within: ref.campaign } };
  const { t, services, actor, today, printed } = turn;
  switch (ref.what) {
    case 'receipt': {
      const { campaign, institution, pupil, unit } = await findPaper(services, actor, ref.id);
      const about = { campaign, institution, pupil, unit, today, language: ref.language };
      const name = isDevice(campaign.kind) ? t('documents:name.loan') : t('documents:name.receipt');
      return { name: `${name}.pdf`, ...PDF, bytes: await receipts(printed, [about]) };
    }
    case 'receipts': {
      const papers = await findPapers(services, actor);
      const bytes = await receipts(
        printed,
        papers.map((paper) => ({ ...paper, today, language: ref.language })),
      );
      return { name: `${t('documents:name.receipts')}.pdf`, ...PDF, bytes };
    }
    case 'note': {
      const note = await findDelivery(services, actor, ref.id);
      return {
        name: `${t('documents:name.note')}.pdf`,
        ...PDF,
        bytes: await deliveryNotes(printed, await notesOf(turn, [note])),
      };
    }
    case 'notes':
      return {
        name: `${t('documents:name.notes')}.pdf`,
        ...PDF,
        bytes: await deliveryNotes(printed, await notesOf(turn)),
      };
    case 'noteList':
      return {
        name: `${t('documents:name.noteList')}.xlsx`,
        ...XLSX,
        bytes: await deliveryList(printed, await notesOf(turn)),
      };
    case 'figures': {
      const figures = await publicFigures(services, actor);
      const streamName = (kind: string): string => t(`summary:${kind as 'college'}`);
      const language = readerOf(t);
      return {
        name: `${t('documents:name.figures')}.pdf`,
        ...PDF,
        bytes: await figuresPage(t, figures, { language, streamName }),
      };
    }
  }
}

/** Those that are not received yet, without others. */
async function notesOf({ t, services, actor, contact }: Turn, notes?: NotesOf['notes']): Promise<NotesOf> {
  const campaign = await services.directory.campaign(actor);
  return {
    campaign,
    article: articleName(t, campaign),
    from: contact,
    institutions: await services.directory.institutions(),
    notes: notes ?? (await listDeliveries(services, actor)).filter(({ state }) => state !== 'received'),
  };
}
