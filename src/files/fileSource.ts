/** Files that people send in the private chat: fetched from where Teams keeps them, and from nowhere else. */

import { isTrusted } from './trustedHost';

const PATIENCE_MS = 4_000;

export class FileAway extends Error {}

export class FileSource {
  /** @param isLocal in local mode this machine alone is asked */
  constructor(private readonly isLocal: boolean) {}

  /** @param largest bytes; what is larger is cut there, and so refused by whoever reads it. @throws FileAway */
  async fetch(url: string, largest: number): Promise<Uint8Array> {
    if (!isTrusted(url, this.isLocal)) throw new FileAway('not where Teams keeps files');
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!response.ok || !response.body) throw new FileAway(String(response.status));
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        chunks.push(chunk);
        if ((size += chunk.length) > largest) break;
      }
      return Buffer.concat(chunks);
    } catch (error) {
      throw error instanceof FileAway ? error : new FileAway('not answered', { cause: error });
    }
  }
}
