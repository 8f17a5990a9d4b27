/** `fin juin`, `la fin du mois prochain`, `mi-juin`, `end of March`: the day that is meant, in words that a reader of dates reads. */
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
  ...[/^ju(?:illet|ly)$/, /^a(?:out|ugust)$/, /^septemb(?:re|er)$/, /^octob(?:re|er)$/, /^novemb(?:re|er)$/],
  /^decemb(?:re|er)$/,
];
const SPOKEN = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

const OF_A_MONTH =
  /(?<!\p{L})(?:la |the )?(fin|end|mi|mid|milieu|middle)[ -](?:de |du |of |of the |d['’]|(?:de )?l['’])?(?:mois de |next )?(\p{L}{3,9})(?: (20\d{2}))?( prochaine?| qui vient)?(?! (?:scolaire|universitaire))(?![\p{L}\d])/iu;
const NEXT = /\bnext month\b/i;
const MIDDLE = /^mi/i;
const MIDDLE_DAY = 15;
const THIS = /^(?:mois|month)$/;
const YEAR = /^(?:annee|year)$/;

/** The same text, with the end of a month, or its middle, as that day; one that is over is next year's. */
export function withMonthEnds(text: string, today: PlainDate): string {
  const found = OF_A_MONTH.exec(text);
  if (!found) return text;
  const [whole, which = '', word = '', told, next] = found;
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const named = fold(word);
  const isNext = next !== undefined || NEXT.test(whole);
  let at = MONTHS.findIndex((each) => each.test(named)) + 1;
  let of = told ? Number(told) : year;
  const dayOf = (): number =>
    MIDDLE.test(which) ? MIDDLE_DAY : [31, 30, 29, 28].find((each) => plainDate(of, at, each) !== null)!;
  if (THIS.test(named)) at = month + (isNext ? 1 : 0);
  else if (YEAR.test(named)) [at, of] = [12, isNext ? year + 1 : year];
  else if (!at) return text;
  else if (!told && (at < month || (at === month && dayOf() < day))) of++;
  if (at > 12) [at, of] = [1, of + 1];
  return text.replace(whole, `${dayOf()} ${SPOKEN[at - 1]!} ${of}`);
}
