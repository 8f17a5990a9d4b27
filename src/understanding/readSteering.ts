/** The readings of a sentence that steer an operation: told by a verb and what it is about; their forms show what was understood of the rest. */
import { type Candidate, type Sentence, UNLIKELY } from './reading';

interface Told {
  verb: RegExp;
  /** What it is about, anywhere behind or before; a number will do where it is counted. */
  about?: RegExp;
  counted?: true;
}

const UNITS = /^(?:places?|cartes?|tablettes?|ordinateurs?|routeurs?|articles?|cards?|tablets?|computers?|routers?)$/;
const UNITS_OR_LOT =
  /^(?:lots?|places?|cartes?|tablettes?|ordinateurs?|routeurs?|articles?|cards?|tablets?|computers?|routers?)$/;
const OPERATION = /^operations?$/;

const BACK = /^(?:reprend\w*|reprenez|recupere[rz]?|rapatrie[rz]?|recover|back)$/;
/** `qui a reçu le plus`: asked, where a form would be opened. */
const COUNTED = new Set(['move', 'receive']);
const NUMBER = /^\d{1,7}$/;
/** `a donné`, `have given`: what was done is asked about. */
const DONE_BEFORE = new Set(['a', 'ont', 'avez', 'avons', 'as', 'have', 'has', 'had']);

/** What each command is told by, wherever it stands. */
const STEERING: Readonly<Record<string, Told>> = {
  createOperation: {
    verb: /^(?:cree|creer|crees|nouvelle|prepare|preparer|monter|monte|create|new)$/,
    about: OPERATION,
  },
  changeOperation: {
    verb: /^(?:modifi\w*|decri\w*|limite|edit|describe|deadline)$/,
    about: /^(?:operations?|date|regles?|rules?|deadline)$/,
  },
  openOperation: { verb: /^(?:ouvr\w*|rouvr\w*|open|reopen|launch)$/, about: OPERATION },
  closeOperation: { verb: /^(?:clo[rst]\w*|ferm\w*)$/, about: OPERATION },
  archiveOperation: { verb: /^archiv\w*$/, about: OPERATION },
  chooseOperation: { verb: /^(?:pass[eo]\w*|choisi\w*|bascul\w*|switch|choose)$/, about: OPERATION },
  receive: {
    verb: /^(?:recu|recue|recus|recues|recevoir|recois|recevons|reception|receive|received|arrive[es]*)$/,
    about: UNITS_OR_LOT,
    counted: true,
  },
  share: { verb: /^(?:reparti[rs]?|repartissez|partage[rz]?|share)$/ },
  move: {
    verb: /^(?:deplace[rz]?|transfere[rz]?|move|transfer|donne[rz]?|give)$|^(?:reprend|recupere)/,
    about: UNITS,
    counted: true,
  },
  takeBack: { verb: BACK, about: /^(?:inutilise\w*|utilise\w*|libres?|unused|dorment|dort|places?|cartes?|cards?)$/ },
  relieve: { verb: /^(?:donne[rz]?|give|serve|servir|sers)$/, about: /^(?:attendent|wait|waiting|anciens|oldest)$/ },
  retire: { verb: /^(?:rebut|reforme[rz]?|scrap|defectueu\w*)$/ },
  suggest: { verb: /^(?:suggestions?|suggere\w*|suggest|redeploiement|reequilibre\w*|rebalance)$/ },
  applySuggestions: { verb: /^(?:applique[rz]?|apply)$/ },
};

/** A verb with what it is about: the form shows the rest. */
const WHOLE = 0.82;
/** With the word itself. */
const SURELY = 0.92;
/** `suggestions`, `où en est ...`: no more than their examples. */
export const isSteering = (intent: string): boolean => Object.hasOwn(STEERING, intent) || ALONE.has(intent);
const ALONE = new Set(['steer', 'importInstitutions', 'movements', 'movement', 'plan']);
/** Everybody's. */
const OF_ALL = new Set(['operations', 'chooseOperation']);

/** Operations are steered by who does not nominate. */
export function readSteering(base: Candidate, { tokens, nominates }: Sentence): Candidate {
  const { intent } = base;
  const { verb, about, counted } = STEERING[intent] ?? {};
  if (nominates && !OF_ALL.has(intent)) return { ...base, score: base.score * UNLIKELY };
  if (!verb) return base;
  const has = (words: RegExp): boolean => tokens.some(({ word }) => words.test(word));
  const at = tokens.findIndex(({ word }) => verb.test(word));
  const isAsked =
    has(/^(?:combien|how|quels?|quelles?|which|who|quand|when)$/) || (has(/^qui$/) && COUNTED.has(intent));
  const isDone = DONE_BEFORE.has(tokens[at - 1]?.word ?? '') && intent !== 'receive';
  const counts = has(NUMBER);
  // So many of a school's, back into the reserve: that is a move.
  const isOther =
    intent === 'takeBack'
      ? counts && !has(/^(?:depuis|since|pour|moins|less)$/)
      : intent === 'move' && BACK.test(tokens[at]?.word ?? '') && !counts;
  const isTold =
    at >= 0 &&
    (about === undefined || has(about) || (counted === true && counts)) &&
    !isAsked &&
    !isDone &&
    !isOther &&
    !has(/^ne$/);
  // `combien de cartes perdues` takes none off.
  if (isAsked && intent === 'retire') return { ...base, holds: true };
  return isTold
    ? { ...base, left: [], holds: false, score: Math.max(base.score, about === OPERATION ? SURELY : WHOLE) }
    : base;
}
