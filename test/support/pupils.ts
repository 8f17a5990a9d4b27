/** Pupils and the requests about them, as plain typed payloads. */
import { randomUUID } from 'node:crypto';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Pupil } from '../../src/domain/pupil';
import type { Uai } from '../../src/domain/uai';
import type { NominationRequest } from '../../src/services/nominate';

let number = 0;

/** Letters only: names have no digits. */
const letters = (n: number): string =>
  [...n.toString(26)].map((c) => String.fromCharCode(97 + parseInt(c, 26))).join('');

/** Another pupil at each call. */
export const aPupil = (about: Partial<Pupil> = {}): Pupil => ({
  lastName: `Élève ${letters(++number)}`,
  firstName: 'Inès',
  birthDate: '2013-05-12' as PlainDate,
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
