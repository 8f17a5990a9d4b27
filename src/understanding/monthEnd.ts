/** `fin juin`, `la fin du mois`, `end of March`: the last day, in words that a reader of dates reads. */
import { plainDate, type PlainDate } from '../domain/plainDate';
import { fold } from '../domain/words';

const MONTHS: readonly RegExp[] = [
  ...[
    /^jan(?:vier|uary)$/,
    /^fe(?:vrier|bruary)$/,
    /^(?:mars|march)$/,
    /^a(?:vril|pril)$/,
    /^ma[iy]$/,
    /^ju(?:in|ne)$/,
  ],
  ...[/^ju(?:illet|ly)$/, /^a(?:out|ugust)$/, /^september$|^septembre$/, /^octob(?:re|er)$/, /^novemb(?:re|er)$/],
  /^decemb(?:re|er)$/,
];
const SPOKEN = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

const MONTH_END =
  /(?<!\p{L})(?:la |the )?(?:fin|end)(?: de| du| of| of the)?(?: mois de)? (\p{L}{3,9})(?: (20\d{2}))?(?![\p{L}\d])/iu;
const THIS = /^(?:mois|month)$/;
const YEAR = /^(?:annee|year)$/;

/** The same text, with the end of a month as its last day; one that is over is next year's. */
export function withMonthEnds(text: string, today: PlainDate): string {
  const found = MONTH_END.exec(text.replace(/l['’]ann/iu, 'ann'));
  if (!found) return text;
  const [whole, word = '', told] = found;
  const [year = 0, month = 0] = today.split('-').map(Number);
  const named = fold(word);
  const at = THIS.test(named) ? month : YEAR.test(named) ? 12 : MONTHS.findIndex((each) => each.test(named)) + 1;
  if (!at) return text;
  const of = told ? Number(told) : at < month ? year + 1 : year;
  const last = [31, 30, 29, 28].find((day) => plainDate(of, at, day) !== null)!;
  return text.replace(/l['’]ann/iu, 'ann').replace(whole, `${last} ${SPOKEN[at - 1]!} ${of}`);
}
