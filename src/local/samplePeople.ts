/** The people of the local chat: invented names, one head for each real institution. */
import type { Institution } from '../domain/institution';
import type { Member, Role } from '../domain/member';
import { parseUai } from '../domain/uai';

/** Someone to speak as; a stranger is in no list of members. */
export interface Person extends Omit<Member, 'role'> {
  role: Role | 'stranger';
}

const FIRST = (
  'Nadia Thomas Aïcha Laurent Sylvie Karim Hélène Moussa Isabelle Rachid Florence Olivier Samira Jean-Marc Fatou Pierre ' +
  'Leïla Stéphane Céline Mamadou Anne-Laure Youssef Véronique Sébastien Inès Christophe Mariam Philippe Sandrine Amine'
).split(' ');
const LAST = (
  'Bensaïd Lefèvre Diallo Moreau N’Guyen Traoré Girard Haddad Rousseau Cissé Fournier Benali Mercier Koné Lambert Ferreira ' +
  'Gauthier Belkacem Perrin Sow Marchand Da-Silva Robin Cherif Dumont Touré Lemoine Amrani Colin Sylla Renaud'
).split(' ');

/** A person's id is made from their institution's code: the same after every start. */
const idFor = (uai: string, rank: number): string =>
  `00000000-0000-4000-8${String(rank).padStart(3, '0')}-0000${uai.slice(0, 7)}${uai.charCodeAt(7) % 10}`;

/** Fixed ones, in nobody's list of schools. */
const COORDINATOR_ID = '00000000-0000-4000-8000-00000000c001';
const STRANGER_ID = '00000000-0000-4000-8000-00000000e001';

/** Heads that have more than one institution: an interim is common. */
const INTERIM = { head: parseUai('0931184G'), beside: parseUai('0931709C') };

export function samplePeople(institutions: Institution[], names: { coordinator: string; stranger: string }): Person[] {
  const sorted = [...institutions].sort((a, b) => a.uai.localeCompare(b.uai));
  const name = (i: number): string => `${FIRST[i % FIRST.length]} ${LAST[(i * 7 + Math.floor(i / 30)) % LAST.length]}`;
  const heads = sorted.map(({ uai, kind }, i): Person => {
    const institutions = uai === INTERIM.head && INTERIM.beside ? [uai, INTERIM.beside] : [uai];
    const role = kind === 'college' ? 'principal' : 'inspector';
    return { id: `m_${uai}`, aadObjectId: idFor(uai, 0), name: name(i), role, institutions };
  });
  const first = heads.find(({ role }) => role === 'principal');
  const deputies = (first ? [first] : []).map(({ institutions }): Person => {
    const [uai = ''] = institutions;
    return { id: `m_${uai}_d`, aadObjectId: idFor(uai, 1), name: name(sorted.length), role: 'deputy', institutions };
  });
  return [
    {
      id: 'm_coordination',
      aadObjectId: COORDINATOR_ID,
      name: names.coordinator,
      role: 'coordinator',
      institutions: [],
    },
    ...heads,
    ...deputies,
    { id: 'm_stranger', aadObjectId: STRANGER_ID, name: names.stranger, role: 'stranger', institutions: [] },
  ];
}

export const isMember = (person: Person): person is Person & Member => person.role !== 'stranger';
