// Speed and memory of the whole thread on committed data: `npm run bench`. Prints a Markdown table with the machine; the docs quote it.
// Each row runs in a process of its own, so that one's memory is not another's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, memoryStore, type Store } from '@ticket-ai/core';
import { workerPool } from '@ticket-ai/core/node';

const banking = fileURLToPath(new URL('../examples/data/banking77/tickets.csv', import.meta.url));
const documents = fileURLToPath(new URL('../examples/data/helpdesk/documents/', import.meta.url));
const markdown = [
  'returns-policy.md',
  'theft-claims.md',
  'transferring-a-bike.md',
  'pairing-the-app.md',
  'range-and-battery-life.md',
];

/** What is measured: a name, and work that gives the seconds of the part that counts. */
const cases: Record<string, (folder: string) => Promise<string>> = {
  'import 20,000 tickets, memory': () => importTickets(memoryStore()),
  'import 20,000 tickets, SQLite (every commit on disk)': (folder) =>
    importTickets(sqliteStore({ path: join(folder, 'bench.db') })),
  'discover intents, 6,365 tickets, one thread': () => discover(false),
  'discover intents, 6,365 tickets, worker threads': () => discover(true),
  'answer a question, 5 documents, 200 questions': () => answer(),
};

async function importTickets(store: Store): Promise<string> {
  const texts = readFileSync(banking, 'utf8').split('\n').slice(1);
  const rows = Array.from(
    { length: 20_000 },
    (_, row) => `t-${row},"${(texts[row % texts.length]?.split(',')[2] ?? '').replaceAll('"', '')} ${row}"`,
  );
  const desk = createTicketAI({ store, ticketReaders: [csvTicketReader()] });
  const bytes = new TextEncoder().encode(`id,body\n${rows.join('\n')}\n`);
  const seconds = await timed(async () => void (await desk.importFile({ bytes, fileName: 'bench.csv' })));
  await desk.close();
  return `${seconds.toFixed(2)} s`;
}

async function discover(pooled: boolean): Promise<string> {
  const pool = pooled ? workerPool() : undefined;
  const desk = createTicketAI({
    ticketReaders: [csvTicketReader()],
    ...(pool === undefined ? {} : { parallel: pool }),
  });
  await desk.importFile({ bytes: readFileSync(banking), fileName: 'bench.csv' });
  const seconds = await timed(async () => void (await desk.discover()));
  await desk.close();
  await pool?.close();
  return `${seconds.toFixed(2)} s`;
}

async function answer(): Promise<string> {
  const desk = createTicketAI();
  for (const name of markdown) {
    await desk.documents.add({ source: name, bytes: readFileSync(join(documents, name)) });
  }
  const questions = readFileSync(banking, 'utf8')
    .split('\n')
    .slice(1, 201)
    .map((line) => line.split(',')[2] ?? '');
  const times: number[] = [];
  for (const question of questions) times.push(await timed(async () => void (await desk.answer(question))));
  times.sort((a, b) => a - b);
  return `median ${((times[100] ?? 0) * 1000).toFixed(1)} ms, 95th percentile ${((times[190] ?? 0) * 1000).toFixed(1)} ms`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const chosen = process.argv[2];
if (chosen === undefined) {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}\n`,
  );
  console.log('| what | time | peak memory |\n|---|---|---|');
  for (const name of Object.keys(cases)) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), name],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
    console.log(stdout.trim());
  }
} else {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-bench-'));
  const result = await cases[chosen]?.(folder);
  rmSync(folder, { recursive: true, force: true });
  console.log(`| ${chosen} | ${result} | ${Math.round(process.resourceUsage().maxRSS / 1024)} MB |`);
}
