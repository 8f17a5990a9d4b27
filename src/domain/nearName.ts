/** Names so close that they may be one pupil's: a person is asked, as twins' first names can be a letter apart. */
import { nameKey, type Pupil } from './pupil';
import { fold } from './words';

export type Name = Pick<Pupil, 'lastName' | 'firstName'>;

export const isSameName = (a: Name, b: Name): boolean =>
  nameKey(a.lastName) === nameKey(b.lastName) && nameKey(a.firstName) === nameKey(b.firstName);

/**
 * Whether two names may be one: last and first name swapped or parted elsewhere, a name more, or one letter's difference
 * (another letter, one too many, one missing, two exchanged). Two names that are the same are not near.
 */
export function isNearName(a: Name, b: Name): boolean {
  if (isSameName(a, b)) return false;
  const [lastA, firstA, lastB, firstB] = [a.lastName, a.firstName, b.lastName, b.firstName].map(nameKey) as Four;
  if (lastA === lastB && isWithin(a.firstName, b.firstName)) return true;
  if (firstA === firstB && isWithin(a.lastName, b.lastName)) return true;
  if (isWithin(`${a.lastName} ${a.firstName}`, `${b.lastName} ${b.firstName}`)) return true;
  return isOneLetterApart(lastA + firstA, lastB + firstB) || isOneLetterApart(firstA + lastA, lastB + firstB);
}

type Four = [string, string, string, string];

/** Whether one has every word of the other. */
function isWithin(a: string, b: string): boolean {
  const [few, many] = [fold(a).split(' '), fold(b).split(' ')].sort((one, other) => one.length - other.length);
  return few!.every((word) => many!.includes(word));
}

/** What is left between the longest common beginning and end: nothing more than a letter, or two exchanged. */
function isOneLetterApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
