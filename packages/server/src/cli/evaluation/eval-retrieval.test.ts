import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder = '';
const file = (name: string) => path.join(folder, name);
const golden = [
  { id: 'q1', question: 'How much does a replacement card cost?', document: 'fees.md', tags: ['fees'] },
  { id: 'q2', question: 'When does the branch in Delmar open?', document: 'hours.html', tags: ['hours'] },
  { id: 'q3', question: 'When is the branch in Delmar closed?', document: 'gone.md' },
].map((line) => ({ answerable: true, ...line }));
const unanswerable = { id: 'q4', question: 'Who sings?', answerable: false };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-retrieval-'));
  await mkdir(file('docs/deep'), { recursive: true });
  await writeFile(file('docs/fees.md'), '# Fees\n\nA replacement card costs 12 EUR.\n');
  await writeFile(file('docs/deep/hours.html'), '<h1>Hours</h1><p>The branch in Delmar opens at 8:30.</p>');
  await writeFile(file('docs/broken.pdf'), '%PDF-1.4 broken');
  await writeFile(
    file('golden.jsonl'),
    [...golden, unanswerable].map((line) => JSON.stringify(line)).join('\n'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...more: string[]) =>
  runCli('eval', 'retrieval', '--documents', file('docs'), '--golden', file('golden.jsonl'), '-q', ...more);

test('a folder and golden questions are scored by the document each names, and per tag', async () => {
  const { code, stdout, stderr } = await run('--json');
  expect(code).toBe(0);
  expect(stderr).toContain('broken.pdf');
  expect(stderr).toMatch(/1 question left out.*q3/u);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    documents: 2,
    questions: 2,
    tags: { fees: { questions: 1, recall: 1 }, hours: { questions: 1, recall: 1 } },
    verdicts: [
      { id: 'q1', ndcg: 1, recall: 1, rank: 1 },
      { id: 'q2', ndcg: 1, recall: 1, rank: 1 },
    ],
  });
  expect((await run()).stdout).toMatch(/By tag/u);
});

test('a baseline is compared question by question, and the gate holds it', async () => {
  const { stdout } = await run('--json');
  await writeFile(file('result.json'), stdout);
  expect((await run('--baseline', file('result.json'))).stdout).toContain('No difference in nDCG@10.');
  const gate = (baseline: string, result: string) =>
    runCli('eval', 'gate', '--baseline', file(baseline), file(result));
  expect(await gate('result.json', 'result.json')).toMatchObject({ code: 0 });
  const worse = JSON.parse(stdout);
  for (const verdict of worse.verdicts) Object.assign(verdict, { ndcg: 0, recall: 0 });
  await writeFile(file('worse.json'), JSON.stringify(worse));
  const failed = await gate('result.json', 'worse.json');
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/FAIL The result is worse by 100\.0 points of nDCG@10/u);
  await writeFile(file('other.json'), JSON.stringify({ ...worse, verdicts: worse.verdicts.slice(1) }));
  expect(await gate('result.json', 'other.json')).toMatchObject({ code: 1 });
});

test('a quote that does not stand where it says fails the gate by itself', async () => {
  const args = ['eval', 'answers', '--documents', file('docs'), '--golden', file('golden.jsonl'), '-q'];
  const { stdout } = await runCli(...args, '--json');
  await writeFile(file('answers.json'), stdout);
  await writeFile(file('invalid.json'), JSON.stringify({ ...JSON.parse(stdout), quoteValidity: 0.5 }));
  const gate = (result: string) => runCli('eval', 'gate', '--baseline', file('answers.json'), file(result));
  expect(await gate('answers.json')).toMatchObject({ code: 0 });
  const failed = await gate('invalid.json');
  expect(failed.code).toBe(1);
  expect(failed.stdout).toContain('FAIL Quotes were shown');
  const other = await runCli('eval', 'gate', '--baseline', file('result.json'), file('answers.json'));
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('cannot be compared');
});

test('a question whose answer is judged otherwise than in the baseline cannot be compared', async () => {
  const { stdout } = await runCli(
    'eval',
    'answers',
    '--documents',
    file('docs'),
    '--golden',
    file('golden.jsonl'),
    '-q',
    '--json',
  );
  const result = JSON.parse(stdout);
  await writeFile(file('before.json'), stdout);
  for (const verdict of result.verdicts) verdict.answerable = !verdict.answerable;
  await writeFile(file('after.json'), JSON.stringify(result));
  const gate = await runCli('eval', 'gate', '--baseline', file('before.json'), file('after.json'));
  expect(gate.code).toBe(1);
  expect(gate.stderr).toContain('other questions');
});

test('a document is the one of that path, before one of that name in a folder below', async () => {
  await writeFile(file('docs/deep/fees.md'), '# Songs\n\nNobody sings in the branch.\n');
  const { stdout, stderr } = await run('--json');
  expect(stderr).not.toContain('q1');
  expect(JSON.parse(stdout).verdicts[0]).toMatchObject({ id: 'q1', rank: 1 });
  await rm(file('docs/deep/fees.md'));
});

test('an id that stands twice in the golden file is named, and its first line counts', async () => {
  const twice = { ...golden[1], id: 'q1' };
  await writeFile(
    file('twice.jsonl'),
    [golden[0], twice, golden[1]].map((one) => JSON.stringify(one)).join('\n'),
  );
  const args = ['eval', 'retrieval', '--documents', file('docs'), '--golden', file('twice.jsonl'), '-q'];
  const { stdout, stderr } = await runCli(...args, '--json');
  expect(stderr).toMatch(/line 2 is left out.*"q1"/u);
  expect(JSON.parse(stdout).verdicts.map(({ id }: { id: string }) => id)).toEqual(['q1', 'q2']);
});

test('a run is never written over what it is made from', async () => {
  const files = { corpus: 'c.jsonl', queries: 'q.jsonl', qrels: 'r.tsv' };
  await writeFile(file('c.jsonl'), '{"doc_id":"d","text":"A card costs 12 EUR."}\n');
  await writeFile(file('q.jsonl'), '{"query_id":"q","text":"What does a card cost?"}\n');
  await writeFile(file('r.tsv'), 'q\td\t1\n');
  const args = Object.entries(files).flatMap(([name, path]) => [`--${name}`, file(path)]);
  for (const path of Object.values(files)) {
    const { code, stderr } = await runCli('eval', 'retrieval', ...args, '--run', file(path), '-q');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--run')]);
  }
  expect((await runCli('eval', 'retrieval', ...args, '--run', file('found.tsv'), '-q')).code).toBe(0);
});

test('half of the arguments is a fault of the command line', async () => {
  expect(await runCli('eval', 'retrieval', '--documents', file('docs'))).toMatchObject({ code: 2 });
  expect(
    await runCli(
      'eval',
      'retrieval',
      '--documents',
      file('docs'),
      '--golden',
      file('golden.jsonl'),
      '--qrels',
      'x',
    ),
  ).toMatchObject({ code: 2 });
});

test('golden questions that name no document of the folder are refused with an example', async () => {
  await writeFile(file('none.jsonl'), JSON.stringify(unanswerable));
  const { code, stderr } = await runCli(
    'eval',
    'retrieval',
    '--documents',
    file('docs'),
    '--golden',
    file('none.jsonl'),
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/No golden question names a document of .*as /u);
});
