/** Pupils and the requests about them, as plain typed payloads. */
import { randomUUID } from 'node:crypto';
import { daysBefore, type PlainDate } from '../../src/domain/plainDate';
import type { Pupil } from '../../src/domain/pupil';
import type { Uai } from '../../src/domain/uai';
import type { NominationRequest } from '../../src/services/record';

let number = 0;

/** Letters only, as names have no digits; each twice, so that no two names are a letter apart. */
const letters = (n: number): string =>
  [...n.toString(26)].map((c) => String.fromCharCode(97 + parseInt(c, 26)).repeat(2)).join('');

/** A day between 2011 and 2015: few of a département's pupils are born on the same. */
const bornOn = (n: number): PlainDate => daysBefore('2015-12-31' as PlainDate, n % 1_800);

/** Another pupil at each call. */
export const aPupil = (about: Partial<Pupil> = {}): Pupil => ({
  lastName: `Élève ${letters(++number)}`,
  firstName: 'Inès',
  birthDate: bornOn(number),
  className: '4EB',
  ...about,
});

export const aRequest = (institution: Uai, about: Partial<NominationRequest> = {}): NominationRequest => ({
  id: randomUUID(),
  institution,
  pupil: aPupil(),
  need: 'noAccess',
  told: { on: '2026-03-12' as PlainDate, how: 'phone' },
  ...about,
});
