/** What was typed, word by word: folded to be compared, and as it stood, for names. */
import { fold } from '../domain/words';

export interface Token {
  /** Folded. */
  word: string;
  /** As typed. */
  raw: string;
  start: number;
  end: number;
}

/** Further words are not read: nobody asks in so many. */
export const MOST_TOKENS = 45;

/** Abbreviations, each one word for another; `ss` and `s` stand in names of communes. */
const SHORT = new Map(
  Object.entries({
    clg: 'college',
    clgs: 'colleges',
    coll: 'college',
    col: 'college',
    bahut: 'college',
    st: 'saint',
    ste: 'sainte',
    ss: 'sous',
    circos: 'circonscriptions',
    circo: 'circonscription',
    circonscr: 'circonscription',
    nb: 'nombre',
    nbr: 'nombre',
    nbre: 'nombre',
    cb: 'combien',
    cmb: 'combien',
    combiens: 'combien',
    bjr: 'bonjour',
    bsr: 'bonsoir',
    slt: 'salut',
    mrc: 'merci',
    etab: 'etablissement',
    etabs: 'etablissements',
    hm: 'how many',
    thx: 'thanks',
    pr: 'pour',
    ds: 'dans',
    bcp: 'beaucoup',
    tjrs: 'toujours',
    tjs: 'toujours',
    g: 'j ai',
    c: 'c est',
    ki: 'qui',
    ke: 'que',
    ya: 'il y a',
    yen: 'il y en',
    qqn: 'quelqu un',
    ts: 'tous',
    tt: 'tout',
    ajt: 'ajoute',
    modif: 'modifier',
    sem: 'semaine',
    ajd: 'aujourd hui',
    auj: 'aujourd hui',
    tel: 'telephone',
    r: 'are',
    u: 'you',
    w: 'with',
    hw: 'how',
    wot: 'what',
    yday: 'yesterday',
    pls: 'please',
    plz: 'please',
  }),
);

/** Runs of letters and numbers; `REP+` is one, and so is the sign of `+ de 6`. */
const RUN = /[\p{L}\p{N}\p{M}]+\+?|\+(?= ?de )/gu;
const PLUS = /^rep\+$/i;
/** Before them a letter is part of a class: `5e C`. */
const BEFORE_LETTER = /^(?:\d|cp$|ce\d|cm\d|segpa|ulis|classe?$)/;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(RUN)) {
    if (tokens.length >= MOST_TOKENS) break;
    const isPlus = found[0] === '+';
    const raw = isPlus || PLUS.test(found[0]) ? found[0] : found[0].replace(/\+$/, '');
    const folded = isPlus ? 'plus' : PLUS.test(raw) ? 'rep+' : fold(raw);
    const start = found.index;
    const isLetter = folded.length === 1 && BEFORE_LETTER.test(tokens.at(-1)?.word ?? '');
    const isElided = /['’]/.test(text[start + raw.length] ?? ''); // `c'est` is written out
    const spelled =
      isLetter || isElided || (raw.length > 1 && raw === raw.toUpperCase()) ? undefined : SHORT.get(folded);
    for (const word of (spelled ?? folded).split(' '))
      if (word) tokens.push({ word, raw, start, end: start + raw.length });
  }
  return tokens;
}
