/** Files that people accept in the private chat: put where Teams says, and nowhere else; nothing of them is kept here. */
import { FileAway } from './fileSource';
import { isTrusted } from './trustedHost';

const PATIENCE_MS = 5_000;

export class FileUpload {
  /** @param isLocal in local mode this machine alone is asked */
  constructor(private readonly isLocal: boolean) {}

  /** Whether an address is one where Teams keeps files. */
  isTrusted(url: string): boolean {
    return isTrusted(url, this.isLocal);
  }

  /** In one piece: an upload session takes up to 60 MB at once (learn.microsoft.com, "driveItem: createUploadSession"). @throws FileAway */
  async put(url: string, bytes: Uint8Array, contentType: string): Promise<void> {
    if (!this.isTrusted(url)) throw new FileAway('not where Teams keeps files');
    try {
      const response = await fetch(url, {
        method: 'PUT',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { 'Content-Type': contentType, 'Content-Range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
        body: Buffer.from(bytes),
      });
      await response.body?.cancel();
      if (!response.ok) throw new FileAway(String(response.status));
    } catch (error) {
      throw error instanceof FileAway ? error : new FileAway('not answered', { cause: error });
    }
  }
}
