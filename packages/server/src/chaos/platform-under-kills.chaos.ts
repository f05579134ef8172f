import { setTimeout as sleep } from 'node:timers/promises';
import { collectAll } from '@ticket-ai/core';
import { serveLoopback } from '@ticket-ai/core/node';
import { hashedEmbeddingModel, simulatedProvider } from '@ticket-ai/core/testing';
import { expect, test } from 'vitest';
import { chromaService } from '../../../../scripts/services/chroma.ts';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import { redisService } from '../../../../scripts/services/redis.ts';
import { startService } from '../../../../scripts/services/service.ts';
import { readSampleData } from '../cli/demo/sample-data.ts';
import { type Platform, startPlatform } from './platform.ts';
import { reportRun } from './report-run.ts';

const seed = 20_26;
const articleCount = 6;
const questions = [
  'For how many years is the frame covered?',
  'How do I return a bike?',
  'Which wine goes well with grilled fish?',
];

/** The whole story on the sample data, one step after the other; each is waited for. @param pauseMs between two steps, so that it lasts */
async function tell(platform: Platform, pauseMs: number): Promise<void> {
  const { desk, ask, settle } = platform;
  const { tickets, documents } = await readSampleData();
  const step = async (work: () => Promise<unknown>) => {
    await work();
    await settle();
    await sleep(pauseMs);
  };
  const lines = new TextDecoder().decode(tickets).trim().split('\n');
  for (let start = 0; start < lines.length; start += 60) {
    const body = lines.slice(start, start + 60).join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    await step(() =>
      ask(`/api/imports?fileName=part-${start}.jsonl&source=sample`, { method: 'POST', body, headers }),
    );
  }
  const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  await step(() => ask('/api/discoveries', json));
  for (const { name, bytes } of documents) await step(() => desk.documents.add({ source: name, bytes }));
  const intents = (await desk.intents.list()).slice(0, articleCount);
  for (const { id } of intents) await step(() => desk.articles.draft(id));
  for (const { article } of await desk.articles.list()) {
    const { id, status, revisionId } = article;
    if (status !== 'in-review' || revisionId === undefined) continue;
    await step(() => desk.articles.review(id, { revisionId, decision: 'approve' }));
  }
}

/** What it has come to, without ids, which are new each time. */
async function outcome({ desk, ask }: Platform) {
  const records = await desk.store();
  const [tickets, heads, intents] = await Promise.all([
    collectAll(records.tickets),
    collectAll(records.assignmentHeads, { where: { role: 'primary' } }),
    desk.intents.list(),
  ]);
  const intentOf = new Map(intents.map(({ id, name, path }) => [id as string, [...path, name].join(' > ')]));
  const headOf = new Map(heads.map(({ ticketId, intentId }) => [ticketId as string, intentId]));
  const placed = tickets.map(
    ({ id, externalId }) => `${externalId}: ${intentOf.get(headOf.get(id) ?? '') ?? '-'}`,
  );
  const articles = await Promise.all(
    (await desk.articles.list()).map(async ({ article }) => {
      const { revisions } = await desk.articles.get(article.id);
      const sections = revisions.at(-1)?.content.sections ?? [];
      return `${article.status} ${article.title}\n${sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join('\n')}`;
    }),
  );
  const answers = await Promise.all(
    questions.map(async (question) => {
      const reply = (await ask('/api/answers', {
        method: 'POST',
        body: JSON.stringify({ question }),
        headers: { 'content-type': 'application/json' },
      })) as { status: string; sentences: { text: string }[]; channels: object };
      return [reply.status, ...reply.sentences.map(({ text }) => text), JSON.stringify(reply.channels)];
    }),
  );
  const { status, passages, missing, orphans } = await desk.index.verify();
  return {
    tickets: placed.sort(),
    intents: intents.length,
    articles: articles.sort(),
    answers,
    index: { status, passages, missing, orphans },
    dead: (await desk.jobs.list({ status: 'dead' })).map(({ name, error }) => `${name}: ${error}`),
  };
}

test('two servers and three workers, one killed at random each second for two minutes, end as the undisturbed ones', {
  timeout: 420_000,
}, async () => {
  const services = await Promise.all([mariadbService, redisService, chromaService].map(startService));
  const [mariadb = '', redis = '', chroma = ''] = services.map(({ url }) => url);
  const { model } = hashedEmbeddingModel();
  const known = new Map<string, number[]>();
  const provider = simulatedProvider({
    respond: () => '{}',
    embed: (text) => known.get(text) ?? [],
  });
  const embeddings = await serveLoopback(async (request) => {
    const { input } = (await request.clone().json()) as { input: string | string[] };
    const values = [input].flat();
    const { embeddings: made } = await model.doEmbed({ values });
    for (const [at, value] of values.entries()) known.set(value, made[at] ?? []);
    return provider.handle(request);
  });
  const run = async (pauseMs: number, disturbed: boolean) => {
    const platform = await startPlatform({
      TICKET_AI_STORE: await newDatabase(mariadb),
      TICKET_AI_QUEUE: redis,
      TICKET_AI_VECTORS: chroma,
      TICKET_AI_MODEL_URL: `${embeddings.url}/v1`,
      TICKET_AI_EMBEDDING_MODEL: 'hashed',
    });
    const stop = new AbortController();
    const started = performance.now();
    const kills = disturbed ? platform.disturb(seed, stop.signal) : Promise.resolve(0);
    try {
      await tell(platform, pauseMs);
      if (disturbed) await sleep(Math.max(0, 120_000 - (performance.now() - started)));
      stop.abort();
      const killed = await kills;
      const after = performance.now();
      await platform.settle();
      const secondsAfter = (performance.now() - after) / 1000;
      return { killed, secondsAfter, outcome: await outcome(platform) };
    } finally {
      stop.abort();
      await kills;
      await platform.close();
    }
  };
  try {
    const undisturbed = await run(0, false);
    expect(undisturbed.outcome.tickets.length).toBeGreaterThan(400);
    const disturbed = await run(1500, true);
    const violations = Object.entries(disturbed.outcome).flatMap(([what, value]) =>
      JSON.stringify(value) === JSON.stringify(Reflect.get(undisturbed.outcome, what))
        ? []
        : [`${what} differ`],
    );
    reportRun({
      fault: `platform: 2 servers and 3 workers, ${disturbed.killed} kills in two minutes, on MariaDB, Redis and Chroma`,
      seed,
      violations,
      secondsAfter: disturbed.secondsAfter,
    });
    expect(disturbed.outcome).toEqual(undisturbed.outcome);
  } finally {
    await embeddings.close();
    await Promise.all(services.map((service) => service.close()));
  }
});
