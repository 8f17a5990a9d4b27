/** Sentences that delegate: what, from when, until when. */
import type { PlainDate } from '../../src/domain/plainDate';
import { namesIn, readDelegates, readComingDay, readDelegation } from '../../src/understanding/readDelegation';

const TODAY = '2026-03-16' as PlainDate; // a Monday

test.each([
  ['je délègue à mon adjointe jusqu’au 15 mai', { until: '2026-05-15' }],
  ["je délègue à mon adjointe jusqu'au 15 mai", { until: '2026-05-15' }],
  ['je délègue à Marc Roy du 3 au 10 avril', { from: '2026-04-03', until: '2026-04-10' }],
  [
    'je délègue les nominations à Marc du 20/03/2026 au 27/03/2026',
    { scope: 'nominate', from: '2026-03-20', until: '2026-03-27' },
  ],
  ['je délègue la lecture à Marc jusqu’à vendredi', { scope: 'see', until: '2026-03-20' }],
  ['je délègue à mon adjoint à partir du 1er avril jusqu’au 30 avril', { from: '2026-04-01', until: '2026-04-30' }],
  ['je délègue à mon adjointe pendant deux semaines', { from: '2026-03-16', until: '2026-03-29' }],
  ['je donne délégation à mon adjointe pour proposer, jusqu’au 2 janvier', { scope: 'propose', until: '2027-01-02' }],
  ['I delegate to my deputy until 15 May', { until: '2026-05-15' }],
  [
    'I delegate nominations to Marc from 3 April to 10 April',
    { scope: 'nominate', from: '2026-04-03', until: '2026-04-10' },
  ],
  ['je délègue à mon adjointe jusqu’à fin avril', { until: '2026-04-30' }],
  ['je délègue à mon adjointe jusqu’à la fin du mois prochain', { until: '2026-04-30' }],
  ['je délègue à mon adjointe', {}],
  ['je délègue à mon adjoint pendant deux semaines à partir de lundi', { from: '2026-03-16', until: '2026-03-29' }],
  ['je délègue pour 2 semaines à compter du 30 novembre', { from: '2026-11-30', until: '2026-12-13' }],
  ['delegue a mon adjoint pdt 2 semaines', { from: '2026-03-16', until: '2026-03-29' }],
  ['delegue a gauthier du 1/12 au 20/11', { from: '2026-12-01' }],
  ['delegue a gauthier du 1/12/2026 au 20/11/2027', { from: '2026-12-01', until: '2027-11-20' }],
])('%s', (typed, read) => expect(readDelegation(typed, TODAY)).toEqual(read));

test.each([
  ['15 mai', '2026-05-15'],
  ['le 15 mai', '2026-05-15'],
  ['jusqu’au 15 mai', '2026-05-15'],
  ['2026-05-15', '2026-05-15'],
  ['15/05/2026', '2026-05-15'],
  ['vendredi', '2026-03-20'],
  ['demain', '2026-03-17'],
  ['aujourd’hui', '2026-03-16'],
  ['fin juin', '2026-06-30'],
  ['à la fin du mois', '2026-03-31'],
  ['jusqu’à fin février', '2027-02-28'],
  ['fin février 2028', '2028-02-29'],
  ['jusqu’à la fin de l’année', '2026-12-31'],
  ['until the end of June', '2026-06-30'],
  ['à la fin du cours', null],
  ['la fin du mois prochain', '2026-04-30'],
  ['fin mars', '2026-03-31'],
  ['mi-juin', '2026-06-15'],
  ['mi-mars', '2027-03-15'],
  ['la fin de l’année prochaine', '2027-12-31'],
  ['the end of next month', '2026-04-30'],
  ['dans deux semaines', '2026-03-30'],
  ['à rendre dans 2 semaines', '2026-03-30'],
  ['dans quinze jours', '2026-03-31'],
  ['dans un mois', '2026-04-15'],
  ['in 10 days', '2026-03-26'],
  ['le 15', '2026-04-15'],
  ['le 20', '2026-03-20'],
  ['le 31 juin', null],
  ['jamais', null],
  ['2026-02-30', null],
])('a day to come: %s', (typed, day) => expect(readComingDay(typed, TODAY)).toBe(day));

test('an accent ends no word: `a d` of `a déménagé` is no day', () => {
  expect(readComingDay('retire moussa traoré stp il a déménagé', TODAY)).toBeNull();
});

test.each([
  ['je délègue à Dupont jusqu’au 15 janvier', ['dupont']],
  ['je délègue à ma secrétaire Mme Roux', ['secretaire', 'roux']],
  ['je délègue les remises à Olivier Gauthier du 3 au 5 mai', ['olivier', 'gauthier']],
  ['je délègue à mon adjointe à partir de lundi', []],
  ['I delegate seeing to my deputy until Friday', []],
])('%s: whom it names', (says, names) => {
  expect(readDelegates(says).flatMap(namesIn)).toEqual(names);
});
