/** The table of sentences against what is understood of each: no wrong answer, few unanswered, and nothing of any kind makes an error. */
import fc from 'fast-check';
import { en, fr } from '../../src/catalogue';
import { commandNamed } from '../../dialogs/commands/list';
import { fold } from '../../src/domain/words';
import { judge, places, sentences, show, TODAY, understand, understanding } from './table';

/** Of all sentences, in percent. */
const LEAST_RIGHT = 95;

const judged = sentences.map((sentence) => {
  const understood = understand(sentence);
  return { sentence, understood, verdict: judge(sentence, understood) };
});

test('the table is large enough, and much of it is not to be acted on', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(400);
  expect(sentences.filter(({ intent }) => intent === '?').length).toBeGreaterThanOrEqual(100);
  const said = sentences.map(({ who, says }) => `${who} ${says}`);
  expect(new Set(said).size).toBe(said.length);
});

test('no sentence of the table is one of those that are learnt from', () => {
  const examples = [fr, en].flatMap((catalogue) =>
    Object.values(catalogue.examples).flatMap((sentences) => sentences.split(' | ').map(fold)),
  );
  // A greeting, or a few words that name a thing, are said in one way: they are in both.
  const shared = sentences.filter(
    ({ says }) => says.split(' ').length > MOST_WORDS_SHARED && examples.includes(fold(says)),
  );
  expect(shared.map(({ says }) => says)).toEqual([]);
});

const MOST_WORDS_SHARED = 2;

test('no sentence is answered wrongly', () => {
  const wrong = judged.filter(({ verdict }) => verdict === 'wrong');
  expect(
    wrong.map(({ sentence: { says, intent }, understood }) => `${says} | ${intent} | ${show(understood)}`),
  ).toEqual([]);
});

test(`${LEAST_RIGHT} of a hundred are right`, () => {
  const right = judged.filter(({ verdict }) => verdict === 'right').length;
  expect((100 * right) / judged.length).toBeGreaterThanOrEqual(LEAST_RIGHT);
});

test('every command has examples in both languages, and every example a command', () => {
  expect(Object.keys(fr.examples).filter((name) => commandNamed(name) === undefined)).toEqual([]);
  expect(Object.keys(en.examples).sort()).toEqual(Object.keys(fr.examples).sort());
  expect(commandNamed('constructor')).toBeUndefined();
});

/** Pieces that sentences are made of, in any order. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(...sentences.flatMap(({ says }) => says.split(' ')).filter((_word, i) => i % 7 === 0)),
);
const text = fc.array(piece, { maxLength: 60 }).map((words) => words.join(' ').slice(0, 500));

test('no text of any kind makes an error', () => {
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), (typed, nominates, hasAsked) => {
      const understood = understanding.understand(typed, places, { today: TODAY, nominates, hasAsked });
      expect(['sure', 'several', 'near', 'unsure']).toContain(understood.kind);
    }),
    { numRuns: 400 },
  );
});

/** A word that no list has, and no place. */
const strange = fc
  .array(fc.constantFrom('zq', 'xo', 'kw', 'vy', 'gj'), { minLength: 3, maxLength: 4 })
  .map((parts) => parts.join(''));
const asked = sentences.filter(
  ({ who, intent }) => who === 'coordinator' && ['question', 'detail', 'follow'].includes(intent),
);

test('a word that nothing accounts for is never passed over in a question', () => {
  fc.assert(
    fc.property(fc.constantFrom(...asked), strange, fc.nat(), ({ says }, word, at) => {
      const words = says.split(' ');
      words.splice(at % (words.length + 1), 0, word);
      const understood = understanding.understand(words.join(' '), places, {
        today: TODAY,
        nominates: false,
        hasAsked: false,
      });
      const isAnswered = understood.kind === 'sure' && ['question', 'detail', 'waiting'].includes(understood.intent);
      expect(isAnswered ? words.join(' ') : null).toBeNull();
      expect(fold(word)).toBe(word);
    }),
    { numRuns: 400 },
  );
});
