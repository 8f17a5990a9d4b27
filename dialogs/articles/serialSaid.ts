/** A sentence with a serial in it: asked about, or of whoever has that article. Nobody's name and no other act is in such a question. */
import { fold } from '../../src/domain/words';
import type { Understood } from '../../src/understanding/understand';

/** A card's in groups or not, its last digits, an IMEI, a maker's. A telephone number, a UAI, a national pupil's number are none. */
const SERIALS_IN =
  /(?<![\p{L}\d])(?:89\d{2}(?:[\s.\-\u2010-\u2015]{0,2}\d){9,18}F?|\d{13}|\d{15}|(?=[A-Z]{0,20}\d)(?=\d{0,8}[A-Z])[A-Z\d]{9,20})(?![\p{L}\d])/giu;
const MOST = 5;

/** Words that such a question is made of, and no others: `à qui est la carte …`, `j'ai trouvé la carte … dans la cour`. */
const ALONG = [
  /^(?:que|quoi|a|est|sont|ai|avons|on|je|[jc]|il|elle|ils|elles|cela|ce|cet|cette|ces|le|la|les|l|un|une|des|de|du|[dy]|au|dans|par|sur|pour|en|et|[sn]|se|pas)$/,
  /^(?:cartes?|sim|tablettes?|ordinateurs?|routeurs?|articles?|appareils?|numeros?|iccid|imei|serie|lot|liste|bons?|bonne)$/,
  /^(?:eleve|famille|college|ecole|etablissement|structure|couloir|cour|sol|terre|classe|bureau|viens|vient|passee?s?|bonjour|svp|stp|merci)$/,
  /^(?:is|are|was|has|have|i|we|this|that|the|an|it|to|of|in|on|does|belong|cards?|items?|tablets?|numbers?|please)$/,
];
/** What it asks, or wants. */
const ASKED = [
  /^(?:ou|qui|quels?|quelles?|appartient|appartiennent|trouv\w*|retrouv\w*|cherche\w*|ramasse\w*|localise\w*|traine|statut)$/,
  /^(?:faux|fausse|mauvaise?|existe|trompee?|retir\w*|supprim\w*|enlev\w*|efface\w*)$/,
  /^(?:where|whose|who|which|found|find|remove|delete|wrong)$/,
];
const isOneOf = (words: readonly RegExp[], word: string): boolean => words.some((each) => each.test(word));

/** An answer of the form that is open may be written like it: `numéro : …`. */
export const PERHAPS = 0.9;

/** Acts on one pupil's article: it names the pupil as well as their name does. */
const OF_ONE = new Set(['lose', 'giveBack', 'activate', 'undoHandOver', 'receipts']);

/** The serials that a sentence has in it. */
export const serialsSaid = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .match(SERIALS_IN) ?? [];

/** @param acts whether whoever says it hands over */
export function withSerials(text: string, understood: Understood, acts: boolean): Understood {
  const said = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const serials = (said.match(SERIALS_IN) ?? []).slice(0, MOST);
  if (!serials.length) return understood;
  const serial = serials.join('\n');
  if (acts && understood.kind === 'sure' && OF_ONE.has(understood.intent) && understood.slots.name === undefined)
    return { ...understood, slots: { ...understood.slots, serial } };
  const words = fold(said.replace(SERIALS_IN, ' ')).split(' ').filter(Boolean);
  if (!words.length || !words.every((word) => isOneOf(ALONG, word) || isOneOf(ASKED, word))) return understood;
  const score = words.some((word) => isOneOf(ASKED, word)) ? 1 : PERHAPS;
  return { kind: 'sure', intent: 'whereIs', slots: { serial }, score };
}
