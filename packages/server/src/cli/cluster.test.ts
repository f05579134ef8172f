import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, runCli, spawnCli } from './testing/run-cli.ts';
import { sampleTickets, toCsv } from './testing/sample-tickets.ts';

const tickets = sampleTickets(60);
let folder = '';
const file = (name: string) => path.join(folder, name);
const read = (name: string) => readFile(file(name), 'utf8');
const linesOf = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

/** Which ids are together, whatever their group is called. */
function partition(csv: string): string[] {
  const groups = Map.groupBy(linesOf(csv).slice(1), ([, intent]) => intent);
  return [...groups.values()]
    .map((lines) =>
      lines
        .map(([id]) => id)
        .sort()
        .join(' '),
    )
    .sort();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-cluster-'));
  await writeFile(file('tickets.csv'), toCsv(tickets));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file becomes assignments, a report and a summary', async () => {
  const { code, stdout, stderr } = await spawnCli(
    ['cluster', 'tickets.csv', '--out', 'out.csv', '--report', 'out.html'],
    { cwd: folder },
  );
  expect(stderr).toContain(
    'Read tickets.csv as UTF-8, comma, one row per ticket. Columns: id, subject, body, createdAt = created_at.',
  );
  expect(stdout).toMatch(/\d+ intents in 60 tickets/);
  expect(code).toBe(0);
  const [header, ...lines] = linesOf(await read('out.csv'));
  expect(header?.join()).toBe('id,intent_id,intent,l1,l2,l3,confidence,decision');
  expect(lines.map(([id]) => id)).toEqual(tickets.map(({ id }) => id));
  for (const line of lines) {
    expect(line).toHaveLength(8);
    expect(Number(line[6])).toBeGreaterThanOrEqual(0);
    expect(Number(line[6])).toBeLessThanOrEqual(1);
  }
  expect(await read('out.html')).toMatch(/^<!doctype html>/i);
});

test('a report can be sent around: greetings, signatures and what tells who asked are not in it', async () => {
  const personal = tickets.map((ticket, at) => ({
    ...ticket,
    body: `Hello Priya,\n\n${ticket.body}. Write to wanda${at}@example.com or call +49 170 1234567.\n\nKind regards\nWanda Ruprecht`,
  }));
  await writeFile(file('personal.csv'), toCsv(personal));
  await runCli('cluster', file('personal.csv'), '--report', file('personal.html'), '-q');
  const page = await read('personal.html');
  expect(page).toContain('[email]');
  expect(page).not.toMatch(/wanda|ruprecht|priya|1234567/i);
});

test('--json prints one document with the fixed keys; colours never reach a pipe', async () => {
  const { code, stdout } = await spawnCli(['cluster', 'tickets.csv', '--json', '-q'], { cwd: folder });
  const result = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(result).toMatchObject({
    version: 1,
    tickets: 60,
    unassigned: expect.any(Number),
    seconds: expect.any(Number),
    peakMemoryMb: expect.any(Number),
  });
  expect(result.llm).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
  expect(result.intents).toBeGreaterThan(1);
});

test('the same input and seed give the same bytes, with threads or without', async () => {
  const run = async (name: string, env: Readonly<Record<string, string>>) => {
    const { stdout } = await spawnCli(
      ['cluster', 'many.csv', '--out', `${name}.csv`, '--report', `${name}.html`, '--json', '-q'],
      { cwd: folder, env },
    );
    const { seconds, peakMemoryMb, ...rest } = JSON.parse(stdout);
    return { rest, csv: await read(`${name}.csv`), report: await read(`${name}.html`) };
  };
  await writeFile(file('many.csv'), toCsv(sampleTickets(240)));
  const [inline, one, two] = await Promise.all(
    ['0', '1', '2'].map((threads) => run(`threads-${threads}`, { TICKET_AI_THREADS: threads })),
  );
  expect(one).toEqual(inline);
  expect(two).toEqual(inline);
});

test('neither the order of the tickets nor their labels matter', async () => {
  const shuffled = tickets.toSorted((a, b) =>
    a.id.split('').reverse().join('') < b.id.split('').reverse().join('') ? -1 : 1,
  );
  const relabelled = shuffled.map((ticket, index) => ({ ...ticket, topic: `other ${index % 7}` }));
  await writeFile(file('shuffled.csv'), toCsv(relabelled));
  await runCli('cluster', file('tickets.csv'), '--out', file('a.csv'), '-q');
  await runCli('cluster', file('shuffled.csv'), '--out', file('b.csv'), '-q');
  expect(
    linesOf(await read('b.csv'))
      .slice(1)
      .map(([id]) => id),
  ).toEqual(shuffled.map(({ id }) => id));
  expect(partition(await read('b.csv'))).toEqual(partition(await read('a.csv')));
});

test('rows that cannot be read are set aside with a reason, and the exit code says so', async () => {
  const lines = toCsv(tickets).trimEnd().split('\n');
  lines.splice(3, 0, 'BAD,only two');
  await writeFile(file('damaged.csv'), `${lines.join('\n')}\n`);
  const { code, stderr } = await runCli('cluster', file('damaged.csv'), '--out', file('damaged.out.csv'));
  expect(code).toBe(3);
  expect(stderr).toContain('Line 4: The row has 2 cells');
  expect(await read('damaged.csv.rejected.csv')).toMatch(/^line,column,reason,text\n4,/);
  expect(linesOf(await read('damaged.out.csv'))).toHaveLength(61);
  await runCli('cluster', file('damaged.csv'), '--rejected', file('elsewhere.csv'), '-q');
  expect(await read('elsewhere.csv')).toContain('BAD');
});

test('no output may overwrite the input or another output, whatever it is called', async () => {
  const text = toCsv(tickets);
  await writeFile(file('precious.csv'), text);
  await symlink(file('precious.csv'), file('alias.csv'));
  await link(file('precious.csv'), file('hard.csv'));
  await symlink(folder, file('loop'));
  const input = file('precious.csv');
  for (const outputs of [
    ['--out', input],
    ['--report', path.join(folder, '.', 'loop', 'precious.csv')],
    ['--rejected', file('alias.csv')],
    ['--out', file('hard.csv')],
    ['--out', file('new.csv'), '--report', file('loop/new.csv')],
    ['--out', `${input}.rejected.csv`],
    ['--rejected', file('r.csv'), '--report', file('r.csv')],
  ]) {
    const { code, stderr } = await runCli('cluster', input, ...outputs);
    expect([outputs, code, stderr]).toEqual([outputs, 2, expect.stringContaining('are the same file')]);
    expect(stderr).not.toContain('Read precious.csv');
  }
  expect(await runCli('import', input, '--rejected', input, '--data', file('nodata'))).toMatchObject({
    code: 2,
  });
  expect(await read('precious.csv')).toBe(text);
  expect(await runCli('cluster', input, '--out', '/dev/null', '--report', '/dev/null')).toMatchObject({
    code: 0,
  });
});

test('no room: a sentence, and no part of a file', async () => {
  await writeFile(file('room.csv'), toCsv(tickets));
  await writeFile(file('room.html'), 'the old report');
  const cluster = (limit: string, ...words: string[]) =>
    promisify(execFile)(
      '/bin/sh',
      ['-c', `${limit} "$@"`, 'sh', process.execPath, bin, 'cluster', 'room.csv', ...words],
      {
        cwd: folder,
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      },
    ).catch((error) => error);
  const limited = await cluster('ulimit -f 8;', '--report', 'room.html');
  expect([limited.code, limited.stderr]).toEqual([
    1,
    expect.stringContaining('The disk is full, or "room.html"'),
  ]);
  expect(await read('room.html')).toBe('the old report');
  const entries = await readdir(folder);
  expect(entries.filter((name) => name.endsWith('.part'))).toEqual([]);
  if (!existsSync('/dev/full')) return;
  const full = await cluster('exec >/dev/full;', '--json', '-q');
  expect(full.code).toBe(1);
  expect(full.stderr).toMatch(
    /^Error: The result could not be written to standard output\. The disk is full\.[^\n]*\n$/,
  );
});

test('rejected rows that cannot be written beside the input are told, and the run goes on', async () => {
  const name = `${'n'.repeat(240)}.csv`; // its list of rejected rows would have too long a name
  await writeFile(file(name), `${toCsv(tickets)}BAD,only two\n`);
  const { code, stderr, stdout } = await runCli('cluster', file(name));
  expect(code).toBe(3);
  expect(stdout).toContain('60 tickets');
  expect(stderr).toContain('1 row could not be read. Line 62');
  expect(stderr).toContain('Choose another place: --rejected');
  const asked = await runCli('cluster', file(name), '--rejected', file('no/such/folder.csv'));
  expect([asked.code, asked.stdout]).toEqual([1, '']);
  const imported = await runCli('import', file(name), '--data', file('rejecting'));
  expect([imported.code, imported.stderr]).toEqual([3, expect.stringContaining('--rejected')]);
});

test('dates that are not understood and second columns of a name are told', async () => {
  const lines = tickets.map(({ id, body }, at) => `${id},"${body}",note,${at < 2 ? 'soon' : '2026-01-02'}`);
  await writeFile(file('doubts.csv'), `id,body,body,created_at\n${lines.join('\n')}\n`);
  const { code, stderr } = await runCli('cluster', file('doubts.csv'));
  expect(code).toBe(0);
  expect(stderr).toContain('2 values of the column "created_at" are no date');
  expect(stderr).toContain('"body_2" here, is only kept as a field');
  expect((await runCli('cluster', file('tickets.csv'))).stderr).not.toMatch(/no date|_2/);
});

test('a report of tickets without dates has no date', async () => {
  const lines = tickets.map(({ id, body }) => `${id},"${body}"`);
  await writeFile(file('undated.csv'), `id,body\n${lines.join('\n')}\n`);
  await runCli('cluster', file('undated.csv'), '--report', file('undated.html'));
  expect(await read('undated.html')).not.toMatch(/as of|1970/);
  await runCli('cluster', file('tickets.csv'), '--report', file('dated.html'));
  expect(await read('dated.html')).toContain('as of 1 Mar 2026');
});

test('every row of the input has its line: twins, rows without text, rows without id', async () => {
  const rows = [
    ...tickets.slice(0, 30).map(({ id, subject, body }) => `${id},${subject},"${body}"`),
    'T-1,Refund missing,"my refund has not arrived"',
    'T-empty,,',
  ];
  await writeFile(file('twins.csv'), `ticket_id,subject,body\n${rows.join('\n')}\n`);
  expect((await runCli('cluster', file('twins.csv'), '--out', file('twins.out.csv'), '-q')).code).toBe(0);
  const lines = linesOf(await read('twins.out.csv')).slice(1);
  expect(lines).toHaveLength(32);
  expect(lines[30]).toEqual(lines[0]);
  expect(lines[31]).toEqual(['T-empty', '', '', '', '', '', '0', 'unassigned']);
  await writeFile(
    file('noid.csv'),
    `body\n${tickets
      .slice(0, 12)
      .map(({ body }) => body)
      .join('\n')}\n`,
  );
  await runCli('cluster', file('noid.csv'), '--out', file('noid.out.csv'), '-q');
  expect(
    linesOf(await read('noid.out.csv'))
      .slice(1)
      .map(([id]) => id),
  ).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)));
});

test('standard input and output', async () => {
  const { code, stdout } = await spawnCli(
    ['cluster', '-', '--out', '-', '--quiet', '--column', 'body=subject'],
    { cwd: folder, stdin: toCsv(tickets) },
  );
  expect(code).toBe(0);
  expect(linesOf(stdout)).toHaveLength(61);
});

test('--intents asks for a number', async () => {
  const { stdout } = await runCli('cluster', file('tickets.csv'), '--intents', '2', '--json', '-q');
  expect(JSON.parse(stdout).intents).toBe(2);
});

test.each([
  [['cluster', 'tickets.csv', '--granularity', 'corse'], 2, 'Did you mean coarse?'],
  [['cluster', 'tickets.csv', '--repot', 'x'], 2, 'Did you mean --report?'],
  [['cluster', 'tickets.csv', '--out'], 2, '--out needs a value'],
  [['cluster', 'tickets.csv', '--out', '--json'], 2, '--out needs a value'],
  [['cluster', 'tickets.csv', '--json=yes'], 2, 'takes no value'],
  [['cluster', 'tickets.csv', '--intents', 'many'], 2, 'whole number'],
  [['cluster', 'tickets.csv', '--intents', '5', '--granularity', 'fine'], 2, 'exclude each other'],
  [['cluster', 'tickets.csv', 'second.csv'], 2, 'Unexpected argument'],
  [['cluster', 'tickets.csv', '--column', 'sbject=x'], 2, 'Did you mean "subject"?'],
  [['cluster', 'nothere.csv'], 1, 'There is no file or folder "nothere.csv"'],
  [['cluster', 'tickets.csv', '--column', 'subject=Titel'], 1, 'There is no column "Titel"'],
  [['cluster', '.'], 1, '"." is a folder'],
  [['cluster', 'tickets.csv', '--out', '.'], 1, '"." is a folder'],
  [['help', 'clutser'], 2, 'Did you mean "cluster"?'],
  [['clutser'], 2, 'Did you mean "cluster"?'],
  [['intents', 'lsit'], 2, 'Did you mean "list"?'],
  [['intents'], 2, 'rename'],
  [['tickets', 'show'], 2, '<ticket> is missing'],
  [['--nonsense'], 2, ''],
  [['tickets', 'list', '--data', 'nofolder'], 1, 'ticket-ai import'],
])('%j ends with %i', async (args, code, text) => {
  const before = process.cwd();
  process.chdir(folder);
  const result = await runCli(...args).finally(() => process.chdir(before));
  expect(result.stderr).toContain(text);
  expect(result.stderr).not.toContain('    at ');
  expect(result.code).toBe(code);
});

test('files that are not what they claim', async () => {
  await writeFile(file('pdf.csv'), '%PDF-1.7\n%\u0000\u0001\u0002 binary');
  await writeFile(file('empty.csv'), '');
  for (const name of ['pdf.csv', 'empty.csv']) {
    const { code, stderr } = await runCli('cluster', file(name));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: \S/m);
  }
});

test('colours: off in pipes and with NO_COLOR, on with FORCE_COLOR', async () => {
  const escapeCode = '\x1b[';
  const [pipe, none, forced] = await Promise.all([
    spawnCli(['--help']),
    spawnCli(['--help'], { env: { NO_COLOR: '1' } }),
    spawnCli(['--help'], { env: { FORCE_COLOR: '1' } }),
  ]);
  expect([pipe, none, forced].map(({ stdout }) => stdout.includes(escapeCode))).toEqual([false, false, true]);
});

test('help and version', async () => {
  for (const args of [
    ['--help'],
    ['-h'],
    ['help'],
    [],
    ['cluster', '--help'],
    ['intents', '--help'],
    ['intents', 'merge', '-h'],
    ['import', '--help'],
    ['--version'],
    ['help', 'import', 'undo'],
  ]) {
    const { code, stdout, stderr } = await runCli(...args);
    expect([args, code, stderr]).toEqual([args, 0, '']);
    expect(stdout.length).toBeGreaterThan(4);
  }
  expect(await runCli('help', 'cluster')).toEqual(await runCli('cluster', '--help'));
});

test('--debug shows the stack', async () => {
  expect((await runCli('cluster', 'nothere.csv', '--debug')).stderr).toContain('    at ');
});
