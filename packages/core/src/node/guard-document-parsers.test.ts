import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { documentParserCases } from '../conformance/document-parser-cases.ts';
import { runConformance } from '../conformance/run-conformance.ts';
import type { DocumentParser, ParseLimits } from '../document/document-parser.ts';
import { markdownParser } from '../document/markdown-parser.ts';
import { textParser } from '../document/text-parser.ts';
import { TicketAIError } from '../errors.ts';
import { doingParser } from './guard.fixture.ts';
import { type GuardOptions, guardDocumentParsers } from './guard-document-parsers.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const megabyte = 2 ** 20;
const open: DocumentParser[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((parser) => parser.close?.()));
});

function guarded(options?: GuardOptions, parser: DocumentParser = doingParser()) {
  const [guard] = guardDocumentParsers([parser], options);
  open.push(guard!);
  return (text: string, limits?: Partial<ParseLimits>, abortSignal?: AbortSignal) =>
    guard!.parse({
      bytes: bytes(text),
      ...(limits && { limits }),
      ...(abortSignal && { abortSignal }),
    });
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('guarded parsers keep the contract', () => {
  const [markdown, text] = guardDocumentParsers([markdownParser(), textParser()]);
  const unreadable = [new Uint8Array(), bytes('  \n'), new Uint8Array([0, 1, 2, 0, 255])];
  runConformance(it, documentParserCases, {
    capabilities: ['structure'],
    create: () => ({
      parser: markdown!,
      sample: {
        bytes: bytes('# Top\n\nFirst words.\n\n- one\n- two\n\n| a | b |\n|--|--|\n| c | d |\n'),
        sentences: ['First words.'],
        headings: [[1, 'Top']] as const,
        listItems: ['one'],
        tableRow: ['c', 'd'],
      },
      unreadable,
    }),
  });
  it('several parsers share the processes', async () => {
    const parsed = await Promise.all(
      [markdown, text].map((each) => each!.parse({ bytes: bytes('# A\n\nb') })),
    );
    expect(parsed.map((each) => each.text)).toEqual(['A\n\nb', '# A\n\nb']);
    await text!.close?.();
  });
});

describe('a broken limit is a state of the file, and the next file is read', () => {
  it.each([
    ['eatMemory', 'too_large', /150 MB of memory/],
    ['eatHeap', 'too_large|invalid', /memory|crashed/],
    ['flood 3000000', 'too_large', /more than 2 MB/],
    ['loopForEver', 'timed_out', /1.5 seconds/],
    ['die', 'invalid', /crashed/],
    ['refuse', 'invalid', /RangeError: not a document/],
  ])('%s: %s', async (deed, status, reason) => {
    const read = guarded({ maxMemoryBytes: 150 * megabyte, maxOutputBytes: 2 * megabyte });
    await read('warm up');
    const parsed = await read(deed, { milliseconds: 1500 });
    expect(parsed.status).toMatch(new RegExp(`^(?:${status})$`));
    expect(parsed.warnings.join(' ')).toMatch(reason);
    expect(await read('a good file')).toMatchObject({ status: 'ok', text: 'a good file' });
  });
  it('a file that is tried again in a new process gets no more time than one attempt', async () => {
    const read = guarded();
    await read('warm up');
    const parsed = await read('dieSlowly', { milliseconds: 1200 });
    expect(parsed).toMatchObject({ status: 'timed_out', warnings: [expect.stringMatching(/1.2 seconds/)] });
  });
  it('a promise that a parser has dropped does not end the process', async () => {
    expect(await guarded()('dropPromise')).toMatchObject({ status: 'ok', text: 'read to the end' });
  });
  it('too large a file starts no process', async () => {
    expect(await guarded()('12345', { bytes: 4 })).toMatchObject({ status: 'too_large' });
  });
  it.each([
    '{"status":"ok","text":"","pages":[],"blocks":[],"warnings":[]}',
    '{"status":"fine","text":"a","pages":[],"blocks":[],"warnings":[]}',
    '{"status":"ok","text":"a","pages":[],"blocks":[{"kind":"paragraph","page":1,"start":0,"end":9}],"warnings":[]}',
    '{"status":"ok","text":"a","pages":[],"blocks":[{"kind":"table-row","page":1,"start":0,"end":1,"cells":[{"start":0,"end":9}]}],"warnings":[]}',
    'null',
  ])('does not believe what a process sends: %s', async (lie) => {
    const parsed = await guarded()(`lie ${lie}`);
    expect(parsed).toMatchObject({
      status: 'invalid',
      text: '',
      warnings: [expect.stringContaining('no usable')],
    });
  });
});

it('nothing of what the parser has read is lost: cells of a table, and which row names them', async () => {
  const row = { kind: 'table-row', page: 1, start: 0, end: 5, header: true };
  const cells = [
    { start: 0, end: 1 },
    { start: 2, end: 3 },
  ];
  const read = { status: 'ok', text: 'a|b..', pages: [], blocks: [{ ...row, cells }], warnings: [] };
  expect(await guarded()(`lie ${JSON.stringify(read)}`)).toEqual(read);
});

describe('a process', () => {
  it('is reused, and replaced after its share of files', async () => {
    const read = guarded({ filesPerProcess: 2 });
    const pids = [];
    for (let file = 0; file < 4; file += 1) pids.push((await read('process')).text);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).toBe(pids[3]);
    expect(pids[0]).not.toBe(pids[2]);
    expect(isAlive(Number(pids[0]))).toBe(false);
  });
  it('there are no more of them than files at a time', async () => {
    const read = guarded({ concurrency: 2 });
    const pids = await Promise.all(Array.from({ length: 8 }, async () => (await read('process')).text));
    expect(new Set(pids).size).toBe(2);
  });
  it('has no environment, and may not read, write, start threads or use the network', async () => {
    const read = guarded();
    expect((await read('environment')).text).toBe('[]');
    const path = join(tmpdir(), `guarded-${process.pid}`);
    for (const deed of [`write ${path}`, `read ${fileURLToPath(import.meta.url)}`, 'thread'])
      expect((await read(deed)).warnings.join(' '), deed).toMatch(/restricted/);
    expect(existsSync(path)).toBe(false);
    let visits = 0;
    const server = createServer(() => (visits += 1)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect((await read(`connect ${port}`)).warnings.join(' ')).toMatch(/no network/);
    expect((await read(`fetch http://127.0.0.1:${port}/`)).warnings.join(' ')).toMatch(/fetch failed/);
    expect(visits).toBe(0);
    server.close();
  });
  it('ends when nobody wants its result, while it reads or while it waits', async () => {
    const read = guarded({ concurrency: 1 });
    const pid = Number((await read('process')).text);
    const abort = new AbortController();
    const both = Promise.allSettled(['loopForEver', 'process'].map((deed) => read(deed, {}, abort.signal)));
    setTimeout(() => abort.abort(), 100);
    for (const stopped of await both)
      expect(stopped).toMatchObject({ status: 'rejected', reason: { code: 'aborted' } });
    expect(isAlive(pid)).toBe(false);
    expect((await read('a good file')).status).toBe('ok');
  });
  it('ends when the parser is closed', async () => {
    const [parser] = guardDocumentParsers([doingParser()]);
    const pid = Number((await parser!.parse({ bytes: bytes('process') })).text);
    await parser!.close?.();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('the parent', () => {
  const start = (mode: string) => {
    const fixture = fileURLToPath(new URL('./guard-parent.fixture.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--conditions=@ticket-ai/source', fixture, mode], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = new Promise<string>((resolve) => createInterface(parent.stdout).once('line', resolve));
    const exit = new Promise<number | null>((resolve) => parent.once('exit', resolve));
    return { parent, line, exit };
  };
  const gone = async (pid: number) => {
    // An orphan that ended stays as a zombie where nobody collects it.
    while (isAlive(pid) && !/^State:\s+Z/mu.test(await stateOf(pid)))
      await new Promise((resolve) => setTimeout(resolve, 50));
  };
  it.each(['idle', 'loop'])('leaves no orphan when it is killed (%s)', async (mode) => {
    const { parent, line, exit } = start(mode);
    const pid = Number(await line);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await exit;
    await gone(pid);
  });
  it('lives until the processes it closes are gone', async () => {
    const { exit } = start('close');
    expect(await exit).toBe(0);
  });
  it('is not kept alive by a process that waits', async () => {
    const { line, exit } = start('');
    const pid = Number(await line);
    expect(await exit).toBe(0);
    await gone(pid);
  });
});

async function stateOf(pid: number): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: Z');
}

describe('what cannot be guarded is told', () => {
  it('a parser without factory', () => {
    const { factory: _, ...parser } = doingParser();
    expect(() => guardDocumentParsers([parser])).toThrow(/doing@1.*factory/);
  });
  it.each([
    ['a missing module', { module: 'file:///nowhere/at-all.js', name: 'x' }],
    ['a missing function', { module: '@ticket-ai/core', name: 'absentParser' }],
  ])('%s', async (_, factory) => {
    const read = guarded({}, { ...doingParser(), factory });
    await expect(read('x')).rejects.toSatisfy((error) => TicketAIError.is(error, 'adapter-failed'));
  });
});
