/** What people typed, made safe inside a Markdown text: no emphasis, link, mention or tag comes out of it. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_[\]~#|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
