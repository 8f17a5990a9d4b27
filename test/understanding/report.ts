/** `npm run understanding`: right, asked, unanswered and wrong by intent, every sentence that is not right, and milliseconds a sentence. */
import { judge, sentences, show, understand, type Verdict } from './table';

const VERDICTS: readonly Verdict[] = ['right', 'asked', 'unanswered', 'wrong'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const start = performance.now();
const judged = sentences.map((sentence) => {
  const understood = understand(sentence);
  return { sentence, understood, verdict: judge(sentence, understood) };
});
const spent = performance.now() - start;

for (const { sentence, understood, verdict } of judged)
  if (verdict !== 'right') {
    const meaning = Object.entries(sentence.slots).map(([key, value]) => `${key}=${value}`);
    say(
      `${verdict.padEnd(10)} ${sentence.who}: ${sentence.says}\n${' '.repeat(11)}${[sentence.intent, ...meaning].join('; ')}  |  ${show(understood)}`,
    );
  }

const counted = (some: typeof judged): string =>
  VERDICTS.map((verdict) => String(some.filter((each) => each.verdict === verdict).length).padStart(10)).join('');
say(`\n${'intent'.padEnd(12)}${VERDICTS.map((verdict) => verdict.padStart(10)).join('')}`);
for (const intent of [...new Set(sentences.map((sentence) => sentence.intent))].sort())
  say(intent.padEnd(12) + counted(judged.filter(({ sentence }) => sentence.intent === intent)));
say('all'.padEnd(12) + counted(judged));
const right = judged.filter(({ verdict }) => verdict === 'right').length;
say(
  `\n${((100 * right) / judged.length).toFixed(1)} % right of ${judged.length}, ${(spent / judged.length).toFixed(2)} ms a sentence`,
);
