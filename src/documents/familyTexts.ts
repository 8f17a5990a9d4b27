/** What a family is told on paper, in its own language: one file each under `locales/families/`, all with the same keys. */
import ar from '../../locales/families/ar.json';
import bn from '../../locales/families/bn.json';
import en from '../../locales/families/en.json';
import es from '../../locales/families/es.json';
import fr from '../../locales/families/fr.json';
import pt from '../../locales/families/pt.json';
import ro from '../../locales/families/ro.json';
import ta from '../../locales/families/ta.json';
import tr from '../../locales/families/tr.json';
import ur from '../../locales/families/ur.json';
import zh from '../../locales/families/zh.json';
import { FAMILY_LANGUAGES, type FamilyLanguage } from '../domain/handOver';
import { fold } from '../domain/words';
import type { PlainDate } from '../domain/plainDate';

export type FamilyTexts = typeof fr;

export const FAMILY_TEXTS: Record<FamilyLanguage, FamilyTexts> = { fr, en, ar, pt, es, tr, ro, ta, bn, ur, zh };

/** Digits are those of the card and of the school's own papers, in every language. */
const LOCALES: Record<FamilyLanguage, string> = {
  ...{ fr: 'fr-FR', en: 'en-GB', ar: 'ar-u-nu-latn', pt: 'pt-PT', es: 'es-ES', tr: 'tr-TR', ro: 'ro-RO' },
  ...{ ta: 'ta-u-nu-latn', bn: 'bn-u-nu-latn', ur: 'ur-u-nu-latn', zh: 'zh-CN' },
};

/** What a language is called by itself, and by the person who chooses it: `தமிழ் – tamoul`. */
export function languageTitle(language: FamilyLanguage, reader: 'fr' | 'en'): string {
  const { name } = FAMILY_TEXTS[language];
  const other = new Intl.DisplayNames([reader], { type: 'language' }).of(language) ?? name;
  return other.toLowerCase() === name.toLowerCase() ? name : `${name} – ${other}`;
}

/** The one that a sentence names; undefined where it names none. */
export const languageSaid = (said: string): FamilyLanguage | undefined =>
  FAMILY_LANGUAGES.find((language) =>
    (['fr', 'en'] as const).some((reader) => {
      const name = new Intl.DisplayNames([reader], { type: 'language' }).of(language) ?? '';
      return fold(said).split(' ').includes(fold(name));
    }),
  );

/** A day in words, as it is written in that language. */
export const familyDay = (language: FamilyLanguage, day: PlainDate): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
