// How the work of many tickets spreads over worker processes, and what each ticket costs the services: `npm run bench:workers [-- --workers 1,2,4]
// [--workspaces 1,4] [--tickets 256] [--latency 300] [--embedding-latency 300]`. Private servers of MariaDB, Redis and Chroma; the workers are the
// real program. The models are SIMULATED: an oracle made of the labels and hashed embeddings, behind HTTP in OpenAI's protocol, each call as slow as told.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startProcess } from '../packages/server/src/chaos/processes.ts';
import { type Composition, compose } from '../packages/server/src/compose.ts';
import { readConfig } from '../packages/server/src/config.ts';
import { chromaService } from '../scripts/services/chroma.ts';
import { mariadbService, newDatabase } from '../scripts/services/mariadb.ts';
import { redisService } from '../scripts/services/redis.ts';
import { startService } from '../scripts/services/service.ts';
import { loadSets } from './intents/labelled-set.ts';
import { type LabelledText, labelledTexts } from './match/labelled-texts.ts';
import { countedChroma, mariadbCost, redisCost } from './workers/service-costs.ts';
import { slowModels } from './workers/slow-models.ts';

const { values: options } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,2,4' },
    workspaces: { type: 'string', default: '1,4' },
    tickets: { type: 'string', default: '256' },
    latency: { type: 'string', default: '300' },
    'embedding-latency': { type: 'string', default: '300' },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const ticketCount = Number(options.tickets);
const latencyMs = { language: Number(options.latency), embedding: Number(options['embedding-latency']) };
/** Tickets that arrive together, and with them a document of so many passages. */
const [arrival, passages] = [32, 8];

const set = (await loadSets(undefined)).sets.get('banking77');
if (set === undefined) throw new Error('banking77 is not there.');
const texts = labelledTexts(set, 1);
const [known, coming] = [texts.slice(0, 256), texts.slice(256, 256 + ticketCount)];

// Servers and workers end with this process, also when it is told to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-bench-'));
const services = await Promise.all([mariadbService, redisService, chromaService].map(startService));
const [mariadb = '', redis = '', chromaUrl = ''] = services.map(({ url }) => url);
const [chroma, models] = await Promise.all([countedChroma(chromaUrl), slowModels(texts, latencyMs)]);
try {
  console.log(
    `SIMULATED models: ${latencyMs.language} ms a call, ${latencyMs.embedding} ms an embedding call. ${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `${ticketCount} tickets for each workspace, ${arrival} at a time, each time with a document of ${passages} passages, after 256 tickets of the same kind.\n`,
  );
  console.log(
    '| workspaces | workers | tickets a minute | model calls a ticket | SQL statements, server ms a ticket | Redis commands, CPU ms a ticket | Chroma calls, ms a ticket |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const workspaces of numbers(options.workspaces))
    for (const workers of numbers(options.workers)) console.log(await measure(workspaces, workers));
} finally {
  await Promise.all([chroma, models].map((each) => each.close()));
  await Promise.all(services.map((service) => service.close()));
  rmSync(folder, { recursive: true, force: true });
}

/** One row: everything from arrival until nothing is left to do. */
async function measure(workspaceCount: number, workerCount: number): Promise<string> {
  const environment = {
    TICKET_AI_DATA: join(folder, 'data'),
    TICKET_AI_STORE: await newDatabase(mariadb),
    TICKET_AI_QUEUE: redis,
    TICKET_AI_VECTORS: chroma.url,
    TICKET_AI_MODEL_URL: `${models.url}/v1`,
    TICKET_AI_MODEL: 'oracle',
    TICKET_AI_EMBEDDING_MODEL: 'hashed',
    TICKET_AI_MATCH_WAIT_SECONDS: '1',
    TICKET_AI_THREADS: '0',
  };
  const desks: Composition[] = [];
  for (let at = 0; at < workspaceCount; at += 1)
    desks.push(
      // Names that no row before has used: vectors of a workspace are found by its name.
      await compose(readConfig({ workspace: `w${workspaceCount}-${workerCount}-${at}` }, environment), {
        work: 'workers',
      }),
    );
  const started = await Promise.all(
    Array.from({ length: workerCount }, () =>
      startProcess(
        '../../bin/ticket-ai.mjs',
        ['worker'],
        { ...environment, NO_COLOR: '1' },
        (heard) => heard.includes('Working'),
        'stderr',
      ),
    ),
  );
  try {
    await each(desks, async ({ desk }) => {
      await desk.ingest(known.map(draftOf));
      await desk.discover();
    });
    await settled(desks);
    const [sql, cache] = [await mariadbCost(mariadb), await redisCost(redis)];
    const [chromaBefore, callsBefore] = [chroma.cost(), models.calls()];
    const start = performance.now();
    await each(desks, async ({ desk }) => {
      for (let from = 0; from < coming.length; from += arrival) {
        await desk.ingest(coming.slice(from, from + arrival).map(draftOf));
        await desk.documents.add({ source: `part-${from}.md`, bytes: documentOf(from) });
      }
    });
    await settled(desks);
    const seconds = (performance.now() - start) / 1000;
    const tickets = coming.length * workspaceCount;
    const [sqlAfter, cacheAfter, chromaAfter] = [
      await mariadbCost(mariadb),
      await redisCost(redis),
      chroma.cost(),
    ];
    const dead = (await Promise.all(desks.map(({ desk }) => desk.jobs.list({ status: 'dead' })))).flat();
    if (dead.length > 0) throw new Error(`Work failed: ${dead[0]?.name}: ${dead[0]?.error}`);
    const cost = (after: { calls: number; ms: number }, before: { calls: number; ms: number }) =>
      `${((after.calls - before.calls) / tickets).toFixed(2)}, ${((after.ms - before.ms) / tickets).toFixed(2)}`;
    const cells = [
      workspaceCount,
      workerCount,
      Math.round((60 * tickets) / seconds),
      ((models.calls() - callsBefore) / tickets).toFixed(3),
      cost(sqlAfter, sql),
      cost(cacheAfter, cache),
      cost(chromaAfter, chromaBefore),
    ];
    return `| ${cells.join(' | ')} |`;
  } finally {
    await Promise.all(started.map((worker) => worker.end('SIGTERM')));
    await each(desks, (desk) => desk.close());
  }
}

async function each(
  desks: readonly Composition[],
  work: (desk: Composition) => Promise<void>,
): Promise<void> {
  await Promise.all(desks.map(work));
}

/** Until nothing is due soon. What is put off for longer, such as looking for topics, is left out. */
async function settled(desks: readonly Composition[]): Promise<void> {
  for (const { desk } of desks) {
    const { jobs } = await desk.store();
    const due = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
    while ((await jobs.count(due())) > 0) await sleep(100);
  }
}

function draftOf({ ticketId, text }: LabelledText) {
  return { externalId: ticketId, body: text };
}

function documentOf(from: number): Uint8Array {
  const sections = Array.from(
    { length: passages },
    (_, at) =>
      `# Part ${from}-${at}\n\nPart number ${from + at} costs ${at + 10} EUR and fits model ${from}.`,
  );
  return new TextEncoder().encode(sections.join('\n\n'));
}
