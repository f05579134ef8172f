import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { collectAll, createTicketAI, type TicketAI } from '@ticket-ai/core';
import { afterEach, expect, test } from 'vitest';
import { leaseMs, thinkingClusterer } from './chaos-desk.ts';

const ticketCount = 20_000;
const seed = 20_26;
const folders: string[] = [];
const processes = new Set<ChildProcess>();

afterEach(() => {
  for (const process of processes) process.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('20 kills during an import of 20,000 tickets: every ticket exactly once, no duplicate intent', {
  timeout: 180_000,
}, async () => {
  const { violations, kills } = await disturbedImport({ kills: 20, pauses: 6, fence: true });
  console.log(`kill -9: ${kills} kills and 6 pauses, seed ${seed}, ${violations.length} violations`);
  expect(violations).toEqual([]);
});

test('the same with the fence removed leaves tickets assigned twice', { timeout: 180_000 }, async () => {
  const { violations } = await disturbedImport({ kills: 2, pauses: 8, fence: false });
  console.log(`without the fence: ${violations.join('; ')}`);
  expect(violations).not.toEqual([]);
});

/** Imports while two workers are killed and paused at random, lets the work end undisturbed, and accounts for every ticket. */
async function disturbedImport(options: {
  readonly kills: number;
  readonly pauses: number;
  readonly fence: boolean;
}) {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-chaos-'));
  folders.push(folder);
  const desk = openDesk(folder);
  const known = bankingTexts().slice(0, 600);
  await desk.ingest(known.map((body, row) => ({ source: 'before', externalId: `before-${row}`, body })));
  await startWork(folder, desk);
  const record = await desk.importFile({ bytes: csvOf(ticketCount), fileName: 'tickets.csv' });
  const kills = await disturb(folder, options);
  await finishWork(folder, desk);
  const violations = await account(desk, record.id, folder);
  await desk.close();
  return { violations, kills };
}

function openDesk(folder: string): TicketAI {
  return createTicketAI({
    store: sqliteStore({ path: `${folder}/ticket-ai.db`, synchronous: 'normal' }),
    blobs: filesystemBlobs({ folder: `${folder}/blobs` }),
    ticketReaders: [csvTicketReader()],
    clusterer: thinkingClusterer(),
    work: 'workers',
    leaseMs,
  });
}

/** A first discovery, so that imported tickets have intents to be matched to. */
async function startWork(folder: string, desk: TicketAI): Promise<void> {
  await desk.discover();
  await finishWork(folder, desk);
}

async function disturb(
  folder: string,
  { kills, pauses, fence }: { kills: number; pauses: number; fence: boolean },
): Promise<number> {
  const random = mulberry(seed);
  const acts = shuffle(
    [...Array<'kill'>(kills).fill('kill'), ...Array<'pause'>(pauses).fill('pause')],
    random,
  );
  const workers = [await startWorker(folder, fence), await startWorker(folder, fence)];
  let killed = 0;
  for (const act of acts) {
    await sleep(40 + random() * 150);
    const position = random() < 0.5 ? 0 : 1;
    const worker = workers[position];
    if (worker === undefined) continue;
    if (act === 'kill') {
      await end(worker);
      killed += 1;
      workers[position] = await startWorker(folder, fence);
    } else {
      worker.kill('SIGSTOP');
      await sleep(leaseMs * 2);
      worker.kill('SIGCONT');
    }
  }
  await Promise.all(workers.map(end));
  return killed;
}

async function startWorker(folder: string, fence: boolean): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const worker = spawn(
    process.execPath,
    ['--conditions=@ticket-ai/source', file, folder, ...(fence ? [] : ['--without-fence'])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  processes.add(worker);
  await new Promise<void>((resolve, reject) => {
    worker.stdout?.once('data', () => resolve());
    worker.once('exit', () => reject(new Error('The worker ended before it was ready.')));
  });
  worker.removeAllListeners('exit');
  return worker;
}

async function end(worker: ChildProcess): Promise<void> {
  processes.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}

/** Undisturbed, until nothing is left to do. */
async function finishWork(folder: string, desk: TicketAI): Promise<void> {
  const worker = await startWorker(folder, true);
  const records = await desk.store();
  const isDue = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
  while ((await records.jobs.count(isDue())) > 0) await sleep(50);
  await end(worker);
}

/** What must hold when all is done; one sentence per violation. */
async function account(desk: TicketAI, importId: string, folder: string): Promise<string[]> {
  const records = await desk.store();
  const tickets = await collectAll(records.tickets, { where: { source: 'csv' } });
  const messages = await collectAll(records.messages);
  const heads = await collectAll(records.assignmentHeads, { where: { role: 'primary' } });
  const assignments = await collectAll(records.assignments, { where: { role: 'primary' } });
  const intents = await collectAll(records.intents, { where: { status: 'active' } });
  const events = await collectAll(records.events, { orderBy: { field: 'sequence' } });
  const imported = await records.imports.get(importId as never);
  const told = events.flatMap(({ event }) =>
    event.type === 'tickets-ingested' && event.importId !== undefined ? event.ticketIds : [],
  );
  const integrity = new DatabaseSync(`${folder}/ticket-ai.db`, { readOnly: true })
    .prepare('pragma integrity_check')
    .get();
  const checks: [boolean, string][] = [
    [tickets.length === ticketCount, `${tickets.length} tickets instead of ${ticketCount}`],
    [
      new Set(tickets.map(({ externalId }) => externalId)).size === ticketCount,
      'external ids are not unique',
    ],
    [messages.length === ticketCount + 600, `${messages.length} messages instead of ${ticketCount + 600}`],
    [
      imported?.status === 'done' && imported.created === ticketCount,
      `the import counts ${imported?.created} created, status ${imported?.status}`,
    ],
    [
      told.length === ticketCount && new Set(told).size === ticketCount,
      `events tell of ${told.length} tickets`,
    ],
    [heads.length === ticketCount + 600, `${heads.length} tickets have a decision`],
    [
      assignments.length === ticketCount + 600,
      `${assignments.length} decisions for ${ticketCount + 600} tickets`,
    ],
    [new Set(intents.map(({ nameKey }) => nameKey)).size === intents.length, 'two intents have one name'],
    [events.every(({ sequence }, position) => sequence === position + 1), 'event sequences have gaps'],
    [(await records.jobs.count({ status: 'dead' })) === 0, 'a job is dead'],
    [Object.values(integrity ?? {})[0] === 'ok', 'the database is damaged'],
  ];
  return checks.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

function bankingTexts(): string[] {
  const file = fileURLToPath(new URL('../../../../examples/data/banking77/tickets.csv', import.meta.url));
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[2] ?? '')
    .filter((text) => text.length > 10 && !text.includes('"'));
}

function csvOf(count: number): Uint8Array {
  const texts = bankingTexts();
  const rows = Array.from(
    { length: count },
    (_, row) => `t-${row},"${texts[row % texts.length]} (order ${row})"`,
  );
  return new TextEncoder().encode(`id,body\n${rows.join('\n')}\n`);
}

/** A small seeded generator, so that a failing run can be repeated as far as processes allow. */
function mulberry(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
