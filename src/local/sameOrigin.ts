/** Which requests the local chat answers: those of its own page, and of programs on this machine. */
import type { IncomingMessage } from 'node:http';

const LOCAL_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * False for a name that another site made point here (DNS rebinding), and for what another site's page sends: browsers say
 * so by `Origin` and, for every request, `Sec-Fetch-Site` (Fetch Metadata, W3C). A link from elsewhere may open the page.
 */
export function isOurOwn({ headers, method }: Pick<IncomingMessage, 'headers' | 'method'>): boolean {
  const { host = '', origin, 'sec-fetch-site': site = 'none', 'sec-fetch-mode': mode } = headers;
  if (!LOCAL_NAMES.has(host.replace(/:\d+$/, ''))) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === 'same-origin' || site === 'none' || (method === 'GET' && mode === 'navigate');
}
