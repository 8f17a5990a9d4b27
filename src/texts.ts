/** All that a person reads, by typed key, in their language. */
import { createInstance, type TFunction } from 'i18next';
import { en, fr, NAMESPACES, type Namespace } from './catalogue';
import { LANGUAGES, type Language } from './domain/member';
import { escapeMarkdown } from './markdown';

/** One person's texts: `t('nominate:recorded', { ... })`. Values are escaped for Markdown, but for `{{- value}}`. */
export type Translate = TFunction<[Namespace, ...Namespace[]]>;

export type Texts = (language: Language) => Translate;

/** How numbers and dates are written: English as in Europe, the day first. */
const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Loads both languages. One instance serves every turn: each asks for its own fixed language. */
export function loadTexts(): Texts {
  const i18n = createInstance({
    resources: { fr: withFrenchSpaces(fr), en },
    fallbackLng: 'fr',
    supportedLngs: [...LANGUAGES],
    nonExplicitSupportedLngs: true,
    ns: NAMESPACES,
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: true, escape: escapeMarkdown },
    returnNull: false,
  });
  void i18n.init();
  i18n.services.formatter?.addCached('day', formatDay);
  i18n.services.formatter?.addCached('days', formatDays);
  const byLanguage = new Map<Language, Translate>(
    LANGUAGES.map((language) => [language, keeping(i18n.getFixedT(LOCALES[language]) as unknown as Translate)]),
  );
  return (language) => byLanguage.get(language)!;
}

/** Most texts have no values, or a label alone, which is a text itself: those are made once. Any other value may be a pupil's, and is not kept. */
function keeping(t: Translate): Translate {
  const kept = new Map<string, unknown>();
  const make = t as (key: string, values?: object) => unknown;
  const keep = (key: string, values?: { label?: string }): unknown => {
    if (values !== undefined && (values.label === undefined || Object.keys(values).length > 1))
      return make(key, values);
    const name = values === undefined ? key : `${key} ${values.label}`;
    if (!kept.has(name)) kept.set(name, make(key, values));
    return kept.get(name);
  };
  return Object.assign(keep, { lng: (t as { lng?: string }).lng }) as unknown as Translate;
}

const NO_BREAK_SPACE = '\u00a0';

/**
 * French puts a space before `? ! : ; »` and after `«` that no line may break at (Lexique des règles typographiques en usage à
 * l'Imprimerie nationale); translators type a plain one, which they can see.
 */
export function withFrenchSpaces<Tree extends object>(texts: Tree): Tree {
  const spaced = Object.entries(texts).map(([key, value]: [string, string | object]) => [
    key,
    typeof value === 'string' ? value.replace(/ (?=[?!:;»])|(?<=«) /g, NO_BREAK_SPACE) : withFrenchSpaces(value),
  ]);
  return Object.fromEntries(spaced) as Tree;
}

/** A day in words: in French the first of a month is an ordinal (`1er mai`; Imprimerie nationale), which Intl does not write. */
function formatDay(language: string | undefined, { timeZone }: { timeZone?: string }): (value: Date) => string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', ...(timeZone !== undefined && { timeZone }) });
  return (value) => (language?.startsWith('fr') ? format.format(value).replace(/^1 /, '1er ') : format.format(value));
}

/** From one day to another, in words: what both have in common is said once. */
function formatDays(
  language: string | undefined,
  { timeZone }: { timeZone?: string },
): (value: [Date, Date]) => string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', ...(timeZone !== undefined && { timeZone }) });
  return ([first, last]) => format.formatRange(first, last);
}

/** Where nothing tells the language: the operation's own. */
export const DEFAULT_LANGUAGE: Language = 'fr';
