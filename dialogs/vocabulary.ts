/** The words that Relais understands, in both languages whatever the person's: folded, as `fold` gives them. */
import { fold } from '../src/domain/words';

export type Command =
  | { name: 'help' | 'cancel' | 'restart' | 'french' | 'english' | 'nominate' | 'another' | 'pupils' }
  /** `about`: what stands behind the command, as typed. */
  | { name: 'remaining' | 'withdraw'; about: string };

const WHOLE: Record<Exclude<Command['name'], 'remaining' | 'withdraw'>, readonly string[]> = {
  help: ['aide', 'help', 'menu', 'bonjour', 'bonsoir', 'salut', 'hello', 'hi', 'que sais tu faire'],
  cancel: ['annuler', 'annule', 'cancel', 'stop', 'abandonner', 'quitter'],
  restart: ['recommencer', 'recommence', 'restart', 'start over', 'reprendre a zero'],
  french: ['francais', 'en francais', 'french'],
  english: ['english', 'in english', 'anglais'],
  nominate: ['nommer', 'nommer un eleve', 'nomme', 'nomination', 'nouvelle nomination', 'nominate', 'nominate a pupil'],
  another: [
    'nommer un autre eleve',
    'nommer un autre',
    'un autre',
    'nominate another pupil',
    'nominate another',
    'another',
  ],
  pupils: [
    'mes eleves',
    'mes nominations',
    'eleves',
    'liste',
    'ma liste',
    'liste d attente',
    'my pupils',
    'pupils',
    'list',
  ],
};
const REMAINING =
  /^(?:ce qui |que |qu est ce qu il |il )?(?:reste(?:nt)?|restants?|bilan|quotas?|dotations?|combien|remaining|remains?|what remains|how many|summary)\b/;
const WITHDRAW = /^(?:retirer|retire|retrait|withdraw|remove)\b/;

const YES = new Set([
  'oui',
  'ouais',
  'o',
  'ok',
  'd accord',
  'daccord',
  'confirmer',
  'je confirme',
  'valider',
  'c est bon',
  'yes',
  'y',
  'confirm',
  'exact',
  'parfait',
]);
const NO = new Set(['non', 'n', 'no', 'pas encore', 'garder', 'keep']);
/** Of a pupil whose name is very close to another's: whether it is another pupil. */
const OTHER = new Set(
  (
    'autre,un autre,une autre,autre eleve,un autre eleve,c est un autre,c est une autre,c est un autre eleve,different,' +
    'differente,another,another pupil,it is another pupil,other'
  ).split(','),
);
const SAME = new Set(
  'meme,le meme,la meme,meme eleve,le meme eleve,c est le meme,c est la meme,same,the same,the same pupil'.split(','),
);
const CORRECT = new Set(['corriger', 'modifier', 'changer', 'correct', 'change', 'edit']);

/** The command that a message is; null for anything else. */
export function commandIn(text: string): Command | null {
  if (text.trim() === '?') return { name: 'help' };
  const words = fold(text);
  for (const [name, phrases] of Object.entries(WHOLE))
    if (phrases.includes(words)) return { name: name as keyof typeof WHOLE };
  if (REMAINING.test(words)) return { name: 'remaining', about: text };
  const withdrawn = WITHDRAW.exec(words);
  if (withdrawn) return { name: 'withdraw', about: words.slice(withdrawn[0].length).trim() };
  return null;
}

export type Verdict = 'yes' | 'no' | 'correct' | 'other' | 'same';

export function verdictIn(text: string): Verdict | null {
  const words = fold(text);
  if (YES.has(words)) return 'yes';
  if (NO.has(words)) return 'no';
  if (OTHER.has(words)) return 'other';
  if (SAME.has(words)) return 'same';
  return CORRECT.has(words) ? 'correct' : null;
}
