import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { DocumentParser } from '../document/document-parser.ts';
import { closeNetwork } from './close-network.ts';
import {
  type ChildReply,
  type Failure,
  type FileOrder,
  type LoadOrder,
  memorySignal,
} from './guarded-messages.ts';

/**
 * Entry of the process started by guarded-process.ts. The first message says which parsers to make; then rights that were needed for that
 * are given up, and each further message is a file. It ends with the channel to its parent.
 */
process.once('disconnect', () => process.exit(0));
// A library may drop a promise that a damaged file makes fail. Reading goes on, or ends at its limit of time.
process.on('unhandledRejection', () => undefined);
process.once('message', async ({ factories, maxMemoryBytes }: LoadOrder) => {
  watchFromInside(maxMemoryBytes);
  const loaded = await Promise.all(factories.map((factory) => load(factory).catch(describe)));
  closeDoors();
  process.on('message', (order: FileOrder) => void read(loaded[order.parser], order).then(reply));
  reply({ kind: 'loaded', failures: loaded.map((each) => ('parse' in each ? undefined : each)) });
});

const reply = (message: ChildReply) => process.send?.(message);

async function load({ module, name, options }: LoadOrder['factories'][number]): Promise<DocumentParser> {
  const exports: Record<string, unknown> = await import(module);
  const make = exports[name];
  if (typeof make !== 'function') throw new TypeError(`${module} exports no function ${name}`);
  const parser: DocumentParser = make(options);
  // What a parser loads on first use is loaded now, while files may still be read.
  await parser.parse({ bytes: new Uint8Array() });
  return parser;
}

async function read(parser: DocumentParser | Failure | undefined, order: FileOrder): Promise<ChildReply> {
  const { input, maxOutputBytes } = order;
  try {
    if (parser === undefined || !('parse' in parser)) throw new TypeError('no such parser');
    const output = await parser.parse(input);
    const { byteLength } = serialize(output);
    if (byteLength > maxOutputBytes) return { kind: 'output' };
    return { kind: 'done', output, memoryBytes: process.memoryUsage.rss() };
  } catch (error) {
    return { kind: 'failed', ...describe(error) };
  }
}

function describe(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message: message.slice(0, 2000) };
}

/**
 * A thread that ends this process when its parent is gone or its memory is far beyond the limit: a loop that never ends hears no message,
 * and a busy parent, or one on a system without /proc, does not watch.
 */
function watchFromInside(maxMemoryBytes: number): void {
  const code = `setInterval(() => {
    if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL');
    if (process.memoryUsage.rss() > ${maxMemoryBytes * 1.05}) process.kill(process.pid, '${memorySignal}');
  }, 20)`;
  new Worker(code, { eval: true }).unref();
}

/** Nothing that comes out of a file needs other files, threads or the network. Rights given up do not come back. */
function closeDoors(): void {
  closeNetwork();
  // Node 22 has the permission model, but cannot give rights up.
  const permission = process.permission as { drop?(right: string): void } | undefined;
  for (const right of ['fs.read', 'worker']) permission?.drop?.(right);
}
