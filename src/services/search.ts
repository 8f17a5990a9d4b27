/** Finds the school, district or commune that a person means: by code, name or commune, with typos and without accents. */
import Fuse from 'fuse.js';
import type { Institution } from '../domain/institution';
import { parseUai } from '../domain/uai';
import { fold } from '../domain/words';

export type Found =
  | { kind: 'institution'; institution: Institution }
  | { kind: 'commune'; commune: string; institutions: Institution[] }
  /** Several bear that name, or come as close. */
  | { kind: 'several'; institutions: Institution[] }
  | { kind: 'nothing' };

interface Entry {
  /** Folded spellings without articles; the first is the shortest. */
  spellings: string[];
  /** A commune's entry holds all that is in it. */
  commune?: string;
  institutions: Institution[];
}

/** Words of a question that name no place: `combien reste-t-il de cartes au collège ...`. */
const QUESTION = new Set(
  (
    'combien reste restant restants restantes t il y a en encore de d du des le la les l un une au aux a dans pour sur ' +
    'cartes carte sim places place college colleges clg circonscription circo ien ecole ecoles commune ville est ce que ' +
    'qui on nous me avons ai tout toutes total operation qu quel quelle quels quelles disponible disponibles bilan quota quotas dotation svp s te plait vous merci et ' +
    'how many much remain remains remaining left are there is at in the for of cards school summary what'
  ).split(' '),
);
const FUZZY = { threshold: 0.34, ignoreLocation: true, includeScore: true, minMatchCharLength: 2 };
/** Fuse scores this close are as likely. */
const AS_CLOSE = 0.06;
const MOST_CHOICES = 8;
/** Shorter words come close to anything; longer ones than any name cost too much to compare. In characters. */
const SHORTEST_FUZZY = 4;
const LONGEST_FUZZY = 40;

/** The words of a text that can name a place. */
export const placeWords = (text: string): string =>
  fold(text)
    .split(' ')
    .filter((word) => !QUESTION.has(word))
    .join(' ');

export class PlaceSearch {
  readonly #byUai: Map<string, Institution>;
  readonly #entries: Entry[];
  /** By the name alone, then by name and commune. */
  readonly #fuzzy: Fuse<Entry>[];

  constructor(institutions: Institution[]) {
    this.#byUai = new Map(institutions.map((institution) => [institution.uai, institution]));
    this.#entries = [...communesOf(institutions), ...namesOf(institutions)];
    this.#fuzzy = [
      new Fuse(this.#entries, {
        ...FUZZY,
        keys: [{ name: 'name', getFn: ({ spellings }: Entry) => spellings[0] ?? '' }],
      }),
      new Fuse(this.#entries, { ...FUZZY, keys: ['spellings'] }),
    ];
  }

  /** @param typed what was typed behind the command; must name something (`placeWords` is not empty) */
  find(typed: string): Found {
    const code = /\b\d{6,7} ?[a-z]\b/i.exec(typed)?.[0];
    const uai = code ? parseUai(code) : null;
    const coded = uai ? this.#byUai.get(uai) : undefined;
    if (coded) return { kind: 'institution', institution: coded };
    if (code) return { kind: 'nothing' };
    const words = placeWords(typed);
    const exact = this.#entries.filter(({ spellings }) => spellings.includes(words));
    return found(exact.length ? exact : this.#containing(words));
  }

  /** Entries that have every word; failing that, those that come close. */
  #containing(words: string): Entry[] {
    const wanted = words.split(' ');
    const whole = this.#entries.filter(({ spellings }) =>
      spellings.some((spelling) => wanted.every((word) => spelling.split(' ').includes(word))),
    );
    if (whole.length || words.length < SHORTEST_FUZZY || words.length > LONGEST_FUZZY) return whole;
    for (const fuse of this.#fuzzy) {
      const close = fuse.search(words);
      const best = close[0]?.score ?? 1;
      if (close.length) return close.filter(({ score = 1 }) => score - best <= AS_CLOSE).map(({ item }) => item);
    }
    return [];
  }
}

function found(entries: Entry[]): Found {
  const communes = entries.filter(({ commune }) => commune !== undefined);
  const [only] = communes;
  if (only && communes.length === 1)
    return { kind: 'commune', commune: only.commune!, institutions: only.institutions };
  const institutions = [...new Set(entries.flatMap((entry) => entry.institutions))];
  if (!institutions[0]) return { kind: 'nothing' };
  if (institutions.length === 1) return { kind: 'institution', institution: institutions[0] };
  return { kind: 'several', institutions: institutions.slice(0, MOST_CHOICES) };
}

function communesOf(institutions: Institution[]): Entry[] {
  const communes = new Map<string, Entry>();
  for (const institution of [...institutions].sort((a, b) => a.kind.localeCompare(b.kind) * -1))
    for (const commune of institution.communes) {
      const spelling = placeWords(commune);
      const entry = communes.get(spelling) ?? { spellings: [spelling], commune, institutions: [] };
      if (institution.kind === 'college') entry.commune = commune; // written with its small letters there
      entry.institutions.push(institution);
      communes.set(spelling, entry);
    }
  return [...communes.values()];
}

const namesOf = (institutions: Institution[]): Entry[] =>
  institutions.map((institution) => {
    const name = placeWords(institution.name);
    const commune = placeWords(institution.communes[0] ?? '');
    return { spellings: [name, `${name} ${commune}`, `${commune} ${name}`], institutions: [institution] };
  });
