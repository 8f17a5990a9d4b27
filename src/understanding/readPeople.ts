/** The readings of a sentence that are about people: who they are, and who did what. */
import { type Candidate, FORBIDS, type Sentence, UNLIKELY } from './reading';
import type { QuestionRead } from './readQuestion';
import type { Token } from './tokens';

/** What each command about people is told by, wherever it stands. */
const OF_PEOPLE: Readonly<Record<string, RegExp>> = {
  people: /^(?:personnes?|membres?|people|persons?|members?)$/,
  addPerson: /^(?:personne|membre|person|member)$/,
  changePerson: /^(?:personne|membre|person|member)$/,
  suspendPerson: /^suspen/,
  restorePerson: /^(?:retabli|reactiv|restor|reinstat)/,
};
/** Those whose word is theirs alone. */
const BY_ITS_WORD: ReadonlySet<string> = new Set(['people', 'suspendPerson', 'restorePerson']);
/** `liste des personnes`, `peux-tu suspendre`: so many words before it. */
const FURTHEST_TRIGGER = 2;
const WHOLE_PERSON = 0.55;
/** A question that begins with the word is about them, wherever they are. */
const FIRST_OF_ALL = 0.8;
const WITH_EMAIL = 0.9;

export const isAboutPeople = (intent: string): boolean => intent in OF_PEOPLE;

/** People are kept by who does not nominate; a name is whatever nothing else accounts for. */
export function readPeople(base: Candidate, { tokens, question, nominates, hasEmail }: Sentence): Candidate {
  const trigger = OF_PEOPLE[base.intent]!;
  const at = tokens.findIndex(({ word }) => trigger.test(word));
  // `ne ... personne`; the N of `personne N'Guyen` is a name's.
  const isNobody =
    tokens[at]?.word === 'personne' &&
    tokens.some(({ word, raw }, i) => FORBIDS.has(word) && (i === 0 || !/^\p{Lu}/u.test(raw)));
  const isMeant = !nominates && !isNobody && (at >= 0 || (hasEmail && base.intent === 'addPerson'));
  if (!isMeant) return { ...base, score: base.score * UNLIKELY };
  const name = base.left.filter((i) => !question.used.has(i)).map((i) => tokens[i]!.raw);
  const isNear = at >= 0 && at <= FURTHEST_TRIGGER && BY_ITS_WORD.has(base.intent);
  const takesPlaces = base.intent === 'people' && question.question.places.length > 0;
  return {
    ...base,
    left: [],
    slots: {
      ...(name.length && { name: name.join(' ') }),
      ...(takesPlaces && { question: { places: question.question.places } }),
    },
    score: Math.max(
      base.score,
      isNear ? (at === 0 ? FIRST_OF_ALL : WHOLE_PERSON) : 0,
      hasEmail && base.intent === 'addPerson' ? WITH_EMAIL : 0,
    ),
  };
}

/** `qui a fait quoi`, `who did what`. */
const isWhoDidWhat = (tokens: readonly Token[]): boolean =>
  tokens.some(({ word }, i) => ['fait quoi', 'did what'].includes(`${word} ${tokens[i + 1]?.word}`));
/** A sentence with the word itself, and nothing left over. */
const WHOLE_JOURNAL = 0.8;
const JOURNAL = new Set(['journal', 'logbook']);
const MOST_WORDS_OF_A_NAME = 4;

/** By place and by day; words with a capital that nothing else accounts for are whose acts are asked for. */
export function readOfJournal(
  base: Candidate,
  { question, contradicts }: QuestionRead,
  tokens: readonly Token[],
): Candidate {
  const { places, period, by: _by, measure, ...others } = question;
  const countsElse = measure !== undefined && measure !== 'taken'; // which a period alone asks for
  const names = base.left.map((i) => tokens[i]!.raw);
  const hasWord = tokens.some(({ word }) => JOURNAL.has(word)) || isWhoDidWhat(tokens);
  const isName =
    names.length > 0 && names.length <= MOST_WORDS_OF_A_NAME && (hasWord || names.every((raw) => /^\p{Lu}/u.test(raw)));
  const isNamed = hasWord && (isName || !base.left.length);
  return {
    ...base,
    score: Math.max(base.score, isNamed ? WHOLE_JOURNAL : 0),
    slots: { question: { places, ...(period && { period }) }, ...(isName && { name: names.join(' ') }) },
    left: isName ? [] : base.left,
    holds: base.holds || contradicts || countsElse || Object.keys(others).length > 0,
  };
}
