/** Files that the bot offers, and those that are there: as Teams shows them in a private chat. */
import { text, type Texts } from './types.js';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

export interface FileAttachment {
  contentType: string;
  name?: string;
  contentUrl?: string;
  content: unknown;
}

export const isFile = ({ contentType }: FileAttachment): boolean => contentType === CONSENT || contentType === INFO;

const KILOBYTE = 1024;

/** @param answer what is said to an offer */
export function renderFile(
  { contentType, name = '', contentUrl = '', content }: FileAttachment,
  texts: Texts,
  answer: (consent: 'accept' | 'decline') => void,
): HTMLElement {
  const card = document.createElement('div');
  card.classList.add('card', 'file');
  const title = document.createElement('div');
  title.className = 'file-name';
  card.append(title);
  if (contentType === INFO) {
    const link = document.createElement('a');
    Object.assign(link, { href: contentUrl, target: '_blank', rel: 'noopener', textContent: name });
    title.append(link);
    return card;
  }
  const { description = '', sizeInBytes = 0 } = content as { description?: string; sizeInBytes?: number };
  title.textContent = name;
  const about = document.createElement('div');
  const size = new Intl.NumberFormat('fr-FR', { style: 'unit', unit: 'kilobyte' }).format(
    Math.ceil(sizeInBytes / KILOBYTE),
  );
  about.textContent = [description, size].filter(Boolean).join(' ');
  const actions = document.createElement('div');
  actions.className = 'file-actions';
  for (const consent of ['accept', 'decline'] as const) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text(texts, consent);
    button.addEventListener('click', () => answer(consent));
    actions.append(button);
  }
  card.append(about, actions);
  return card;
}
