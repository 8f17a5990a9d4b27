/** One conversation: a person and Relais. */
import { type Pressed, renderCard, renderText } from './card.js';
import { listen, type Said, say } from './connection.js';
import { isFile, renderFile } from './fileCard.js';
import { avatar, placesOf } from './people.js';
import { type ChatEvent, type ChatMessage, type Person, text, type Texts, type Theme } from './types.js';

const TYPING_SHOWN_MS = 5_000;

export class Pane {
  readonly root = document.createElement('section');
  readonly #log = document.createElement('div');
  readonly #suggestions = document.createElement('div');
  readonly #typing = document.createElement('div');
  readonly #input = document.createElement('textarea');
  readonly #close: () => void;
  #messages: ChatMessage[] = [];
  #typingTimer = 0;

  constructor(
    readonly person: Person,
    private readonly texts: Texts,
    private theme: Theme,
    leave: () => void,
  ) {
    this.root.className = 'pane';
    this.root.dataset.person = person.aadObjectId;
    this.root.setAttribute('aria-label', person.name);
    this.#log.className = 'log';
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-label', text(texts, 'conversation'));
    this.#log.tabIndex = 0; // scrolled by keyboard
    this.#suggestions.className = 'suggestions';
    this.#typing.className = 'typing';
    this.#typing.hidden = true;
    this.#typing.textContent = text(texts, 'typing');
    this.root.append(this.#header(leave), this.#log, this.#typing, this.#suggestions, this.#composer());
    this.#close = listen(person, (event) => this.#hear(event));
  }

  close(): void {
    this.#close();
    this.root.remove();
  }

  focus(): void {
    this.#input.focus();
  }

  /** What was filled in and not sent stays: nobody updated the card. */
  setTheme(theme: Theme): void {
    this.theme = theme;
    const filled = this.#fields().map(({ value }) => value);
    this.#draw();
    this.#fields().forEach((field, i) => (field.value = filled[i] ?? ''));
  }

  #fields(): (HTMLInputElement | HTMLSelectElement)[] {
    return [...this.#log.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.ac-input')];
  }

  #header(leave: () => void): HTMLElement {
    const header = document.createElement('header');
    const label = document.createElement('div');
    label.className = 'label';
    const name = document.createElement('h2');
    name.textContent = this.person.name;
    const about = document.createElement('small');
    about.textContent = [this.texts.role[this.person.role], placesOf(this.person)].filter(Boolean).join(' · ');
    label.append(name, about);
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'tool close';
    close.textContent = '×';
    close.setAttribute('aria-label', text(this.texts, 'close'));
    close.addEventListener('click', leave);
    header.append(avatar(this.person.name), label, close);
    return header;
  }

  #composer(): HTMLElement {
    const form = document.createElement('form');
    form.className = 'composer';
    this.#input.rows = 1;
    this.#input.placeholder = text(this.texts, 'compose');
    this.#input.setAttribute('aria-label', text(this.texts, 'compose'));
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    const send = document.createElement('button');
    send.type = 'submit';
    send.className = 'send';
    send.setAttribute('aria-label', text(this.texts, 'send'));
    send.textContent = '➤';
    form.append(this.#attach(), this.#input, send);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const typed = this.#input.value.trim();
      if (!typed) return;
      this.#input.value = '';
      void this.#say({ text: typed });
    });
    return form;
  }

  /** Sends a file, as one does in Teams: a list of people is read from it. */
  #attach(): HTMLElement {
    const file = document.createElement('input');
    file.type = 'file';
    file.accept = '.csv,.txt,.xlsx';
    file.hidden = true;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'attach';
    button.setAttribute('aria-label', text(this.texts, 'attach'));
    button.textContent = '+';
    button.addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? [];
      file.value = '';
      if (chosen) void this.#send(chosen);
    });
    button.append(file);
    return button;
  }

  async #send(file: File): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    await this.#say({ file: { name: file.name, base64: btoa(binary) } });
  }

  async #say(said: Said): Promise<void> {
    this.#suggestions.replaceChildren();
    const status = await say(this.person, said);
    if (status >= 400) this.#complain(status);
  }

  #complain(status: number): void {
    const line = document.createElement('div');
    line.className = 'failed';
    line.textContent = text(this.texts, 'failed').replace('{{- status}}', String(status));
    this.#log.append(line);
    this.#toEnd();
  }

  #hear(event: ChatEvent): void {
    if (event.type === 'typing') return this.#showTyping();
    this.#typing.hidden = true;
    if (event.type === 'history') {
      if (JSON.stringify(event.messages) === JSON.stringify(this.#messages)) return; // the connection was away
      this.#messages = event.messages;
      return this.#draw();
    }
    if (event.type === 'delete') {
      this.#messages = this.#messages.filter(({ id }) => id !== event.id);
      return this.#draw();
    }
    const at = this.#messages.findIndex(({ id }) => id === event.message.id);
    if (at >= 0) {
      this.#messages[at] = event.message;
      this.#replace(event.message);
    } else {
      this.#messages.push(event.message);
      this.#log.append(this.#bubble(event.message));
      this.#toEnd();
    }
    this.#suggest();
  }

  /** As Teams does: what was filled in and not sent is gone. Who was in the card stays there. */
  #replace(message: ChatMessage): void {
    const old = this.#log.querySelector(`[data-message="${message.id}"]`);
    const wasIn = old?.contains(document.activeElement) ?? false;
    const row = this.#bubble(message);
    old?.replaceWith(row);
    if (wasIn) row.focus();
  }

  #showTyping(): void {
    this.#typing.hidden = false;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = window.setTimeout(() => (this.#typing.hidden = true), TYPING_SHOWN_MS);
  }

  #draw(): void {
    this.#log.replaceChildren(...this.#messages.map((message) => this.#bubble(message)));
    this.#suggest();
    this.#toEnd();
  }

  #suggest(): void {
    const last = this.#messages.at(-1);
    const actions = last?.from === 'bot' ? (last.activity.suggestedActions?.actions ?? []) : [];
    this.#suggestions.replaceChildren(
      ...actions.map(({ title, value }) => {
        const chip = document.createElement('button');
        chip.type = 'button';
        chip.textContent = title;
        chip.addEventListener('click', () => void this.#say({ text: value }));
        return chip;
      }),
    );
  }

  #bubble({ id, from, at, edited, activity }: ChatMessage): HTMLElement {
    const row = document.createElement('article');
    row.className = `row ${from}`;
    row.dataset.message = id;
    row.tabIndex = -1; // takes the focus that a replaced button had
    const body = document.createElement('div');
    body.className = 'body';
    const meta = document.createElement('div');
    meta.className = 'meta';
    const time = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
    const who = from === 'bot' ? text(this.texts, 'botName') : '';
    meta.textContent = [who, time, edited ? text(this.texts, 'edited') : ''].filter(Boolean).join('  ');
    body.append(meta);
    if (activity.text) {
      const bubble = renderText(activity.text);
      bubble.classList.add('bubble');
      body.append(bubble);
    }
    for (const attachment of activity.attachments ?? [])
      body.append(
        isFile(attachment)
          ? renderFile(attachment, this.texts, (consent) => void this.#say({ consent, replyToId: id }))
          : renderCard(attachment.content, this.theme, (pressed) => this.#press(id, pressed)),
      );
    if (from === 'bot') row.append(avatar(text(this.texts, 'botName')));
    row.append(body);
    return row;
  }

  #press(replyToId: string, { value, verb }: Pressed): void {
    void this.#say({ value, replyToId, ...(verb === undefined ? {} : { verb }) });
  }

  #toEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
    requestAnimationFrame(() => (this.#log.scrollTop = this.#log.scrollHeight));
  }
}
