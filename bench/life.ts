// Whether intents stay what they are: a tenth of new tickets of known kinds arrives, everything is looked at anew, and the result is compared with a
// discovery from scratch: `npm run bench:life [-- --data <folder>] [--only <word>] [--seeds <n>]`. Goal: at least 95 % of the tickets keep their intent,
// and accuracy is within 2 points of the discovery from scratch.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createTicketAI, type TicketAI } from '@ticket-ai/core';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { workerPool } from '@ticket-ai/core/node';
import { type LabelledSet, loadSets } from './intents/labelled-set.ts';
import { sampleOf } from './intents/variants.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: '3' },
  },
});
const mostTickets = 5000;
const newShare = 0.1;
const pool = workerPool();

interface Life {
  /** Share of the tickets that had an intent and have the same afterwards. */
  readonly kept: number;
  readonly churn: number;
  readonly newIntents: number;
  readonly accuracy: {
    readonly today: number;
    readonly after: number;
    readonly scratch: number;
    readonly sameCount: number;
  };
  readonly intents: { readonly today: number; readonly after: number; readonly scratch: number };
}

async function live({ rows, gold }: LabelledSet): Promise<Life> {
  const old = rows.slice(0, Math.round(rows.length / (1 + newShare)));
  const desk = createTicketAI({ parallel: pool });
  await desk.ingest(old.map(({ rowId, draft }) => ({ ...draft, externalId: rowId })));
  await desk.discover();
  const before = await intentsOf(desk);
  const today = score(before, gold);
  await desk.ingest(rows.slice(old.length).map(({ rowId, draft }) => ({ ...draft, externalId: rowId })));
  const run = await desk.recluster();
  const diff = await desk.runs.diff(run.id);
  await desk.runs.promote(run.id);
  const after = await intentsOf(desk);
  const settled = [...before].filter(([, intentId]) => intentId !== undefined);
  const stayed = settled.filter(([rowId, intentId]) => after.get(rowId) === intentId);
  const count = (await desk.intents.list()).filter(({ ticketCount }) => ticketCount > 0).length;
  await desk.close();
  const [scratch, sameCount] = [await discover(rows), await discover(rows, count)];
  return {
    kept: stayed.length / settled.length,
    churn: diff.change.churn,
    newIntents: diff.counts.new,
    accuracy: {
      today: today.accuracy,
      after: score(after, gold).accuracy,
      scratch: score(scratch, gold).accuracy,
      sameCount: score(sameCount, gold).accuracy,
    },
    intents: {
      today: today.predictedClusters,
      after: count,
      scratch: score(scratch, gold).predictedClusters,
    },
  };
}

async function discover(rows: LabelledSet['rows'], intentCount?: number) {
  const desk = createTicketAI({ parallel: pool });
  await desk.ingest(rows.map(({ rowId, draft }) => ({ ...draft, externalId: rowId })));
  await desk.discover(intentCount === undefined ? {} : { intentCount });
  const found = await intentsOf(desk);
  await desk.close();
  return found;
}

/** By row id, the intent a ticket has today. */
async function intentsOf(desk: TicketAI): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  let cursor: string | undefined;
  do {
    const page = await desk.tickets.list({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const { ticket, intent } of page.items) found.set(ticket.externalId, intent?.id);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

function score(found: ReadonlyMap<string, string | undefined>, gold: ReadonlyMap<string, string>) {
  const scored = [...found].filter(([rowId]) => gold.has(rowId));
  return clusteringMetrics(
    scored.map(([rowId]) => gold.get(rowId) ?? ''),
    scored.map(([, intentId]) => intentId),
  );
}

const percent = (value: number) => (100 * value).toFixed(1);
const { sets, missing } = await loadSets(options.data);
console.log(
  `${cpus()[0]?.model}, ${cpus().length} processors, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
if (missing.length > 0) console.log(`Skipped, not there (--data <folder>): ${missing.join(', ')}`);
console.log(
  '\n| set | keep | churn | intents: today, after, scratch | accuracy: today | after | scratch | scratch, same number | goal |\n|---|---|---|---|---|---|---|---|---|',
);
for (const set of sets.values()) {
  if (!set.name.includes(options.only) || set.name === 'cfpb, sub-issues') continue;
  const lives: Life[] = [];
  for (let seed = 1; seed <= Number(options.seeds); seed += 1) {
    const life = await live(sampleOf(set, mostTickets, seed));
    lives.push(life);
    print(`${set.name} #${seed}`, [life]);
  }
  if (lives.length > 1) print(`**${set.name}, mean**`, lives);
}
await pool.close();

function print(name: string, lives: readonly Life[]): void {
  const mean = (value: (life: Life) => number) =>
    lives.reduce((sum, life) => sum + value(life), 0) / lives.length;
  const kept = mean((life) => life.kept);
  const accuracy = {
    today: mean((life) => life.accuracy.today),
    after: mean((life) => life.accuracy.after),
    scratch: mean((life) => life.accuracy.scratch),
    sameCount: mean((life) => life.accuracy.sameCount),
  };
  const counts = [
    mean((life) => life.intents.today),
    mean((life) => life.intents.after),
    mean((life) => life.intents.scratch),
  ];
  const reached = kept >= 0.95 && accuracy.after >= accuracy.scratch - 0.02;
  console.log(
    `| ${name} | ${percent(kept)} | ${percent(mean((life) => life.churn))} | ${counts.map((count) => count.toFixed(0)).join(', ')} | ${percent(accuracy.today)} | ${percent(accuracy.after)} | ${percent(accuracy.scratch)} | ${percent(accuracy.sameCount)} | ${reached ? 'reached' : 'missed'} |`,
  );
}
