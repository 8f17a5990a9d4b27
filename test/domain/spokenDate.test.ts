import fc from 'fast-check';
import type { PlainDate } from '../../src/domain/plainDate';
import { readBirthDay, readPastDay } from '../../src/domain/spokenDate';

const TODAY = '2026-03-16' as PlainDate; // a Monday

test.each([
  ['1er février', '2026-02-01'],
  ['12/03', '2026-03-12'],
  ['12.3', '2026-03-12'],
  ['le 5 mars', '2026-03-05'],
  ['20 décembre', '2025-12-20'],
  ['29 février', '2024-02-29'],
  ['lundi dernier', '2026-03-09'],
  ['mardi', '2026-03-10'],
  ['vendredi', '2026-03-13'],
  ['lundi 9 mars', '2026-03-09'],
  ['la semaine dernière', '2026-03-09'],
  ['il y a 3 jours', '2026-03-13'],
  ['il y a deux semaines', '2026-03-02'],
  ['ce matin', '2026-03-16'],
  ['hier soir', '2026-03-15'],
  ['avant-hier', '2026-03-14'],
  ['aujourd’hui', '2026-03-16'],
  ['vendredi 13', '2026-03-13'],
  ['le lundi 9', '2026-03-09'],
  ['sam 28', '2026-02-28'],
  ['last monday', '2026-03-09'],
  ['3 days ago', '2026-03-13'],
  ['March 3rd', '2026-03-03'],
  ['12/05/2025', '2025-05-12'],
])('%s is a day that is over: %s', (said, date) => expect(readPastDay(said, TODAY)).toEqual({ date }));

test.each([
  ['demain', '2026-03-17'],
  ['17/03', '2026-03-17'],
  ['lundi prochain', '2026-03-23'],
  ['dans 3 jours', '2026-03-19'],
])('%s is to come, and is read as such: %s', (said, date) => expect(readPastDay(said, TODAY)).toEqual({ date }));

test.each([
  ['le mois dernier', 'noDay'],
  ['31/02/2026', 'impossible'],
  ['31/02', 'impossible'],
  ['au printemps', 'unreadable'],
  ['il y a quelques jours', 'noDay'],
  ['l’année dernière', 'noDay'],
  ['cette semaine', 'noDay'],
  ['10h', 'unreadable'],
  ['mardi 9 mars', 'impossible'],
  ['mardi 10 mars 2025', 'impossible'],
  ['vendredi 12', 'impossible'],
  ['début mars', 'unreadable'],
  ['je ne sais pas', 'unreadable'],
  ['12/03 et 13/03', 'unreadable'],
  ['le 12 mars je crois, ou le 13', 'unreadable'],
])('%s is no day: %s', (said, problem) => expect(readPastDay(said, TODAY)).toEqual({ problem }));

test.each([
  ['12 mai 2013', { date: '2013-05-12' }],
  ['12/05/13', { date: '2013-05-12' }],
  ['née le 12 mai 2013', { date: '2013-05-12' }],
  ['12 mai', { problem: 'noYear' }],
  ['12/05', { problem: 'noYear' }],
  ['lundi', { problem: 'unreadable' }],
  ['31/04/2013', { problem: 'impossible' }],
])('a day of birth: %s', (said, read) => expect(readBirthDay(said, TODAY)).toEqual(read));

test('whatever is typed is a day that exists, or a problem', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 500 }), fc.stringMatching(/^[0-9/ .a-z]{0,40}$/)), (typed) => {
      for (const read of [readPastDay(typed, TODAY), readBirthDay(typed, TODAY)])
        expect('problem' in read || /^\d{4}-\d\d-\d\d$/.test(read.date)).toBe(true);
    }),
  ));
