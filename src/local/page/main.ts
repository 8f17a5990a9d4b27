/** The page: who is picked, side by side or alone, phone width, light or dark; kept over a reload. */
import { setUpCards } from './card.js';
import { fetchPeople, fetchTexts } from './connection.js';
import { Pane } from './pane.js';
import { PeopleList } from './people.js';
import { type Person, text, type Theme } from './types.js';

interface View {
  people: string[];
  beside: boolean;
  phone: boolean;
  theme: Theme;
}

const KEY = 'relais-view';
const MOST_PANES = 2;

const byId = (id: string): HTMLElement => document.getElementById(id)!;

function loadView(): View {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const view: View = { people: [], beside: false, phone: false, theme: dark ? 'dark' : 'light' };
  return { ...view, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<View>) };
}

async function start(): Promise<void> {
  const [people, texts] = await Promise.all([fetchPeople(), fetchTexts()]);
  setUpCards();
  document.title = text(texts, 'pageTitle');
  byId('title').textContent = document.title;
  byId('people').setAttribute('aria-label', text(texts, 'people'));
  const view = loadView();
  let panes: Pane[] = [];
  const list = new PeopleList(people, texts, (person) => pick(person));
  const keep = (): void => localStorage.setItem(KEY, JSON.stringify(view));

  function pick(person: Person): void {
    const others = view.people.filter((id) => id !== person.aadObjectId);
    view.people = view.beside ? [...others, person.aadObjectId].slice(-MOST_PANES) : [person.aadObjectId];
    document.body.classList.remove('choosing');
    draw();
    panes.at(-1)?.focus(); // the button that was pressed may be out of sight now
  }

  function leave(person: Person): void {
    view.people = view.people.filter((id) => id !== person.aadObjectId);
    draw();
    if (panes.length) panes.at(-1)?.focus();
    else byId('search').focus();
  }

  function draw(): void {
    for (const pane of panes.filter(({ person }) => !view.people.includes(person.aadObjectId))) pane.close();
    panes = view.people.flatMap((id) => {
      const open = panes.find(({ person }) => person.aadObjectId === id);
      const person = people.find(({ aadObjectId }) => aadObjectId === id);
      return open ? [open] : person ? [new Pane(person, texts, view.theme, () => leave(person))] : [];
    });
    const empty = document.createElement('p');
    empty.className = 'empty';
    empty.textContent = text(texts, 'pickSomeone');
    for (const { root } of panes) if (root.parentElement !== byId('panes')) byId('panes').append(root);
    byId('panes').querySelector(':scope > .empty')?.remove();
    if (!panes.length) byId('panes').append(empty);
    document.body.classList.toggle('choosing', !panes.length);
    document.body.classList.toggle('phone', view.phone);
    document.documentElement.dataset.theme = view.theme;
    for (const [id, on] of [
      ['beside', view.beside],
      ['phone', view.phone],
      ['dark', view.theme === 'dark'],
    ] as const)
      byId(id).setAttribute('aria-pressed', String(on));
    list.mark(view.people);
    keep();
  }

  for (const id of ['beside', 'phone', 'dark', 'menu']) byId(id).textContent = text(texts, id);
  byId('menu').addEventListener('click', () => {
    if (document.body.classList.toggle('choosing')) byId('search').focus();
  });
  byId('beside').addEventListener('click', () => {
    view.beside = !view.beside;
    if (!view.beside) view.people = view.people.slice(-1);
    draw();
  });
  byId('phone').addEventListener('click', () => {
    view.phone = !view.phone;
    draw();
  });
  byId('dark').addEventListener('click', () => {
    view.theme = view.theme === 'dark' ? 'light' : 'dark';
    draw();
    for (const pane of panes) pane.setTheme(view.theme);
  });
  draw();
}

void start();
