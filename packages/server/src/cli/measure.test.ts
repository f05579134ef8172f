import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './testing/run-cli.ts';
import { sampleTickets, toCsv, toJsonl } from './testing/sample-tickets.ts';

let folder = '';
const file = (name: string) => path.join(folder, name);
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-measure-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('eval intents scores against the labels', async () => {
  await writeFile(file('tickets.csv'), toCsv(sampleTickets(96)));
  const { code, stdout } = await runCli(
    'eval',
    'intents',
    file('tickets.csv'),
    '--intents',
    '4',
    '--json',
    '-q',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    label: 'label_l1',
    items: 96,
    goldClusters: 4,
    predictedClusters: 4,
    accuracy: 1,
    ari: 1,
  });
  const text = await runCli('eval', 'intents', file('tickets.csv'), '--label', 'label_l1');
  expect(text.stdout).toContain('accuracy');
  expect(await runCli('eval', 'intents', file('tickets.csv'), '--label', 'label_l2')).toMatchObject({
    code: 1,
  });
});

test('eval intents takes labels from a file of their own', async () => {
  const tickets = sampleTickets(48);
  await writeFile(file('tickets.jsonl'), toJsonl(tickets));
  await writeFile(
    file('gold.csv'),
    `id,label_intent\n${tickets.map(({ id, topic }, index) => `${id},${index < 4 ? '' : topic}`).join('\n')}\n`,
  );
  const { stdout } = await runCli(
    'eval',
    'intents',
    file('tickets.jsonl'),
    '--gold',
    file('gold.csv'),
    '--json',
    '-q',
  );
  expect(JSON.parse(stdout)).toMatchObject({ label: 'label_intent', items: 44, goldClusters: 4 });
});

test('eval retrieval indexes, asks, scores and writes the run', async () => {
  await writeFile(
    file('corpus.jsonl'),
    lines([
      { doc_id: 'a', title: 'Battery', text: 'Charge the battery for four hours.' },
      { doc_id: 'b', title: 'Brakes', text: 'The brake pads last two thousand kilometres.' },
      { doc_id: 'c', title: 'Lights', text: 'The front light turns on by itself at night.' },
    ]),
  );
  await writeFile(
    file('queries.jsonl'),
    lines([
      { query_id: 'q1', text: 'how long to charge the battery' },
      { query_id: 'q2', text: 'brake pads' },
    ]),
  );
  await writeFile(file('qrels.tsv'), 'query_id\tdoc_id\trelevance\nq1\ta\t1\nq2\tb\t1\n');
  const args = [
    'eval',
    'retrieval',
    '--corpus',
    file('corpus.jsonl'),
    '--queries',
    file('queries.jsonl'),
    '--qrels',
    file('qrels.tsv'),
    '--run',
    file('run.tsv'),
  ];
  const { code, stdout } = await runCli(...args, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    documents: 3,
    questions: 2,
    scores: expect.arrayContaining([expect.objectContaining({ k: 1, ndcg: 1, mrr: 1 })]),
  });
  expect(await readFile(file('run.tsv'), 'utf8')).toMatch(/^query_id\tdoc_id\tscore\nq1\ta\t[\d.]+\n/);
  expect((await runCli(...args)).stdout).toContain('nDCG');
  expect(await runCli('eval', 'retrieval', '--corpus', file('corpus.jsonl'))).toMatchObject({ code: 2 });
  await writeFile(file('no-queries.jsonl'), 'query_id\ttext\n');
  const wrong = ['--queries', file('no-queries.jsonl'), '--qrels', file('qrels.tsv')];
  expect((await runCli(...args.slice(0, 4), ...wrong)).stderr).toContain('line 1');
});

test('parse prints its document whatever the state, and the exit code tells it', async () => {
  await writeFile(file('good.md'), '# Title\n\nA paragraph with words.\n');
  await writeFile(file('bad.pdf'), '%PDF-1.7 and then nothing');
  const good = await runCli('parse', file('good.md'), '--json');
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toEqual({
    status: 'ok',
    pages: [{ number: 1, quality: 'ok', characters: expect.any(Number) }],
    characters: expect.any(Number),
    blocks: 2,
    warnings: [],
  });
  const bad = await runCli('parse', file('bad.pdf'), '--json');
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({ status: 'invalid', characters: 0 });
  expect((await runCli('parse', file('good.md'))).stdout).toContain('1 page');
  const missing = await runCli('parse', file('nothere.md'), '--json');
  expect([missing.code, JSON.parse(missing.stdout).status]).toEqual([1, 'invalid']);
});
