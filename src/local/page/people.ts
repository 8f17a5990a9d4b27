/** The list on the left: everyone, found by name, school or commune. */
import { type Person, text, type Texts } from './types.js';

const SECTIONS: Person['role'][] = [
  'coordinator',
  'reader',
  'deputy',
  'proposer',
  'principal',
  'inspector',
  'suspended',
  'stranger',
];

const fold = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

export const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** A steady colour for a name. */
export const hueOf = (name: string): number =>
  [...name].reduce((hue, letter) => (hue * 31 + letter.charCodeAt(0)) % 360, 7);

export function avatar(name: string): HTMLElement {
  const circle = document.createElement('span');
  circle.className = 'avatar';
  circle.textContent = initials(name);
  circle.style.setProperty('--hue', String(hueOf(name)));
  circle.setAttribute('aria-hidden', 'true');
  return circle;
}

export const placesOf = (person: Person): string =>
  person.institutions.map(({ name, commune }) => (name.includes(commune) ? name : `${name}, ${commune}`)).join(' · ');

export class PeopleList {
  readonly #list = document.getElementById('list')!;
  readonly #search = document.getElementById('search') as HTMLInputElement;
  #picked = new Set<string>();

  constructor(
    private readonly people: Person[],
    private readonly texts: Texts,
    private readonly pick: (person: Person) => void,
  ) {
    this.#search.placeholder = text(texts, 'search');
    this.#search.setAttribute('aria-label', text(texts, 'search'));
    this.#search.addEventListener('input', () => this.draw());
  }

  mark(ids: string[]): void {
    this.#picked = new Set(ids);
    this.draw();
  }

  draw(): void {
    const words = fold(this.#search.value).split(/\s+/).filter(Boolean);
    const shown = this.people.filter((person) => {
      const all = fold(
        [
          person.name,
          this.texts.role[person.role],
          placesOf(person),
          ...person.institutions.map(({ uai }) => uai),
        ].join(' '),
      );
      return words.every((word) => all.includes(word));
    });
    this.#list.replaceChildren(
      ...SECTIONS.flatMap((role) => {
        const rows = shown.filter((person) => person.role === role).map((person) => this.#row(person));
        if (!rows.length) return [];
        const heading = document.createElement('h2');
        heading.textContent = this.texts.section[role] ?? role;
        const list = document.createElement('ul');
        list.append(...rows);
        return [heading, list];
      }),
    );
    if (shown.length) return;
    const empty = document.createElement('p');
    empty.className = 'empty';
    empty.textContent = text(this.texts, 'noPeople');
    this.#list.append(empty);
  }

  #row(person: Person): HTMLElement {
    const item = document.createElement('li');
    const row = document.createElement('button');
    row.type = 'button';
    row.className = 'person';
    row.dataset.person = person.aadObjectId;
    row.setAttribute('aria-pressed', String(this.#picked.has(person.aadObjectId)));
    const label = document.createElement('span');
    label.className = 'label';
    const name = document.createElement('strong');
    name.textContent = person.name;
    const place = document.createElement('small');
    place.textContent = placesOf(person) || (this.texts.role[person.role] ?? '');
    label.append(name, place);
    row.append(avatar(person.name), label);
    row.addEventListener('click', () => this.pick(person));
    item.append(row);
    return item;
  }
}
