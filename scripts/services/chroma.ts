import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ServiceKind } from './service.ts';

const find = createRequire(new URL('../../packages/adapters/package.json', import.meta.url));

function launcher(): string | undefined {
  try {
    // The server comes with the client, as a binary of this platform.
    find.resolve('chromadb-js-bindings-linux-x64-gnu');
    const [folder = ''] = find.resolve('chromadb').split(/(?<=[/\\]chromadb[/\\])/);
    return join(folder, 'dist', 'cli.mjs');
  } catch {
    return undefined;
  }
}

/** Chroma's own server, which npm installs beside the client where there is a binary for the platform. */
export const chromaService: ServiceKind = {
  name: 'chroma',
  variable: 'TICKET_AI_TEST_CHROMA_URL',
  isThere: () => launcher() !== undefined,
  advice: 'run on Linux x64, where npm brings its server',
  command: ({ folder, port }) => [
    process.execPath,
    launcher() ?? '',
    ...['run', '--host', '127.0.0.1', '--port', String(port), '--path', folder],
  ],
  urlOf: (port) => `http://127.0.0.1:${port}`,
  async ping(url) {
    const response = await fetch(`${url}/api/v2/heartbeat`);
    if (!response.ok) throw new Error(`Chroma answers ${response.status}.`);
  },
};
