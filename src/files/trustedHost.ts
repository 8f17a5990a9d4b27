/** Where files of private chats are: the person's own OneDrive. learn.microsoft.com, "Send and receive files from a bot". */
const MICROSOFT = /^[a-z0-9-]+\.sharepoint\.com$/;

/** @param isLocal in local mode this machine alone is asked */
export function isTrusted(url: string, isLocal: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  if (username !== '') return false;
  return isLocal ? protocol === 'http:' && hostname === '127.0.0.1' : protocol === 'https:' && MICROSOFT.test(hostname);
}
