import type { Question } from '../../src/domain/question';

/** The question before, with what the new one says: `et à Stains ?`, `par collège`, `et les circos ?`. */
export function followUp(before: Question, change: Question, everywhere = false): Question {
  const { places, ...said } = change;
  const merged: Question = { ...before, ...said, places: everywhere || places.length ? places : before.places };
  // A kind or a network of all places is not one of those that were named before.
  const widens =
    !places.length && (said.kind ?? said.priority) !== undefined && before.places.some((place) => 'uai' in place);
  if (widens) merged.places = [];
  if (places.length) for (const key of ['kind', 'priority'] as const) if (said[key] === undefined) delete merged[key];
  // A measure of today is not one of those days, nor the other way round.
  if (said.measure !== undefined && said.measure !== 'taken' && said.period === undefined) {
    delete merged.period;
    if (merged.by === 'day' || merged.by === 'week') delete merged.by;
  }
  if (said.period !== undefined) merged.measure = 'taken';
  if (said.by !== undefined && said.limit === undefined && said.order === undefined) {
    delete merged.limit;
    delete merged.order;
  }
  if (said.measure !== undefined && said.only === undefined) delete merged.only;
  if (said.measure !== undefined && said.need === undefined) delete merged.need;
  if (said.only !== undefined) {
    delete merged.limit;
    if (said.only.is === 'waiting') merged.measure = 'waiting';
  }
  // Grouped as it was only where that still tells things apart.
  if (
    places.length &&
    said.by === undefined &&
    (merged.by === 'stream' || (places.length > 1 && merged.by === 'institution'))
  )
    delete merged.by;
  if (said.kind === 'circonscription' && said.priority === undefined) delete merged.priority; // they have none
  if (said.by === 'need') delete merged.need;
  if (places.length && said.limit === undefined && said.order === undefined) {
    delete merged.limit;
    delete merged.order;
  }
  if (places.some((place) => 'uai' in place) && said.by === undefined && merged.by === 'commune') delete merged.by;
  if (merged.measure === 'progress' && (said.limit ?? said.order) !== undefined) merged.measure = 'taken';
  return merged;
}
