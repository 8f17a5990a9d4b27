/** Delivery notes as they are printed, a page or more each, in one file; and as a list. */
import type { Campaign } from '../domain/campaign';
import { type Delivery, printedNumber } from '../domain/delivery';
import type { Institution } from '../domain/institution';
import { dayOf, SCHOOLS_TIME_ZONE } from '../domain/plainDate';
import { shownSerial } from '../domain/serial';
import type { Uai } from '../domain/uai';
import type { Translate } from '../texts';
import { familyDay } from './familyTexts';
import { typeset } from './typeset';
import { writeTable } from './writeTable';

export interface NotesOf {
  campaign: Campaign;
  /** What an article of the operation is called. */
  article: string;
  /** Who sends. */
  from: string;
  institutions: ReadonlyMap<Uai, Institution>;
  notes: readonly Delivery[];
}

/** Values are printed as they are. */
const PLAIN = { interpolation: { escapeValue: false } };

/** @param t French */
export function deliveryNotes(
  t: Translate,
  { campaign, article, from, institutions, notes }: NotesOf,
): Promise<Uint8Array> {
  const data = {
    title: t('documents:note.file', { ...PLAIN, name: campaign.name }),
    operation: campaign.name,
    from,
    serials: t('documents:note.serials'),
    noSerials: t('documents:note.noSerials'),
    signatures: [t('documents:note.sender'), t('documents:note.receiver')],
    foot: t('documents:note.foot'),
    notes: notes.map((note) => {
      const institution = institutions.get(note.institution);
      const facts: [string, string][] = [
        [t('documents:note.to'), [institution?.name ?? '', institution?.communes[0] ?? ''].filter(Boolean).join(', ')],
        [t('documents:note.code'), note.institution],
        [t('documents:note.article'), article],
        [t('documents:note.count'), String(note.count)],
      ];
      return {
        title: t('documents:note.title', { ...PLAIN, number: printedNumber(note) }),
        date: familyDay('fr', dayOf(note.at, SCHOOLS_TIME_ZONE)),
        facts,
        serials: note.serials.map((serial, i) => ({
          rank: String(i + 1),
          number: shownSerial(serial),
          barcode: serial,
        })),
      };
    }),
  };
  return typeset(
    'deliveryNotes',
    data,
    notes.flatMap(({ serials }) => serials),
  );
}

/** The same as a table: a line an article whose serial is known, or a line a note. Serials are texts: a spreadsheet keeps all digits. */
export function deliveryList(t: Translate, { institutions, notes }: NotesOf): Promise<Uint8Array> {
  const head = (['number', 'code', 'name', 'commune', 'count', 'serial'] as const).map((each) =>
    t(`documents:list.${each}`),
  );
  const rows = notes.flatMap((note) => {
    const { name = '', communes: [commune = ''] = [] } = institutions.get(note.institution) ?? {};
    const about = [printedNumber(note), note.institution, name, commune, note.count];
    return note.serials.length ? note.serials.map((serial) => [...about, serial]) : [[...about, '']];
  });
  return writeTable(t('documents:list.sheet'), head, rows);
}
