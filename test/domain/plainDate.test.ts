import fc from 'fast-check';
import { ageOn, dayOf, plainDate, type PlainDate, readDate } from '../../src/domain/plainDate';

const TODAY = '2026-03-16' as PlainDate;

test.each([
  ['12/05/2013', '2013-05-12'],
  ['12-5-13', '2013-05-12'],
  ['12.05.2013', '2013-05-12'],
  ['12 05 2013', '2013-05-12'],
  ['12052013', '2013-05-12'],
  ['120513', '2013-05-12'],
  ['12 mai 2013', '2013-05-12'],
  ['le 1er août 2013', '2013-08-01'],
  ['dimanche 12 mai 2013', '2013-05-12'],
  ['12 déc. 13', '2013-12-12'],
  ['2013-05-12', '2013-05-12'],
  ['12 May 2013', '2013-05-12'],
  ['29/02/2012', '2012-02-29'],
  ['12/05/99', '1999-05-12'],
  ['aujourd’hui', '2026-03-16'],
  ['hier', '2026-03-15'],
  ['avant-hier', '2026-03-14'],
  ['avanthier', '2026-03-14'],
  ['12/05/26', '2026-05-12'],
  ['12/05/27', '1927-05-12'],
])('%s is %s', (typed, date) => expect(readDate(typed, TODAY)).toEqual({ date }));

test.each(['31/02/2013', '29/02/2013', '32/01/2013', '12/13/2013', '0/5/2013', '12/05/0013'])(
  '%s does not exist',
  (typed) => expect(readDate(typed, TODAY)).toEqual({ problem: 'impossible' }),
);
test.each([
  ...[
    'au printemps',
    '12/05',
    '2013',
    '',
    '12 brumaire 2013',
    '2013-05-12-1',
    '1 2013-05-12',
    '12/05/2013/4',
    '4/12/05/2013',
  ],
  ...['120520131', '1120513', '1205134', 'vers le 12 mai 2013', '12 mai 2013 environ', `12/05/2013${' '.repeat(60)}`],
])('"%s" is not read', (typed) => expect(readDate(typed, TODAY)).toEqual({ problem: 'unreadable' }));

test('every day is read back as it is written', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (day) => {
      const iso = day.toISOString().slice(0, 10);
      const french = iso.split('-').reverse().join('/');
      return [iso, french].every((typed) => JSON.stringify(readDate(typed, TODAY)) === JSON.stringify({ date: iso }));
    }),
  );
});

test('the length of a date is looked at first', () => {
  const padded = (length: number): string => '12/05/2013'.padEnd(length);
  expect(readDate(padded(60), TODAY)).toEqual({ date: '2013-05-12' });
  expect(readDate(padded(61), TODAY)).toEqual({ problem: 'unreadable' });
});

test.each([
  [2013, 13, 1],
  [2013, 0, 1],
  [2013, 2, 30],
  [1899, 12, 31],
  [113, 5, 12],
])('%i-%i-%i is no day', (year, month, day) => expect(plainDate(year, month, day)).toBeNull());

test('ages change on the birthday', () => {
  const born = plainDate(2013, 5, 12)!;
  expect([ageOn(born, '2026-05-11' as PlainDate), ageOn(born, '2026-05-12' as PlainDate)]).toEqual([12, 13]);
});

test('the day is the schools’, not the server’s', () => {
  expect(dayOf(new Date('2026-03-15T23:30:00Z'), 'Europe/Paris')).toBe('2026-03-16');
});
