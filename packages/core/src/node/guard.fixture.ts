/** A parser that does what a hostile document might make a parser do: the text of the file says what. Test material. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { DocumentParser, ParsedDocument, ParseInput } from '../document/document-parser.ts';
import { textParser } from '../document/text-parser.ts';

const deeds: Readonly<Record<string, (argument: string) => unknown>> = {
  eatMemory() {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(8 * 2 ** 20, 1));
  },
  eatHeap() {
    const kept: number[][] = [];
    for (;;) kept.push(new Array<number>(100_000).fill(kept.length));
  },
  loopForEver() {
    for (;;);
  },
  refuse() {
    throw new RangeError('not a document');
  },
  die() {
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  },
  async dieSlowly() {
    await new Promise((resolve) => setTimeout(resolve, 700));
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  },
  dropPromise() {
    void Promise.reject(new Error('nobody waits for this'));
    return new Promise((resolve) => setTimeout(resolve, 50, 'read to the end'));
  },
  process: () => process.pid,
  flood: (size) => 'x'.repeat(Number(size)),
  environment: () => JSON.stringify(Object.keys(process.env)),
  write: (path) => writeFileSync(path, 'mine'),
  read: (path) => readFileSync(path, 'utf8'),
  thread: () => new Worker('0', { eval: true }),
  connect: (port) => connect(Number(port), '127.0.0.1'),
  fetch: async (url) => (await fetch(url)).text(),
  exists: (path) => String(existsSync(path)),
};

export function doingParser(): DocumentParser {
  return {
    name: 'doing@1',
    mediaTypes: ['text/plain'],
    factory: { module: import.meta.url, name: 'doingParser' },
    async parse(input: ParseInput): Promise<ParsedDocument> {
      const [deed = '', argument = ''] = new TextDecoder().decode(input.bytes).split(' ');
      if (deed === 'lie') return JSON.parse(argument);
      const done = deeds[deed] === undefined ? undefined : String(await deeds[deed](argument));
      return textParser().parse(done === undefined ? input : { bytes: new TextEncoder().encode(done) });
    },
  };
}
