/** What a message means, for the person who wrote it: understanding, with the institutions of now. */
import { en, fr } from '../src/catalogue';
import type { CommandName } from '../src/catalogue';
import type { Institution } from '../src/domain/institution';
import { type Language, LANGUAGES } from '../src/domain/member';
import { may } from '../src/services/authorise';
import { Places } from '../src/understanding/places';
import type { Reading } from '../src/understanding/reading';
import { type Understood, Understanding } from '../src/understanding/understand';
import { withSerials } from './articles/serialSaid';
import type { Turn } from './turn';

const CATALOGUES = { fr, en };
let made: Understanding | undefined;

/** Made once, at the first sentence or before: it takes nearly half a second, which a start need not wait for. */
export const understanding = (): Understanding =>
  (made ??= new Understanding(LANGUAGES.map((language) => CATALOGUES[language])));

/** Read anew with the institutions they are made of. */
const placesOf = new WeakMap<Map<string, Institution>, Places>();

/** Those of the operation of now; before one is chosen, all that nominate in any. */
export async function places({ services: { directory }, actor }: Turn): Promise<Places> {
  const campaign = await directory.find(actor);
  const isOne = campaign !== 'none' && campaign !== 'several';
  const institutions = isOne ? await directory.taking(campaign) : await directory.institutions();
  const known = placesOf.get(institutions) ?? new Places([...institutions.values()]);
  placesOf.set(institutions, known);
  return known;
}

/** @param hasAsked whether a question was answered before, which this one may change. @throws StoreAway */
export async function understandMessage(turn: Turn, text: string, hasAsked: boolean): Promise<Understood> {
  const nominates = !may(turn.actor, 'seeAllCounts');
  const understood = understanding().understand(text, await places(turn), { today: turn.today, nominates, hasAsked });
  return withSerials(text, understood, may(turn.actor, 'handOver'));
}

/** The language of a text; undefined where its words do not tell. */
export function languageIn(text: string): Language | undefined {
  const found = understanding().languageOf(text);
  return found === null ? undefined : LANGUAGES[found];
}

/** Whether a text is words of a sentence, mostly, which no name is made of. */
export const isTalk = (text: string): boolean => understanding().isTalk(text);

/** The examples are filed under the commands' names. */
export const commandOf = ({ intent }: Pick<Reading, 'intent'>): CommandName => intent as CommandName;
