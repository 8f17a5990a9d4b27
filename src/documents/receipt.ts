/** The paper that a family signs for an article (récépissé; for what is lent, the contract): in French, and beside it in its own language. */
import { type Campaign, isDevice } from '../domain/campaign';
import { type FamilyLanguage, LINE_DAYS, RIGHT_TO_LEFT } from '../domain/handOver';
import type { Institution } from '../domain/institution';
import { dayOf, type PlainDate, SCHOOLS_TIME_ZONE } from '../domain/plainDate';
import type { Pupil } from '../domain/pupil';
import { hasLine, shownSerial } from '../domain/serial';
import type { Unit } from '../store/unit';
import type { Translate } from '../texts';
import { FAMILY_TEXTS, familyDay, type FamilyTexts } from './familyTexts';
import { typeset } from './typeset';

export interface ReceiptOf {
  campaign: Campaign;
  institution: Institution;
  pupil: Pupil;
  /** As it was handed over; or before, to be signed then. */
  unit: Pick<Unit, 'serial' | 'handed'>;
  language: FamilyLanguage;
  today: PlainDate;
}

/** A page each. @param t French: it is the school's paper too */
export function receipts(t: Translate, papers: readonly ReceiptOf[]): Promise<Uint8Array> {
  const title = t('documents:name.receipt');
  const data = { title, papers: papers.map((about) => paperOf(t, about)), foot: t('documents:receipt.foot') };
  return typeset(
    'receipt',
    data,
    papers.flatMap(({ unit: { serial } }) => serial ?? []),
  );
}

function paperOf(t: Translate, about: ReceiptOf) {
  const { campaign, institution, unit, language, today } = about;
  const languages: FamilyLanguage[] = language === 'fr' ? ['fr'] : ['fr', language];
  const { serial, handed } = unit;
  return {
    title: isDevice(campaign.kind) ? FAMILY_TEXTS.fr.loanTitle : FAMILY_TEXTS.fr.title,
    operation: campaign.name,
    institution: institution.name,
    date: familyDay('fr', handed ? dayOf(handed.at, SCHOOLS_TIME_ZONE) : today),
    barcode: serial ?? null,
    serial: serial === undefined ? '' : shownSerial(serial),
    notices: languages.map((each) => noticeOf(each, about, languages.length > 1)),
    signatures: [
      languages.flatMap((each) => {
        const { signature, signer, date } = FAMILY_TEXTS[each];
        return [{ ...written(each), text: [signature, signer, date].join('  ·  ') }];
      }),
      [{ ...written('fr'), text: t('documents:receipt.forSchool') }],
    ],
  };
}

/** What is written from left to right, in a text of either direction: Unicode's isolates (UAX 9, 2.4). */
const leftToRight = (text: string): string => `\u2066${text}\u2069`;

const written = (language: FamilyLanguage) => ({ lang: language, rtl: RIGHT_TO_LEFT.has(language) });

function noticeOf(language: FamilyLanguage, { campaign, institution, pupil, unit }: ReceiptOf, isOneOfTwo: boolean) {
  const texts = FAMILY_TEXTS[language];
  const { kind, article } = campaign;
  const { serial, handed } = unit;
  const dueOn = handed?.dueOn ?? campaign.dueOn;
  const called = kind === 'other' && article !== undefined ? article : texts.articles[kind];
  const facts: [string, string][] = [
    [texts.pupil, leftToRight(`${pupil.lastName} ${pupil.firstName}, ${pupil.className}`)],
    [texts.article, called],
    ...(serial === undefined ? [] : [[texts.serial, leftToRight(shownSerial(serial))] as [string, string]]),
    [texts.school, leftToRight(institution.name)],
    ...(handed ? [[texts.handedOn, familyDay(language, dayOf(handed.at, SCHOOLS_TIME_ZONE))] as [string, string]] : []),
    ...(isDevice(kind) && handed?.condition
      ? [[texts.condition, texts.conditions[handed.condition]] as [string, string]]
      : []),
    ...(isDevice(kind) && dueOn ? [[texts.dueOn, familyDay(language, dueOn)] as [string, string]] : []),
  ];
  // The page's own title is the French one.
  const title = language === 'fr' ? texts.name : isDevice(kind) ? texts.loanTitle : texts.title;
  return {
    ...written(language),
    title: isOneOfTwo ? title : null,
    facts,
    lines: linesOf(texts, campaign, language === 'fr'),
    signed: isDevice(kind) ? texts.promised : texts.signed,
  };
}

/** What the operation asks of families is written in French: it is printed there. */
function linesOf(texts: FamilyTexts, { kind, lineDays = LINE_DAYS, family }: Campaign, isFrench: boolean): string[] {
  return [
    ...(hasLine(kind) ? texts.start.sim : texts.start.device),
    ...(hasLine(kind) ? [texts.line.replace('{days}', String(lineDays))] : []),
    ...(isDevice(kind) ? [texts.loan] : []),
    ...[texts.loss, texts.free, texts.data],
    ...(family !== undefined && isFrench ? [family] : []),
  ];
}
