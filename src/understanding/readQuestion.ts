/** Reads a question about the counts out of a text: what is measured, where, of which, in which order. */
import type { InstitutionKind } from '../domain/institution';
import type { Need } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import type { Grouping, Measure, Only, PlaceRef, Priority, Question } from '../domain/question';
import { Periods } from './periods';
import { type Hit, type Phrases, tokensIn } from './phrases';
import type { Places } from './places';
import type { Token } from './tokens';

export interface QuestionRead {
  question: Question;
  /** Tokens that it accounts for, fillers left out. */
  used: Set<number>;
  /** A name that several bear. */
  several?: { said: string; among: PlaceRef[] };
  /** Says `qui` or `quels`, which asks nothing by itself. */
  which: boolean;
  /** Asks what stood, or will, on another day than today: nobody can say. */
  past: boolean;
  /** Says `partout`. */
  everywhere: boolean;
  /** Says two things that exclude one another, or something that cannot be said of the counts. */
  contradicts: boolean;
  /** By token: what a mask says in its place. */
  masks: Map<number, string>;
}

const SLOTS = ['measure', 'only', 'bound', 'order', 'by', 'which', 'kind', 'priority', 'need', 'past', 'all', 'else'];
const KIND_WORD: readonly [RegExp, InstitutionKind][] = [
  [/^colleges?$/, 'college'],
  [/^(?:circonscriptions?|districts?)$/, 'circonscription'],
  [/^lycees?$/, 'lycee'],
];
const EACH = /^(?:par|by|per|chaque|each|for|detail|broken)$/;
const NUMBERED = new Set(['top', 'les', 'the', 'premiers', 'premieres', 'first', 'last', 'bottom', 'derniers', 'des']);
const COUNTED =
  /^(?:colleges?|schools?|districts?|circonscriptions?|communes?|villes?|towns?|premiers?|first|etablissements?|structures?|plus|most|ones?)$/;
const SUPERLATIVE = /^(?:quel|quelle|which|what|le|la|the)$/;
const SINGULAR = /^(?:college|circonscription|commune|ville|etablissement|structure|ecole|school|district|town|city)$/;

export class QuestionReader {
  readonly #periods: Periods;

  constructor(private readonly phrases: Phrases) {
    this.#periods = new Periods(phrases);
  }

  read(text: string, tokens: readonly Token[], places: Places, today: PlainDate): QuestionRead {
    const { places: found, several, used: named } = places.find(tokens);
    const used = new Set(named);
    const masks = new Map<number, string>();
    mask(masks, named, 'xplace');
    const question: Question = { places: found };
    const only = this.phrases.find(tokens, ['only', 'need'], used).filter(({ slot }) => slot === 'only');
    const taken = new Set([...used, ...only.flatMap(tokensIn)]);
    const period = this.#periods.find(text, tokens, today, taken);
    if (period?.period) {
      question.period = period.period;
      const at = tokensIn(period);
      for (const i of at) used.add(i);
      mask(masks, at, 'xperiod');
    }
    const hits = this.phrases
      .find(tokens, SLOTS, used)
      .filter((hit) => !isLoose(this.phrases, tokens, hit) && !isOwn(tokens, hit))
      .filter(({ slot, value }) => slot !== 'kind' || value !== 'lycee' || places.hasKind('lycee'));
    for (const hit of hits) for (const i of tokensIn(hit)) used.add(i);
    for (const { slot, from, to } of hits)
      if (slot !== 'measure' && slot !== 'kind') mask(masks, tokensIn({ from, to }), `x${slot}`);
    const of = <Value extends string>(slot: string): Value[] => [
      ...new Set(hits.filter((hit) => hit.slot === slot).map(({ value }) => value as Value)),
    ];
    const number = this.#numbers(tokens, used, masks, hits, question);
    const needs = of<Need>('need');
    if (needs[0]) question.need = needs[0];
    const onlyIs = of<'notBegun' | 'begun' | 'usedUp' | 'waiting'>('only');
    const isBounded = question.only !== undefined;
    if (onlyIs[0] && !isBounded) question.only = { is: onlyIs[0] };
    const priorities = of<Priority>('priority');
    if (priorities[0]) question.priority = priorities.length > 1 ? 'any' : priorities[0];
    const kinds = [...new Set([...of<InstitutionKind>('kind'), ...kindsIn(tokens, hits)])];
    if (kinds.length === 1) question.kind = kinds[0]!;
    const isCounting = tokens.some(({ word }) => COUNTING.has(word));
    const groupings = [...of<Grouping>('by'), ...(isCounting || needs[0] ? [] : of<Grouping>('which'))];
    if (kinds.length > 1 && !groupings.includes('stream')) groupings.unshift('stream');
    const [by] = groupings.includes('stream') ? (['stream'] as const) : groupings;
    const isComparison = found.length > 1 && found.every((place) => 'commune' in place);
    // `entre Sevran et Drancy, qui a le plus`: of the two.
    if (by) question.by ??= isComparison && !of<Grouping>('by').length ? 'commune' : by;
    if (by === 'stream' || (found.length && found.every((place) => 'uai' in place))) delete question.kind;
    const orders = of<'most' | 'least'>('order');
    if (orders[0]) question.order = orders[0];
    this.#superlative(tokens, hits, question);
    const measure = measureOf(of<Measure>('measure'), question);
    if (measure.measure) question.measure = measure.measure;
    // `qui a nommé le plus`, `qui a nommé hier`: those who have is said by the order and the days already.
    const isBegun = question.only?.is === 'begun';
    if (isBegun && (question.order ?? question.limit ?? question.period) !== undefined) {
      delete question.only;
      question.measure = 'taken';
    }
    // `le plus petit collège`: by what it was given.
    if (question.measure === undefined && tokens.some(({ word }) => SIZES.test(word))) question.measure = 'total';
    if (question.measure === 'progress' && (question.order ?? question.limit) !== undefined) question.measure = 'taken';
    const contradicts =
      measure.contradicts ||
      needs.length > 1 ||
      onlyIs.length > 1 ||
      orders.length > 1 ||
      number ||
      (isBounded && onlyIs.length > 0) ||
      (question.only !== undefined && !('than' in question.only) && (question.order ?? question.limit) !== undefined) ||
      (question.need !== undefined && !['taken', undefined].includes(question.measure)) ||
      (question.need !== undefined && question.only !== undefined && !('than' in question.only)) ||
      (kinds.length > 1 && found.length > 1) ||
      (priorities.length > 1 && found.length > 1) ||
      hits.some(({ slot }) => slot === 'else') ||
      text.includes('%');
    if (question.period && question.measure === undefined) question.measure = 'taken';
    const isWhich = hits.some(({ slot }) => slot === 'which') || hits.some(({ slot }) => slot === 'kind');
    if (
      isWhich &&
      question.measure === 'waiting' &&
      !question.order &&
      !question.only &&
      WHO_HAS.test(tokens.map(({ word }) => word).join(' '))
    )
      question.only = { is: 'waiting' };
    const which = hits.some(({ slot }) => slot === 'which');
    const isOfToday = question.only?.is === 'usedUp' || question.only?.is === 'waiting';
    const isOfAnotherDay =
      question.period !== undefined && (isOfToday || !['taken', undefined].includes(question.measure));
    const past = isOfAnotherDay || hits.some(({ slot }) => slot === 'past');
    const everywhere = hits.some(({ slot }) => slot === 'all');
    return {
      question,
      used,
      masks,
      which,
      past,
      everywhere,
      contradicts: contradicts || past,
      ...(several && { several }),
    };
  }

  /** Bounds and limits. @returns whether a number means nothing */
  #numbers(
    tokens: readonly Token[],
    used: Set<number>,
    masks: Map<number, string>,
    hits: readonly Hit[],
    question: Question,
  ): boolean {
    for (let i = 0; i < tokens.length; i++) {
      const value = used.has(i) ? null : numberAt(this.phrases, tokens, i);
      if (value === null) continue;
      const bound = hits.find(({ slot, to }) => slot === 'bound' && to === i)?.value;
      const behind = hits.find(({ slot, from }) => slot === 'bound' && from === i + 1)?.value;
      const before = tokens[i - 1]?.word ?? '';
      const next = tokens[i + 1]?.word ?? '';
      const said = bound ?? behind;
      if (said !== undefined) {
        const only = boundOf(said, value);
        if (!only || question.only) return true;
        question.only = only;
      } else if (NUMBERED.has(before) || COUNTED.test(next)) {
        if (value < 1 || question.limit !== undefined) return true;
        question.limit = value;
        if (/^(?:communes?|villes?|towns?)$/.test(next)) question.by = 'commune';
      } else continue;
      used.add(i);
      masks.set(i, 'xnumber');
    }
    const bounds = hits.filter(({ slot }) => slot === 'bound').length;
    return bounds > (question.only && 'than' in question.only ? 1 : 0);
  }

  /** `quel collège a le plus` asks for one. */
  #superlative(tokens: readonly Token[], hits: readonly Hit[], question: Question): void {
    if (!question.order || question.limit !== undefined) return;
    const single = tokens.some(
      ({ word }, i) =>
        SINGULAR.test(word) && SUPERLATIVE.test(tokens[i - 1]?.word ?? '') && !tokens[i - 1]!.word.endsWith('s'),
    );
    const asked = hits.some(
      ({ slot, value }) => (slot === 'by' || slot === 'which') && ['institution', 'commune'].includes(value),
    );
    if (single && asked) question.limit = 1;
  }
}

/** `over`, `minimum` beside no number bound nothing. */
const isLoose = (phrases: Phrases, tokens: readonly Token[], { slot, from, to }: Hit): boolean =>
  slot === 'bound' &&
  to - from === 1 &&
  [from - 1, to].every((i) => tokens[i] === undefined || numberAt(phrases, tokens, i) === null);

/** `dans mon collège`: one's own, of whatever kind. */
const MY = new Set(['mon', 'ma', 'notre', 'my', 'our', 'ce', 'this']);
const isOwn = (tokens: readonly Token[], { slot, from }: Hit): boolean =>
  slot === 'kind' && MY.has(tokens[from - 1]?.word ?? '');

const SIZES = /^(?:petite?s?|grande?s?|smallest|largest|biggest)$/;

/** `combien d'élèves qui ...` asks how many, not who. */
const COUNTING = new Set(['combien', 'nombre', 'many', 'number']);

/** `quels collèges ont des élèves qui attendent`: asked is who, not how many. */
const WHO_HAS = /\b(?:qui|avec|ont|have|has|with|ou il y a|where)\b/;

/** The kind that a phrase of several words says: `quels collèges`; `par collège` says none. */
const kindsIn = (tokens: readonly Token[], hits: readonly Hit[]): InstitutionKind[] =>
  hits
    .filter(
      ({ slot, value, from }) =>
        (slot === 'by' || slot === 'which') && value === 'institution' && !EACH.test(tokens[from]!.word),
    )
    .flatMap((hit) =>
      KIND_WORD.filter(([word]) => tokensIn(hit).some((i) => word.test(tokens[i]!.word))).map(([, kind]) => kind),
    );

/** The first token stands for all. */
function mask(masks: Map<number, string>, tokens: Iterable<number>, name: string): void {
  let before = -2;
  for (const i of [...tokens].sort((a, b) => a - b)) {
    masks.set(i, i === before + 1 ? '' : name);
    before = i;
  }
}

function numberAt(phrases: Phrases, tokens: readonly Token[], i: number): number | null {
  const { word } = tokens[i]!;
  if (/^\d{1,5}$/.test(word)) return Number(word);
  const said = phrases.at(tokens, i, ['numbers']);
  return said && said.value !== '1' ? Number(said.value) : null;
}

function boundOf(bound: string, value: number): Only | null {
  if (bound === 'moreThan') return { is: 'moreThan', than: value };
  if (bound === 'fewerThan') return { is: 'fewerThan', than: value };
  if (bound === 'atMost') return { is: 'fewerThan', than: value + 1 };
  return value > 0 ? { is: 'moreThan', than: value - 1 } : null;
}

/** Of several measures in one sentence the one that is asked; `contradicts` where that cannot be told. */
function measureOf(said: Measure[], { need, only }: Question): { measure?: Measure; contradicts: boolean } {
  const measures = said.filter((each) => each !== 'progress' || said.length === 1);
  if (measures.length <= 1) return { ...(measures[0] && { measure: measures[0] }), contradicts: false };
  const set = new Set(measures);
  // `combien de nominations au total`, `le reste de la dotation`, `places attribuées au départ`
  const asked = set.has('total') && set.size === 2 ? measures.find((each) => each !== 'total') : undefined;
  if (need && set.size === 2 && set.has('taken') && set.has('total')) return { measure: 'taken', contradicts: false };
  if (only && !('than' in only)) return { contradicts: false };
  return asked ? { measure: asked, contradicts: false } : { measure: measures[0]!, contradicts: true };
}
