/**
 * Starts Microsoft's Agents Playground against the bot of this machine: `npm start` in one terminal, `npm run playground` in another.
 * npx fetches it (evaluation licence: it is no dependency). It ends without a word when its standard input ends.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {{ botPort: string, port?: string, stdio?: import('node:child_process').StdioOptions }} options */
export const startPlayground = ({ botPort, port, stdio = ['pipe', 'inherit', 'inherit'] }) =>
  spawn(
    'npx',
    [
      ...['--yes', '@microsoft/m365agentsplayground'],
      ...['-e', `http://127.0.0.1:${botPort}/api/messages`, '-c', 'msteams'],
      ...(port ? ['-p', port] : []),
    ],
    { cwd: root, stdio, shell: process.platform === 'win32', detached: process.platform !== 'win32' },
  );

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const playground = startPlayground({ botPort: process.env.PORT ?? '3978', port: process.env.PLAYGROUND_PORT });
  const end = () => process.platform === 'win32' || process.kill(-playground.pid);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  playground.on('exit', (code) => process.exit(code ?? 0));
}
