import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, freemem, totalmem } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkInvariants, TicketAIError } from '@ticket-ai/core';
import { compose, databasePath, describeModel, describeStore } from '../compose.ts';
import type { Config } from '../config.ts';
import { describeQueueServer, describeStoreServer, openNotifier, openRateLimiter } from '../services.ts';
import { describePrices } from './describe-prices.ts';
import { explainError } from './explain-error.ts';
import { formatBytes, plural } from './output/numbers.ts';
import { probeContext, probeEmbeddings, probeReplies } from './probe-model.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'fault';
  /** What was found and, when something is wrong, what to do. */
  readonly text: string;
}

const leastMemory = 500_000_000;
const leastSpace = 1_000_000_000;

/**
 * Looks at everything Ticket AI stands on. Never throws: what fails is a finding.
 * @param options with `probe` the models are asked for what they can do, which costs a few short calls
 */
export async function runChecks(
  config: Config,
  { probe = false }: { readonly probe?: boolean } = {},
): Promise<readonly Check[]> {
  const checks: readonly (readonly [string, (config: Config) => Promise<Omit<Check, 'name'>>])[] = [
    ['Node', checkNode],
    ['Memory', checkMemory],
    ['Disk', checkDisk],
    ['SQLite', checkSqlite],
    ['Database', checkDatabase],
    ['Work', checkWork],
    ['Intents', checkIntents],
    ['Redis', checkRedis],
    ['Chroma', checkChroma],
    ['Slack', checkSlack],
    ['Model', checkModel],
    ['Prices', checkPrices],
    ...(probe ? probes(config) : []),
    ['Port', checkPort],
  ];
  const results: Check[] = [];
  for (const [name, check] of checks) {
    const found = await check(config).catch((error: unknown) => ({
      state: 'fault' as const,
      text: explainError(error).text,
    }));
    results.push({ name, ...found });
  }
  return results;
}

const ok = (text: string) => ({ state: 'ok' as const, text });
const warning = (text: string) => ({ state: 'warning' as const, text });

async function checkNode() {
  return ok(
    `${process.version} on ${process.platform}-${process.arch}, ${plural(availableParallelism(), 'processor')}`,
  );
}

async function checkMemory() {
  const text = `${formatBytes(freemem())} free of ${formatBytes(totalmem())}`;
  return freemem() < leastMemory
    ? warning(`${text}. Large files may not fit; close other programs.`)
    : ok(text);
}

async function checkDisk({ dataFolder }: Config) {
  const folder = existingFolder(path.resolve(dataFolder));
  const probe = path.join(folder, `.ticket-ai-probe-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  await writeFile(probe, 'probe');
  await rm(probe);
  const { bavail, bsize } = await statfs(folder);
  const text = `${folder} can be written, ${formatBytes(bavail * bsize)} free`;
  return bavail * bsize < leastSpace ? warning(`${text}. Make room before large imports.`) : ok(text);
}

/** The nearest folder above that is there. */
function existingFolder(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder
    ? folder
    : existingFolder(path.dirname(folder));
}

async function checkSqlite() {
  const database = new DatabaseSync(':memory:');
  const row = database.prepare('select sqlite_version() as version').get();
  database.close();
  return ok(`node:sqlite ${String(row?.version)}`);
}

async function checkDatabase(config: Config) {
  const { dataFolder } = config;
  const file = databasePath(dataFolder);
  if (config.store === 'memory') return ok('records are kept in memory only (TICKET_AI_STORE)');
  if (config.store === 'mysql') return checkServer(config);
  if (!existsSync(file)) return ok(`no data folder at ${dataFolder} yet; the first import makes it`);
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const [row] = database.prepare('pragma quick_check(1)').all();
    const result = String(Object.values(row ?? {})[0]);
    if (result === 'ok') return ok(`${file} is whole`);
    return {
      state: 'fault' as const,
      text: `${file} is damaged (${result}). Restore it from a backup, or move the folder away and import again.`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      state: 'fault' as const,
      text: `${file} cannot be read (${reason}). Restore it from a backup, or move the folder away and import again.`,
    };
  } finally {
    database.close();
  }
}

/** Asks the server of the database something; opening makes or changes its tables where that is due. */
async function checkServer(config: Config) {
  const { desk, close } = await compose(config);
  try {
    await desk.store();
    const server = await describeStoreServer(config);
    const what = `${server.name} ${server.version}`;
    return server.isTooOld
      ? warning(
          `${describeStore(config)} answers, but ${what} is too old: MariaDB 10.6 or MySQL 8.0 is needed`,
        )
      : {
          ...ok(`${describeStore(config)} answers (${what}), and its tables are up to date`),
          version: server.version,
        };
  } finally {
    await close();
  }
}

function isEmpty({ store, dataFolder }: Config): boolean {
  return store === 'memory' || (store === 'sqlite' && !existsSync(databasePath(dataFolder)));
}

async function checkWork(config: Config) {
  if (isEmpty(config)) return ok('nothing to do');
  const { desk, close } = await compose(config);
  try {
    const store = await desk.store();
    const [tickets, intents, documents, dead, unfinished, forLater] = await Promise.all([
      store.tickets.count(),
      store.intents.count({ status: 'active' }),
      store.documents.count({ collection: 'documents', deletedAt: null }),
      store.jobs.count({ status: 'dead' }),
      store.jobs.count({ status: ['waiting', 'leased'] }),
      // Waits for a day whenever something has happened, and nobody for it.
      store.jobs.count({ status: ['waiting', 'leased'], name: 'discard-finished' }),
    ]);
    const waiting = unfinished - forLater;
    const text = `${plural(tickets, 'ticket')}, ${plural(intents, 'intent')}, ${plural(documents, 'document')}`;
    if (dead > 0)
      return warning(
        `${text}; ${plural(dead, 'job')} failed for good: \`ticket-ai jobs --status dead\` says why, \`jobs retry\` tries again`,
      );
    return waiting > 0
      ? warning(`${text}; ${plural(waiting, 'job')} to be done: \`ticket-ai jobs run\` does them`)
      : ok(`${text}; no work is waiting`);
  } finally {
    await close();
  }
}

/** Lists the models of the endpoint, which costs nothing and sends nothing of a customer. */
async function checkModel({ model, budget }: Config) {
  const text = describeModel(model);
  if (model === undefined) return ok(text);
  const bounds =
    Object.keys(budget).length === 0
      ? warning(`${text}. No budget is set (TICKET_AI_BUDGET_PER_DAY)`)
      : ok(text);
  const headers = model.apiKey === undefined ? {} : { authorization: `Bearer ${model.apiKey}` };
  const response = await fetch(`${model.url.replace(/\/+$/, '')}/models`, {
    headers,
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  if (response === undefined)
    return warning(`${text}: it cannot be reached; what needs it stays provisional`);
  if (response.status === 401 || response.status === 403)
    return { state: 'fault' as const, text: `${text}: the key is refused (TICKET_AI_MODEL_API_KEY)` };
  return bounds;
}

async function checkPrices({ model }: Config) {
  return ok(model === undefined ? 'no model is plugged in' : describePrices(model));
}

function probes({ model }: Config) {
  if (model === undefined) return [];
  return [
    ['Replies', () => probeReplies(model)],
    ['Embeddings', () => probeEmbeddings(model)],
    ['Context', () => probeContext(model)],
  ] as const;
}

/** Counts something there, as the server does for each request. */
async function checkRedis(config: Config) {
  if (config.store === 'memory' || config.services.queueUrl === undefined)
    return ok('not used: workers look for work every second (TICKET_AI_QUEUE)');
  const limiter = await openRateLimiter(config);
  try {
    await limiter.take('doctor', { limit: 1000, perMs: 1000 });
    const start = performance.now();
    await limiter.take('doctor', { limit: 1000, perMs: 1000 });
    const ms = Math.round(performance.now() - start);
    const { version, isTooOld, evictionPolicy } = await describeQueueServer(config);
    const text = `version ${version}, ${ms} ms`;
    if (isTooOld) return warning(`${text}. That is too old for BullMQ, which needs 6.2`);
    return evictionPolicy === 'noeviction' || evictionPolicy === ''
      ? { ...ok(text), version, ms }
      : warning(
          `${text}. Its maxmemory-policy is ${evictionPolicy}: when its memory is full it throws wake-ups away. Set it to noeviction`,
        );
  } catch (error) {
    return warning(`${explainError(error).text}`);
  } finally {
    await limiter.close();
  }
}

async function checkChroma({ store, services: { vectorsUrl } }: Config) {
  if (store === 'memory' || vectorsUrl === undefined)
    return ok('not used: vectors are in the data folder (TICKET_AI_VECTORS)');
  const start = performance.now();
  const reply = await fetch(`${vectorsUrl.replace(/\/+$/, '')}/api/v2/version`, {
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  const ms = Math.round(performance.now() - start);
  if (reply === undefined || !reply.ok)
    return warning(
      `it ${reply === undefined ? 'does not answer' : `answers with HTTP ${reply.status}`} (TICKET_AI_VECTORS). Search goes by words meanwhile; vectors follow when it is back`,
    );
  const version = /^"?([\w.+-]{1,32})"?$/.exec((await reply.text()).trim())?.[1] ?? 'unknown';
  return { ...ok(`version ${version}, ${ms} ms`), version, ms };
}

/** Asks who the token is; nothing is posted. */
async function checkSlack(config: Config) {
  const notifier = openNotifier(config);
  if (notifier === undefined)
    return ok('not used: nobody is told of drafts and alerts (TICKET_AI_SLACK_TOKEN)');
  try {
    const { team, bot } = await notifier.check();
    const buttons = config.slack?.reviews === undefined ? 'without buttons' : 'with buttons';
    return ok(`${bot} of ${team} tells channel ${config.slack?.channel}, ${buttons}`);
  } catch (error) {
    const { text } = explainError(error);
    return TicketAIError.is(error) && error.isOutage ? warning(text) : { state: 'fault' as const, text };
  } finally {
    await notifier.close();
  }
}

async function checkIntents(config: Config) {
  if (isEmpty(config)) return ok('nothing to check');
  const { desk, close } = await compose(config);
  try {
    const violations = await checkInvariants(await desk.store());
    const [first] = violations;
    return first === undefined
      ? ok('every ticket, id, name and count agrees')
      : {
          state: 'fault' as const,
          text: `${plural(violations.length, 'thing')} in the data folder ${violations.length === 1 ? 'does' : 'do'} not agree: ${first.message} Restore a backup, or report it.`,
        };
  } finally {
    await close();
  }
}

async function checkPort({ host, port }: Config) {
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => resolve(undefined));
  });
  server.close();
  if (error === undefined) return ok(`${host}:${port} is free for \`ticket-ai serve\``);
  return warning(
    `${host}:${port} cannot be used (${error.code}); choose another: ticket-ai serve --port <number>`,
  );
}
