import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { collectAll, type ImportId, seededRandom, type TicketAI } from '@ticket-ai/core';
import { databasePath } from '../services.ts';
import { leaseMs, openChaosDesk } from './chaos-desk.ts';
import { type OwnProcess, startProcess } from './processes.ts';

/** What happens to an import while it runs. */
export interface Disturbance {
  readonly act: (stage: Stage) => Promise<void>;
  readonly times: number;
}

/** What a disturbance can lay its hands on. */
export interface Stage {
  /** One of the workers, by chance. */
  readonly worker: () => OwnProcess;
  /** Starts another one in the place of a worker that is gone. */
  readonly replace: (gone: OwnProcess) => Promise<void>;
}

/** An import, and what is to happen to it. */
export interface DisturbedImportOptions {
  /** The same seed gives the same order of acts and the same pauses between them. */
  readonly seed: number;
  readonly ticketCount: number;
  readonly disturbances: readonly Disturbance[];
  /** Variables that name services, as workers reach them. Default: SQLite and files in a temporary folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** As the importing process reaches them. Default: the same way. */
  readonly ownEnvironment?: Readonly<Record<string, string>>;
  /** Milliseconds between two acts: from, and how many more at most. Default 40 and 150. */
  readonly pauseMs?: readonly [number, number];
  /** SABOTAGE when false: workers that lost their lease still commit. Default true. */
  readonly fence?: boolean;
}

/** How it went. */
export interface DisturbedImport {
  /** One sentence for each thing that does not hold; empty when every ticket was taken in and decided exactly once. */
  readonly violations: readonly string[];
  /** From the last act until everything was done. */
  readonly secondsAfter: number;
}

const knownCount = 600;

/** A worker dies at once. */
export const killWorker: Disturbance['act'] = async ({ worker, replace }) => {
  const victim = worker();
  await victim.end();
  await replace(victim);
};

/** A worker stands still until its lease is over, and then goes on as if nothing had been. */
export const pauseWorker: Disturbance['act'] = async ({ worker }) => {
  const { child } = worker();
  child.kill('SIGSTOP');
  await sleep(leaseMs * 2);
  child.kill('SIGCONT');
};

/** Imports while two workers and what they stand on are disturbed, lets the work end undisturbed, and accounts for every ticket. */
export async function disturbedImport(options: DisturbedImportOptions): Promise<DisturbedImport> {
  const { environment = {}, ownEnvironment = environment, ticketCount, fence = true } = options;
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-chaos-'));
  const startWorker = () =>
    startProcess('worker-process.ts', [folder, ...(fence ? [] : ['--without-fence'])], environment);
  const desk = await openChaosDesk(folder, ownEnvironment);
  try {
    await (await desk.store()).workspace(); // the tables are there before workers start
    const known = bankingTexts().slice(0, knownCount);
    await desk.ingest(known.map((body, row) => ({ source: 'before', externalId: `before-${row}`, body })));
    await desk.discover();
    await finishWork(startWorker, desk);
    const record = await desk.importFile({ bytes: csvOf(ticketCount), fileName: 'tickets.csv' });
    await disturb(startWorker, options);
    const started = performance.now();
    await finishWork(startWorker, desk);
    const secondsAfter = (performance.now() - started) / 1000;
    const violations = [...(await account(desk, record.id, ticketCount)), ...damageOf(databasePath(folder))];
    return { violations, secondsAfter };
  } finally {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function disturb(
  startWorker: () => Promise<OwnProcess>,
  { disturbances, seed, pauseMs: [least, more] = [40, 150] }: DisturbedImportOptions,
): Promise<void> {
  const random = seededRandom(seed);
  const acts = disturbances
    .flatMap(({ act, times }) => Array.from({ length: times }, () => ({ act, order: random.next() })))
    .sort((a, b) => a.order - b.order);
  const workers = [await startWorker(), await startWorker()];
  const stage: Stage = {
    worker: () => workers[random.integer(workers.length)]!,
    async replace(gone) {
      workers[workers.indexOf(gone)] = await startWorker();
    },
  };
  for (const { act } of acts) {
    await sleep(least + random.next() * more);
    await act(stage);
  }
  await Promise.all(workers.map((worker) => worker.end()));
}

/** Undisturbed, until nothing is left to do. */
async function finishWork(startWorker: () => Promise<OwnProcess>, desk: TicketAI): Promise<void> {
  const worker = await startWorker();
  const records = await desk.store();
  const isDue = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
  while ((await records.jobs.count(isDue())) > 0) await sleep(50);
  await worker.end();
}

/** What must hold when all is done; one sentence per violation. */
async function account(desk: TicketAI, importId: ImportId, ticketCount: number): Promise<string[]> {
  const records = await desk.store();
  const tickets = await collectAll(records.tickets, { where: { source: 'csv' } });
  const messages = await collectAll(records.messages);
  const heads = await collectAll(records.assignmentHeads, { where: { role: 'primary' } });
  const assignments = await collectAll(records.assignments, { where: { role: 'primary' } });
  const intents = await collectAll(records.intents, { where: { status: 'active' } });
  const events = await collectAll(records.events, { orderBy: { field: 'sequence' } });
  const imported = await records.imports.get(importId);
  const told = events.flatMap(({ event }) =>
    event.type === 'tickets-ingested' && event.importId !== undefined ? event.ticketIds : [],
  );
  const all = ticketCount + knownCount;
  const checks: [boolean, string][] = [
    [tickets.length === ticketCount, `${tickets.length} tickets instead of ${ticketCount}`],
    [
      new Set(tickets.map(({ externalId }) => externalId)).size === ticketCount,
      'external ids are not unique',
    ],
    [messages.length === all, `${messages.length} messages instead of ${all}`],
    [
      imported?.status === 'done' && imported.created === ticketCount,
      `the import counts ${imported?.created} created, status ${imported?.status}`,
    ],
    [
      told.length === ticketCount && new Set(told).size === ticketCount,
      `events tell of ${told.length} tickets`,
    ],
    [heads.length === all, `${heads.length} tickets have a decision`],
    [assignments.length === all, `${assignments.length} decisions for ${all} tickets`],
    [new Set(intents.map(({ nameKey }) => nameKey)).size === intents.length, 'two intents have one name'],
    [events.every(({ sequence }, position) => sequence === position + 1), 'event sequences have gaps'],
    [(await records.jobs.count({ status: 'dead' })) === 0, 'a job is dead'],
  ];
  return checks.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

function damageOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const found = new DatabaseSync(file, { readOnly: true }).prepare('pragma integrity_check').get();
  const [said] = Object.values(found ?? {});
  return said === 'ok' ? [] : [`the database is damaged: ${said}`];
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
