/** How a family was told, in the sentence that says when: `hier par téléphone`, `la famille a été prévenue lundi au tel`. */
import type { ToldHow } from '../domain/need';

const HOW: readonly (readonly [RegExp, ToldHow])[] = [
  [/(?<!\p{L})(?:(?:par|au|by|on the|over the) )?(?:t[eé]l[eé]phone|t[eé]l|appel|phone)(?!\p{L})/iu, 'phone'],
  [/(?<!\p{L})(?:de vive voix|en rendez-vous|en personne|oralement|face [aà] face|in person)(?!\p{L})/iu, 'meeting'],
  [
    /(?<!\p{L})(?:(?:par|sur|via|by|on) )?(?:l['’]|la |the )?(?:ent|pronote|messagerie|mail|sms)(?!\p{L})/iu,
    'schoolMessage',
  ],
  [/(?<!\p{L})(?:(?:par|dans|by|in) )?(?:le |the |un )?(?:courrier|carnet|lettre|letter)(?!\p{L})/iu, 'letter'],
];
const SAID_ALONG =
  /(?<!\p{L})(?:la|les|sa|ses|famille|parents?|maman|papa|m[eè]re|p[eè]re|a|ont|[eé]t[eé]|est|pr[eé]venue?s?|inform[eé]e?s?|avertie?s?|j['’]ai|on a|eu|the|family|was|were|told)(?!\p{L})/giu;

/** Longer than any such answer, in characters. */
const LONGEST = 80;

/** @returns how, if it is told, and what is left to tell when */
export function readTold(typed: string): { when: string; how?: ToldHow } {
  if (typed.length > LONGEST) return { when: typed };
  const [pattern, how] = HOW.find(([each]) => each.test(typed)) ?? [];
  const when = (pattern ? typed.replace(pattern, ' ') : typed)
    .replace(SAID_ALONG, ' ')
    .replace(/[\s,]+/g, ' ')
    .trim();
  return { when, ...(how && { how }) };
}
