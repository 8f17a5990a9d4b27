/** The people of the local chat: invented names, one head for each real institution. */
import type { Institution } from '../domain/institution';
import type { Member, Role } from '../domain/member';
import { parseUai } from '../domain/uai';
import { fold } from '../domain/words';

/** Someone to speak as; a stranger is in no list of members. */
export interface Person extends Omit<Member, 'role' | 'aadObjectId'> {
  role: Role | 'stranger';
  aadObjectId: string;
  email: string;
  /** Known by their e-mail alone: linked when they first write. */
  isNew?: true;
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
const READER_ID = '00000000-0000-4000-8000-00000000c002';
const SUSPENDED_ID = '00000000-0000-4000-8000-00000000c003';
const STRANGER_ID = '00000000-0000-4000-8000-00000000e001';

/** Heads that have more than one institution: an interim is common. */
const INTERIM = { head: parseUai('0931184G'), beside: parseUai('0931709C') };

/** Names of those who are no heads. */
export type SampleNames = Record<'coordinator' | 'reader' | 'suspended' | 'proposer' | 'stranger', string>;

const emailOf = (name: string): string => `${fold(name).replaceAll(' ', '.')}@relais.example`;

export function samplePeople(institutions: Institution[], names: SampleNames): Person[] {
  const sorted = [...institutions].sort((a, b) => a.uai.localeCompare(b.uai));
  const name = (i: number): string => `${FIRST[i % FIRST.length]} ${LAST[(i * 7 + Math.floor(i / 30)) % LAST.length]}`;
  const person = (about: Omit<Person, 'email'>, email = emailOf(about.name)): Person => ({ ...about, email });
  const heads = sorted.map(({ uai, kind }, i) => {
    const institutions = uai === INTERIM.head && INTERIM.beside ? [uai, INTERIM.beside] : [uai];
    const role = kind === 'college' ? 'principal' : 'inspector';
    const about = { id: `m_${uai}`, aadObjectId: idFor(uai, 0), name: name(i), role, institutions } as const;
    return person(about, `ce.${uai.toLowerCase()}@relais.example`); // a name may come twice among so many
  });
  const first = heads.find(({ role }) => role === 'principal');
  const beside = (first ? [first] : []).flatMap(({ institutions }) => {
    const [uai = ''] = institutions;
    const deputy = { id: `m_${uai}_d`, aadObjectId: idFor(uai, 1), name: name(sorted.length), institutions };
    const proposer = { id: `m_${uai}_p`, aadObjectId: idFor(uai, 2), name: names.proposer, institutions };
    return [person({ ...deputy, role: 'deputy' }), person({ ...proposer, role: 'proposer', isNew: true })];
  });
  const whole = { institutions: [] };
  return [
    person({
      ...whole,
      id: 'm_coordination',
      aadObjectId: COORDINATOR_ID,
      name: names.coordinator,
      role: 'coordinator',
    }),
    person({ ...whole, id: 'm_reader', aadObjectId: READER_ID, name: names.reader, role: 'reader' }),
    ...heads,
    ...beside,
    person({
      ...{ ...whole, id: 'm_suspended', aadObjectId: SUSPENDED_ID, name: names.suspended },
      ...{ role: 'coordinator', suspended: true },
    }),
    person({ ...whole, id: 'm_stranger', aadObjectId: STRANGER_ID, name: names.stranger, role: 'stranger' }),
  ];
}

/** Those whom Relais knows, as it knows them. */
export const membersAmong = (people: Person[]): Member[] =>
  people.flatMap(({ role, isNew, aadObjectId, ...person }) =>
    role === 'stranger' ? [] : [{ ...person, role, ...(!isNew && { aadObjectId }) }],
  );
