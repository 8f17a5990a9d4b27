/** The readings of a sentence about articles: handed over, lost, brought back, delivered. Told by a word of their own, with whoever is named. */
import { fold } from '../domain/words';
import { type Candidate, type Sentence, UNLIKELY } from './reading';

interface Told {
  verb: RegExp;
  /** What has to stand beside it. */
  about?: RegExp;
  /** Not beside these. */
  never?: RegExp;
  /** What may be said along with it, and its form reads. */
  along?: RegExp;
}

const ARTICLE =
  /^(?:cartes?|sim|tablettes?|ordinateurs?|routeurs?|articles?|appareils?|materiel|cards?|tablets?|computers?|laptops?|routers?|device|devices)$/;
/** Until when. */
const DAY =
  /^(?:jusqu|au|a|fin|debut|mois|semaines?|jours?|prochaine?|annee|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|until|till|to|end|of|next|month|weeks?|days?|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|\d{1,4}(?:er|st|nd|rd|th)?|date|retour|return|plus|longtemps|longer|encore|pendant|ete|vacances|un|une|veut|peut|voudrait|faudrait|etablissement|college|ecole|lycee|classe|deux|trois|quatre|quinze|vient|demande|papa|mere|souhaite|wants?|can|son|sa|le|la|du|de)$/;
const NOTE = /^(?:bons?|bl|livraisons?|notes?|delivery|deliveries|colis|cartons?|parcels?)$/;

/** Heads, and who receives stock. */
const IN_SCHOOLS: Readonly<Record<string, Told>> = {
  handOver: {
    verb: /^(?:remises?|remet\w*|distribu\w*|emargements?|handover|hand)$/,
    never: /^(?:annul\w*|undo|rebut|defai\w*)$/,
  },
  undoHandOver: { verb: /^(?:annul\w*|defai\w*|undo)$/, about: /^(?:remises?|hand|over|handover)$/ },
  receipts: { verb: /^(?:recepisses?|recu|receipts?|contrats?)$/, about: /^(?:recepisses?|receipts?|contrats?)$/ },
  activate: { verb: /^(?:activ\w*|recharg\w*|topup|top)$/, never: /^(?:reactiv\w*|quelles?|qui|which|faut)$/ },
  lose: {
    verb: /^(?:perdue?s?|perd|paume\w*|egare\w*|volee?s?|casse\w*|brise\w*|perte|vol|lost|stolen|broken|panne|marche|fonctionne|works)$/,
    never: /^(?:rendue?s?|rend|rendre|rapporte\w*|ramene\w*|restitu\w*|returned|brought)$/,
  },
  giveBack: {
    verb: /^(?:rendue?s?|rend|rendre|rapporte\w*|ramene\w*|restitu\w*|returned|brought|returns)$/,
    never: /^(?:qui|retards?|who|late|overdue)$/,
  },
  countDelivery: {
    verb: /^(?:recue?s?|recois|arrivee?s?|received|comptee?s?|carton|colis|boite|counted|box)$/,
    about:
      /^(?:cartes?|sim|tablettes?|ordinateurs?|routeurs?|cards?|tablets?|computers?|livraison|bon|carton|colis|boite|box|delivery)$/,
    never: /^(?:quand|when|famille|family|eleves?|pupils?)$/,
  },
  postpone: {
    verb: /^(?:prolong\w*|repouss\w*|report\w*|extend\w*|postpon\w*|gard\w*|laiss\w*|delai|keeps?)$/,
    about:
      /^(?:prolong\w*|repouss\w*|extend\w*|delai|prets?|retours?|tablettes?|ordinateurs?|loans?|returns?|tablets?|computers?|laptops?|dates?)$/,
    never: /^(?:perdue?s?|volee?s?|casse\w*|delegations?|operations?)$/,
    along: DAY,
  },
  missingSerials: {
    verb: /^(?:manque\w*|incomplete?s?|missing)$/,
    about:
      /^(?:cartes?|sim|tablettes?|ordinateurs?|routeurs?|numeros?|cards?|tablets?|computers?|numbers?|livraison|bon|carton|colis|boite|box|delivery|parcel)$/,
    never: /^(?:rendue?s?|rend|rapporte\w*|ramene\w*|returned|eleves?|pupils?|places?|combien|quels?|quelles?|which)$/,
  },
  lapsing: {
    verb: /^(?:lignes?|cartes?|credits?|lines?|cards?)$/,
    about: /^(?:arret\w*|expir\w*|recharger|finiss\w*|termin\w*|end|lapse)$/,
  },
  stock: { verb: /^stocks?$/ },
  lend: {
    verb: /^(?:prete\w*|lend|lent)$/,
    about: /^(?:etablissement|college|ecole|classe|school|class)$/,
    along: DAY,
  },
};

const IN_COORDINATION: Readonly<Record<string, Told>> = {
  prepareDeliveries: { verb: /^(?:prepar\w*|ecri\w*|genere\w*|edite\w*|etabli\w*|write)$/, about: NOTE },
  sendDeliveries: {
    verb: /^(?:parti\w*|envoye\w*|expedi\w*|sent|shipped|left)$/,
    about: NOTE,
    never: /^(?:combien|quels?|how|which)$/,
  },
  // `c'est bon, annule` is of none.
  cancelDeliveries: { verb: /^(?:annul\w*|cancel)$/, about: /^(?:bons|bl|livraisons?|notes|colis|cartons|parcels)$/ },
  differences: { verb: /^(?:ecarts?|differences?)$/, about: NOTE },
  serials: { verb: /^(?:iccid|imei|serials?|serie|scann\w*)$/ },
  deliveries: {
    verb: /^(?:livraisons?|bons?|deliveries)$/,
    never: /^(?:annul\w*|cancel|prepar\w*|parti\w*|envoye\w*|expedi\w*|ecart\w*)$/,
  },
};

/** Said along: when, and that it is just so. */
const SAID_ALONG =
  /^(?:ce|lieu|dans|matin|hier|aujourd|hui|midi|soir|semaine|cette|today|yesterday|this|morning|bien|vient|venons|viens|arriver|recevoir|commence\w*|bientot|vont|please|il|y|en|a|maman|mere|pere|papa|parents?|famille|dit|que|qu|elle|me|signale|ecran|incomplete?s?|abime\w*|casse\w*|charg\w*|sans|arabe|anglais|portugais|espagnol|turc|roumain|tamoul|bengali|ourdou|chinois|francais|arabic|english|portuguese|spanish|turkish|romanian|tamil|bangla|urdu|chinese|pour|imprime\w*|print|plus|pas|ne)$/;

/** It is out of order. */
const NO_MORE = /\b(?:(?:marche|fonctionne) (?:plus|pas)|no longer works|not work)\b/;

const WHOLE = 0.84;
/** Said by who does not hand over: they are told who does. */
const ELSEWHERE = 0.56;
const OF_PUPILS = new Set(['handOver', 'undoHandOver', 'receipts', 'activate', 'lose', 'giveBack', 'postpone']);

export const isOfArticles = (intent: string): boolean => intent in IN_SCHOOLS || intent in IN_COORDINATION;

/** Whoever nominates hands over; who does not sends out. */
export function readArticles(base: Candidate, { tokens, nominates }: Sentence): Candidate {
  const { intent } = base;
  const isOfSchools = intent in IN_SCHOOLS;
  if (isOfSchools !== nominates && !OF_PUPILS.has(intent)) return { ...base, score: base.score * UNLIKELY };
  const { verb, about, never, along } = (isOfSchools ? IN_SCHOOLS : IN_COORDINATION)[intent]!;
  const has = (words: RegExp): boolean => tokens.some(({ word }) => words.test(word));
  const words = tokens.map(({ word }) => word).join(' ');
  // `marche`, alone, is no loss.
  const isOfArticle = tokens.some(({ word }) => ARTICLE.test(word));
  if (intent === 'lose' && /\b(?:marche|fonctionne|works)\b/.test(words) && !(NO_MORE.test(words) && isOfArticle))
    return base;
  // `on garde 5 tablettes`: that is lending.
  if (intent === 'postpone' && /\b\d+ (?:tablettes|ordinateurs|tablets|computers|laptops)\b/.test(words)) return base;
  const isAsked = has(/^(?:combien|how|quand|when|pourquoi|why|comment)$/);
  const isTold =
    has(verb) &&
    (about === undefined || has(about)) &&
    (never === undefined || !has(never)) &&
    !isAsked &&
    (!has(/^(?:ne|pas|not)$/) || (intent === 'lose' && NO_MORE.test(words)));
  if (never !== undefined && has(never)) return { ...base, holds: true, score: base.score * UNLIKELY };
  if (!isTold) return base;
  // Whoever it is about stands beside it; what else is said its form asks again.
  const isSaid = (word: string): boolean =>
    verb.test(word) ||
    about?.test(word) === true ||
    along?.test(word) === true ||
    ARTICLE.test(word) ||
    SAID_ALONG.test(word) ||
    /^\d+$/.test(word);
  const spoken = base.left.filter((i) => !isSaid(tokens[i]!.word));
  const names = spoken.map((i) => tokens[i]!.raw);
  const isNamed =
    base.slots.name === undefined &&
    names.length > 0 &&
    names.length <= 3 &&
    names.every((raw) => /^\p{Lu}/u.test(raw));
  // A month is nobody's name: `prolonge jusqu'au 30 juin`.
  const { name, ...slots } = base.slots;
  const isDay = name !== undefined && along !== undefined && name.split(' ').every((word) => along.test(fold(word)));
  return {
    ...base,
    holds: isNamed && intent === 'missingSerials', // `il manque une carte à Diallo`
    slots: { ...(isDay ? slots : base.slots), ...(isNamed && { name: names.join(' ') }) },
    left: isNamed ? [] : spoken,
    score: Math.max(base.score, nominates === isOfSchools ? WHOLE : ELSEWHERE),
  };
}
