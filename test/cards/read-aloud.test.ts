/** What a screen reader would say of each card, in the order in which it stands; buttons are announced by themselves. */
import { choiceCard } from '../../src/cards/choiceCard';
import { formCard } from '../../src/cards/formCard';
import { helpCard } from '../../src/cards/helpCard';
import { pupilCard } from '../../src/cards/pupilCard';
import { pupilsCard } from '../../src/cards/pupilsCard';
import { cardMessage } from '../../src/cards/activities';
import { readAloud } from '../../src/cards/readAloud';
import { resultCard, spentCard } from '../../src/cards/resultCard';
import { reviewCard } from '../../src/cards/reviewCard';
import { questionCard } from '../../src/cards/questionCard';
import { loadTexts } from '../../src/texts';

const t = loadTexts()('fr');
const plain = (text: string): string => text.replace(/\s/g, ' ').trim();
const lines = (card: Parameters<typeof readAloud>[0]): string[] => readAloud(card).split('\n').map(plain);

test('a form: what it is, what is wrong, each line with its problem behind it', () => {
  const card = formCard(t, {
    ...{ id: 'f', title: 'Nommer un élève', intro: 'Pour une carte SIM.', submit: 'Vérifier' },
    fields: [
      { name: 'lastName', kind: 'text', label: 'Nom', value: 'D1', problem: 'Un nom ne contient pas de chiffres.' },
      { name: 'birthDate', kind: 'date', label: 'Date de naissance', days: ['2010-01-01', '2018-01-01'] },
    ],
  });
  expect(lines(card)).toEqual([
    'Nommer un élève',
    '⚠ À compléter ou à corriger : Nom.',
    'Pour une carte SIM.',
    'Nom (obligatoire)',
    '⚠ Un nom ne contient pas de chiffres.',
    'Date de naissance (obligatoire)',
  ]);
  expect(plain(JSON.stringify(card))).toContain('choisissez un jour entre le 01/01/2010 et le 01/01/2018');
});

test('a review: each fact with its label, then what will happen, what to look at, and what is asked', () => {
  const card = reviewCard(t, {
    ...{ id: 'f', given: {}, title: 'Vérifiez avant de confirmer', confirm: 'Confirmer', cancel: 'Annuler' },
    facts: [
      { label: 'Nom de famille', value: 'O\\_Neil &amp; fils' },
      { label: 'Classe', value: '4EB' },
    ],
    lines: ['Il reste 2 places.'],
    warnings: ['À vérifier : 18 ans.'],
    ask: 'Tout est juste ? Écrivez **oui**.',
  });
  expect(lines(card)).toEqual([
    'Vérifiez avant de confirmer',
    'Nom de famille, O_Neil & fils',
    'Classe, 4EB',
    'Il reste 2 places.',
    '⚠ À vérifier : 18 ans.',
    'Tout est juste ? Écrivez oui.',
  ]);
});

test('a result, and what is left of a card', () => {
  const card = resultCard(t, { title: 'C’est enregistré', tone: 'good', lines: ['Inès Diallo a une place.'] });
  expect(lines(card)).toEqual(['✓ C’est enregistré', 'Inès Diallo a une place.']);
  expect(cardMessage(card).summary).toBe('✓ C’est enregistré'); // what a notification shows
  expect(lines(spentCard(t, 'La suite est plus bas.'))).toEqual(['La suite est plus bas.']);
});

test('the pupils: how many have a place, then each with where they stand', () => {
  const row = { id: 'n', lastName: 'Diallo', firstName: 'Inès', className: '4EB' };
  const rows = [
    { ...row, rank: null },
    { ...row, lastName: 'Sow', rank: 1 },
  ];
  expect(lines(pupilsCard(t, { held: 1, waiting: 1, rows, page: 1, pages: 1 }))).toEqual([
    '2 élèves nommés',
    '1 avec une place, 1 en attente',
    'Diallo Inès',
    '4EB, une place',
    'Sow Inès',
    '4EB, en attente, 1er rang',
  ]);
});

test('one pupil: where they stand first, then what is kept, then what happened', () => {
  const card = pupilCard(t, {
    ...{ id: 'n', title: 'Diallo Inès', state: 'A une place.', history: ['Nommé le 1er mars 2026 par vous'] },
    facts: [{ label: 'Classe', value: '4EB' }],
    ...{ article: ['Reçu le 3 mars 2026.'], actions: [] },
  });
  expect(lines(card)).toEqual([
    'Diallo Inès',
    'A une place.',
    'Reçu le 3 mars 2026.',
    'Classe, 4EB',
    'Historique',
    'Nommé le 1er mars 2026 par vous',
  ]);
});

test('what remains: the sentence, then the table row by row with its columns’ names; the chart says no more', () => {
  const numbers = { cells: ['1 394', '1 400', '1'], bar: [1_394, 6] };
  const card = questionCard(t, {
    ...{ title: 'Places restantes', sentences: ['Il reste 1 394 places sur 1 400.', '1 élève attend une place.'] },
    ...{ columns: ['Où', 'Reste', 'Total', 'Attente'], legends: ['Reste', 'Prises'], chartTitle: 'Places', notes: [] },
    rows: [
      { name: 'Collèges', ...numbers },
      { name: 'Circonscriptions', ...numbers },
    ],
    all: { name: 'Ensemble', ...numbers },
    ...{ at: new Date('2026-03-16T10:00:00Z'), page: 1, question: '{"places":[]}', otherwise: [] },
  });
  expect(lines(card)).toEqual([
    'Places restantes',
    'Il reste 1 394 places sur 1 400. 1 élève attend une place.',
    'Collèges, Reste 1 394, Total 1 400, Attente 1',
    'Circonscriptions, Reste 1 394, Total 1 400, Attente 1',
    'Ensemble, Reste 1 394, Total 1 400, Attente 1',
    'Compté le 16/03/2026 à 11:00',
  ]);
});

test('a choice and the help', () => {
  const choices = [{ value: 'a', title: 'Collège A' }];
  const view = { title: 'Quelle structure ?', intro: 'Laquelle ?', label: 'Structure', submit: 'Voir', choices };
  expect(lines(choiceCard(t, view, { act: 'question' }, 'question'))).toEqual(['Quelle structure ?', 'Laquelle ?']);
  const help = {
    title: 'Bonjour Nadia',
    lines: ['Je suis Relais.'],
    can: ['Tout.'],
    privacy: [],
    examples: [],
    buttons: [],
  };
  expect(lines(helpCard(t, help))).toEqual(['Bonjour Nadia', 'Je suis Relais.', 'Tout.']);
});
