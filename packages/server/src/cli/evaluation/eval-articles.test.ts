import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder = '';
const file = (name: string) => path.join(folder, name);
const data = (name: string) =>
  fileURLToPath(new URL(`../../../../../examples/data/helpdesk-articles/${name}.jsonl`, import.meta.url));

const golden = {
  intent: 'Reset the alarm',
  tickets: ['Gwen', 'Omar', 'Ida', 'Jon'].map((name) => ({
    customer: 'How do I reset the alarm?',
    agent: `Hi ${name}, open the flap and hold the red button. Turn the key to the left.`,
  })),
  steps: [
    { text: 'Hold the red button', words: ['red', 'button'] },
    { text: 'Call the guard', words: ['guard'] },
  ],
  private: ['Gwen'],
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-articles-'));
  await writeFile(file('golden.jsonl'), `${JSON.stringify(golden)}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

test('steps are scored one by one, and a person can read the article with what is wrong', async () => {
  const run = await runCli(
    ...['eval', 'articles', '--golden', file('golden.jsonl'), '--out', file('out.md'), '--json'],
  );
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({
    precision: 0.5,
    recall: 0.5,
    unsupported: 0,
    leaked: 0,
    articles: [{ wrong: [expect.stringContaining('key')], missing: [{ text: 'Call the guard' }] }],
  });
  const text = await readFile(file('out.md'), 'utf8');
  expect(text).toContain('# How to reset the alarm');
  expect(text).toContain('- missing: Call the guard');
});

test('below a floor the exit code says so; a line that is no golden article is named', async () => {
  const run = (floor: string) =>
    runCli('eval', 'articles', '--golden', file('golden.jsonl'), '--min-recall', floor);
  expect((await run('0.5')).code).toBe(0);
  const failed = await run('0.6');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('FAIL recall: 0.500')]);
  await writeFile(file('bad.jsonl'), `${JSON.stringify(golden)}\n{"intent": "x"}\n`);
  const bad = await runCli('eval', 'articles', '--golden', file('bad.jsonl'));
  expect(bad.stderr).toContain('line 2: tickets');
});

test.each(['articles', 'held-out'])('the articles of %s reach what they must', async (name) => {
  const run = await runCli(
    ...['eval', 'articles', '--golden', data(name), '--min-precision', '0.8', '--min-recall', '0.6'],
  );
  expect([run.code, run.stderr]).toEqual([0, '']);
});
