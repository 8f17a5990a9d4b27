/** Finds the communes, schools and districts that a text names: by code, by the whole name, or by the part people say. */
import type { Institution, InstitutionKind } from '../domain/institution';
import { MOST_PLACES, type PlaceRef } from '../domain/question';
import { parseUai } from '../domain/uai';
import { fold } from '../domain/words';
import { distance } from './spelling';
import type { Token } from './tokens';

/** What one name may mean: several bear it, or one. */
type Meaning = PlaceRef[];

interface Entry {
  words: string[];
  meaning: Meaning;
  /** The end of a school's name. */
  isPart?: boolean;
}

export interface PlacesFound {
  places: PlaceRef[];
  /** A name that several bear, and they. */
  several?: { said: string; among: PlaceRef[] };
  /** Tokens that a place accounts for. */
  used: Set<number>;
}

/** Before the name of a commune: people leave them out. */
const ARTICLES = new Set(['le', 'la', 'les', 'l']);
/** Between a school and its commune: `Jean Moulin à Montreuil`. */
const BETWEEN = new Set(['a', 'de', 'd', 'du', 'au', 'in', 'at', 'of', 'en', 'sur', 'the', 'le', 'la', 'college']);
/** Before the name of a town. */
const IN = new Set(['a', 'en', 'in', 'at']);
/** After them stands what tells two communes apart. */
const PREPOSITIONS = new Set(['sous', 'sur', 'en', 'le']);
const COLLEGE = new Set(['college', 'colleges', 'school']);
const LYCEE = new Set(['lycee', 'lycees']);
const DISTRICT = new Set(['circonscription', 'district', 'ien', 'inspection']);
/** Names of places that are words of a question as well: only with the school's own word before them. */
const ALSO_WORDS = new Set(['parc', 'liberte', 'republique', 'international', 'parisien', 'est', 'ile', 'pre']);
const SHORTEST_PART = 4;
/** What people leave of a commune: `Aulnay`, `Livry`; not what many begin with. */
const SHORTEST_SHORT = 5;
const SHARED = new Set(['saint', 'blanc']);

const keyOf = (place: PlaceRef): string => ('uai' in place ? place.uai : fold(place.commune));
const unique = (places: PlaceRef[]): PlaceRef[] => [...new Map(places.map((place) => [keyOf(place), place])).values()];

/** The word of its kind, which people leave out. */
const BEFORE_NAME: Record<InstitutionKind, RegExp> = {
  college: /^college (?:de (?:la )?)?/,
  lycee: /^lycee (?:(?:polyvalent|professionnel|general|technologique|et) )*(?:de (?:la )?)?/,
  circonscription: /^circonscription (?:de |d )?/,
  ecole: /^ecole (?:(?:maternelle|elementaire|primaire|publique) )*(?:de (?:la )?)?/,
};

/** `Collège Aretha Franklin (ex Paul Langevin)` bears two names. */
function namesOf({ name, kind }: Institution): string[] {
  const [now = '', former] = name.split(/ \(ex |\)/);
  const own = (text: string): string => fold(text).replace(BEFORE_NAME[kind], '');
  return [now, ...(former ? [former] : [])].map(own).filter(Boolean);
}

export class Places {
  readonly #byUai: Map<string, Institution>;
  readonly #communes = new Map<string, string>();
  /** By the first word. */
  readonly #entries = new Map<string, Entry[]>();
  readonly #districts = new Map<string, Entry>();
  readonly #words = new Set<string>();
  readonly #kinds: ReadonlySet<InstitutionKind>;
  readonly #spelled: { spelled: string; letters: Uint8Array; meaning: Meaning }[] = [];

  constructor(institutions: Institution[]) {
    this.#byUai = new Map(institutions.map((each) => [each.uai, each]));
    this.#kinds = new Set(institutions.map(({ kind }) => kind));
    const meanings = new Map<string, Meaning>();
    const add = (name: string, place: PlaceRef): void => {
      if (name) meanings.set(name, unique([...(meanings.get(name) ?? []), place]));
    };
    for (const { communes, kind } of institutions)
      for (const commune of communes)
        if (kind === 'college' || !this.#communes.has(fold(commune))) this.#communes.set(fold(commune), commune);
    const whole = new Set<string>();
    const parts = new Set<string>();
    for (const [folded, commune] of this.#communes) {
      const words = folded.split(' ');
      const own = ARTICLES.has(words[0]!) && words.length > 1 ? words.slice(1) : words;
      for (const name of [folded, own.join(' ')]) {
        add(name, { commune });
        whole.add(name);
      }
      if (own.length > 1 && own[0]!.length >= SHORTEST_SHORT && !SHARED.has(own[0]!)) add(own[0]!, { commune });
    }
    for (const institution of institutions) {
      const place = { uai: institution.uai };
      for (const name of namesOf(institution)) {
        if (institution.kind === 'circonscription') {
          const words = name.split(' ');
          for (const said of new Set([name, words[0]!])) {
            const entry = this.#districts.get(said) ?? { words: said.split(' '), meaning: [] };
            entry.meaning = unique([...entry.meaning, place]);
            this.#districts.set(said, entry);
          }
          if (!whole.has(name)) add(name, place);
          continue;
        }
        parts.delete(name);
        if (!whole.has(name)) add(name, place);
        const words = name.split(' ');
        for (let i = 1; i < words.length; i++) {
          const part = words.slice(i).join(' ');
          const isTelling = part.length >= SHORTEST_PART && !BETWEEN.has(words[i]!) && !PREPOSITIONS.has(words[i]!);
          if (!isTelling || whole.has(part) || i < words.length - 2) continue;
          if (!meanings.has(part)) parts.add(part);
          add(part, place);
        }
      }
    }
    for (const institution of institutions.filter(({ kind }) => kind === 'circonscription'))
      for (const commune of institution.communes) {
        const said = fold(commune);
        const entry = this.#districts.get(said) ?? { words: said.split(' '), meaning: [] };
        if (!entry.meaning.length || !namesOf(institution).includes(said))
          entry.meaning = unique([...entry.meaning, { uai: institution.uai }]);
        this.#districts.set(said, entry);
      }
    for (const [name, meaning] of meanings) {
      const words = name.split(' ');
      for (const word of words) this.#words.add(word);
      this.#spelled.push({ spelled: name, letters: lettersOf(name), meaning });
      this.#entries.set(words[0]!, [
        ...(this.#entries.get(words[0]!) ?? []),
        { words, meaning, isPart: parts.has(name) },
      ]);
    }
    for (const entries of this.#entries.values()) entries.sort((a, b) => b.words.length - a.words.length);
  }

  institution(uai: string): Institution | undefined {
    return this.#byUai.get(uai);
  }

  /** Whether any place is of this kind. */
  hasKind(kind: InstitutionKind): boolean {
    return this.#kinds.has(kind);
  }

  /** Whether a name of a place has this word. */
  hasWord(word: string): boolean {
    return this.#words.has(word);
  }

  /** The communes and institutions of a text, in its order. */
  find(tokens: readonly Token[]): PlacesFound {
    const used = new Set<number>();
    const found: Said[] = [];
    for (let i = 0; i < tokens.length && found.length < MOST_PLACES;) {
      const hit = this.#codeAt(tokens, i) ?? this.#districtAt(tokens, i) ?? this.#nameAt(tokens, i);
      if (!hit) {
        i++;
        continue;
      }
      for (let k = i; k < i + hit.length; k++) used.add(k);
      const said = tokens
        .slice(i + hit.own, i + hit.length)
        .map(({ raw }) => raw)
        .join(' ');
      found.push({ at: i, to: i + hit.length, said, meaning: hit.meaning });
      i += hit.length;
    }
    const { astray, ...resolved } = this.#resolved(found, tokens);
    // A school that is not where it is said to be is not the one that is meant: neither is accounted for.
    for (const { at, to } of astray) for (let k = at; k < to; k++) used.delete(k);
    return { ...resolved, used };
  }

  /** A commune beside a school's name tells which school is meant, and is not asked about itself. */
  #resolved(found: readonly Said[], tokens: readonly Token[]): Omit<PlacesFound, 'used'> & { astray: Said[] } {
    const dropped = new Set<Said>();
    const astray = new Set<Said>();
    const meanings = found.map((said, i): Meaning => {
      if (!said.meaning.every((place) => 'uai' in place)) return said.meaning;
      for (const beside of [found[i + 1], found[i - 1]]) {
        const commune = beside && !dropped.has(beside) ? communeOf(beside) : undefined;
        if (!beside || commune === undefined) continue;
        const there = said.meaning.filter((place) => this.#isIn(place, commune));
        const isOfIt = beside.at > said.at && isJoined(tokens.slice(said.to, beside.at));
        if (!there.length && isOfIt) for (const each of [said, beside]) astray.add(each);
        if (!there.length || (there.length === said.meaning.length && there.length > 1)) continue;
        dropped.add(beside);
        return there;
      }
      return said.meaning;
    });
    const kept = found.flatMap((said, i) =>
      dropped.has(said) || astray.has(said) ? [] : [{ said, meaning: meanings[i]! }],
    );
    const places = unique(kept.flatMap(({ meaning }) => (meaning.length === 1 ? meaning : [])));
    const [doubt, ...others] = kept.filter(({ meaning }) => meaning.length > 1);
    for (const { said } of others) astray.add(said); // one is asked about at a time, and none is passed over
    if (!doubt) return { places, astray: [...astray] };
    const several = { said: doubt.said.said, among: doubt.meaning.slice(0, MOST_PLACES) };
    return { places, several, astray: [...astray] };
  }

  #isIn(place: PlaceRef, commune: string): boolean {
    return 'uai' in place && this.#byUai.get(place.uai)?.communes.includes(commune) === true;
  }

  #codeAt(tokens: readonly Token[], i: number): Hit | null {
    for (const length of [1, 2]) {
      const words = tokens.slice(i, i + length).map(({ word }) => word);
      if (words.length < length || !/^\d{6,7}/.test(words[0]!)) continue;
      const uai = parseUai(words.join(''));
      const known = uai && this.#byUai.get(uai);
      if (known) return { length, own: 0, meaning: [{ uai: known.uai }] };
    }
    return null;
  }

  /** `la circo de Bondy`, `circonscription Saint-Denis 1`. */
  #districtAt(tokens: readonly Token[], i: number): Hit | null {
    if (!DISTRICT.has(tokens[i]!.word)) return null;
    let from = i + 1;
    while (from < tokens.length && (BETWEEN.has(tokens[from]!.word) || DISTRICT.has(tokens[from]!.word))) from++;
    for (let length = Math.min(6, tokens.length - from); length > 0; length--) {
      const said = tokens.slice(from, from + length).map(({ word }) => word);
      const entry = this.#districts.get(said.join(' '));
      if (entry) return { length: from - i + length, own: from - i, meaning: entry.meaning };
    }
    return null;
  }

  #nameAt(tokens: readonly Token[], i: number): Hit | null {
    const isSchool = COLLEGE.has(tokens[i]!.word) || (LYCEE.has(tokens[i]!.word) && this.hasKind('lycee'));
    let from = i;
    if (isSchool) {
      from++;
      while (from < tokens.length && (ARTICLES.has(tokens[from]!.word) || ['de', 'du'].includes(tokens[from]!.word)))
        from++;
    }
    const first = tokens[from]?.word;
    const entry = (first === undefined ? [] : (this.#entries.get(first) ?? [])).find(({ words }) =>
      words.every((word, k) => tokens[from + k]?.word === word),
    );
    if (!entry) return null;
    if (!isSchool && entry.words.length === 1 && ALSO_WORDS.has(entry.words[0]!)) return null;
    const isCommune = entry.meaning.every((place) => 'commune' in place);
    // `combien à Villiers`: a town that nobody knows, rather than the end of a school's name.
    if (entry.isPart && !isSchool && IN.has(tokens[from - 1]?.word ?? '')) return null;
    if (isSchool && isCommune) return null; // `collège de Bondy`: the commune is found by itself, the word says the kind
    return { length: from - i + entry.words.length, own: from - i, meaning: entry.meaning };
  }

  /** Places whose name is close to these words: to be asked about, never to be answered. */
  near(words: readonly string[]): PlaceRef[] {
    const said = words.join(' ');
    if (said.length < SHORTEST_PART || said.length > LONGEST_NEAR) return [];
    const slips = Math.min(FAR, Math.floor(said.length / LETTERS_A_SLIP));
    const close: { place: PlaceRef; far: number }[] = [];
    const own = lettersOf(said);
    for (const { spelled, letters, meaning } of this.#spelled) {
      if (Math.abs(spelled.length - said.length) > slips || lettersApart(own, letters) > 2 * slips) continue;
      const far = distance(spelled, said);
      if (far <= slips) close.push(...meaning.map((place) => ({ place, far })));
    }
    const best = Math.min(...close.map(({ far }) => far));
    return unique(close.filter(({ far }) => far === best).map(({ place }) => place)).slice(0, MOST_NEAR);
  }
}

/** How often each letter is there; what is no letter is one. */
function lettersOf(text: string): Uint8Array {
  const letters = new Uint8Array(27);
  for (let i = 0; i < text.length; i++) {
    const at = text.charCodeAt(i) - 97;
    letters[at >= 0 && at < 26 ? at : 26]!++;
  }
  return letters;
}

/** A slip changes two of them at most: most names are told apart without comparing letter by letter. */
function lettersApart(a: Uint8Array, b: Uint8Array): number {
  let apart = 0;
  for (let i = 0; i < a.length; i++) apart += Math.abs(a[i]! - b[i]!);
  return apart;
}

/** A name that was said, with its tokens. */
interface Said {
  at: number;
  to: number;
  said: string;
  meaning: Meaning;
}

function communeOf({ meaning }: Said): string | undefined {
  const [only, another] = meaning;
  return only && another === undefined && 'commune' in only ? only.commune : undefined;
}

/** `Jean Moulin à Montreuil`, `Pierre Curie Stains`: nothing parts the school from its commune. */
const isJoined = (between: readonly Token[]): boolean => between.every(({ word }) => BETWEEN.has(word));

interface Hit {
  length: number;
  /** Where its own name begins. */
  own: number;
  meaning: Meaning;
}

/** Slips of the finger, at most; one for so many letters. */
const FAR = 3;
const LETTERS_A_SLIP = 4;
const LONGEST_NEAR = 40;
const MOST_NEAR = 3;
