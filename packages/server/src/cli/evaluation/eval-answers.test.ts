import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder = '';
const file = (name: string) => path.join(folder, name);
const lines = (rows: readonly (object | string)[]) =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-answers-'));
  await mkdir(file('docs/deep'), { recursive: true });
  await writeFile(
    file('docs/fees.md'),
    '# Fees of Norvane Bank\n\n## Cards\n\nA replacement card costs 12 EUR. It arrives within 4 business days.\n',
  );
  await writeFile(
    file('docs/deep/hours.html'),
    '<html><body><h1>Opening hours</h1><p>The branch in Delmar opens at 8:30 on working days.</p></body></html>',
  );
  await writeFile(file('docs/broken.pdf'), '%PDF-1.4 broken');
});
afterAll(() => rm(folder, { recursive: true }));

const golden = [
  {
    id: 'q1',
    question: 'How much does a replacement card cost?',
    answerable: true,
    language: 'en',
    document: 'fees.md',
    quote: 'A replacement card costs 12 EUR.',
    must_contain: ['12 EUR'],
    must_not: [],
    tags: ['fees'],
  },
  'no json',
  {
    id: 'q2',
    question: 'When does the branch in Delmar open?',
    answerable: true,
    document: 'deep/hours.html',
  },
  { id: 'q3', question: 'Which colour has the moon over Delmar?', answerable: false, document: null },
  { id: 'q4', question: '', answerable: false },
];

test('eval answers writes what ask --json prints, line by line, and tells bad lines', async () => {
  await writeFile(file('golden.jsonl'), lines(golden));
  const run = async (out: string) =>
    runCli(
      'eval',
      'answers',
      '--documents',
      file('docs'),
      '--golden',
      file('golden.jsonl'),
      '--out',
      file(out),
      '--json',
      '-q',
    );
  const { code, stdout, stderr } = await run('answers.jsonl');
  expect(code).toBe(0);
  expect(stderr).toContain('line 2');
  expect(stderr).toContain('line 5');
  expect(stderr).toContain('broken.pdf');
  const answers = (await readFile(file('answers.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers.map(({ id, status }) => [id, status])).toEqual([
    ['q1', 'answered'],
    ['q2', 'answered'],
    ['q3', 'abstained'],
  ]);
  expect(answers[0].sentences[0].citations[0]).toMatchObject({
    document: 'fees.md',
    quote: 'A replacement card costs 12 EUR.',
  });
  expect(answers[1].sentences[0].citations[0].document).toBe('deep/hours.html');
  expect(answers[2].sentences).toEqual([]);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    questions: 3,
    answered: 1,
    right: 1,
    falseAnswers: 0,
    quoteValidity: 1,
    tags: { fees: { right: 1 } },
    rejected: [{ line: 2 }, { line: 5 }],
  });
  await run('again.jsonl');
  expect(await readFile(file('again.jsonl'))).toEqual(await readFile(file('answers.jsonl')));
});

test('tickets help with wording and are never a source; a baseline is compared question by question', async () => {
  await writeFile(
    file('tickets.jsonl'),
    lines([
      {
        externalId: 't1',
        subject: 'moon',
        messages: [
          { role: 'customer', text: 'Which colour has the moon over Delmar?' },
          { role: 'agent', text: 'The moon over Delmar is green.' },
        ],
      },
    ]),
  );
  await writeFile(file('golden.jsonl'), lines(golden));
  const common = ['eval', 'answers', '--documents', file('docs'), '--golden', file('golden.jsonl'), '-q'];
  const { stdout } = await runCli(...common, '--tickets', file('tickets.jsonl'), '--json');
  expect(JSON.parse(stdout)).toMatchObject({ tickets: 1, falseAnswers: 0 });
  await writeFile(file('baseline.json'), stdout);
  const compared = await runCli(...common, '--baseline', file('baseline.json'));
  expect(compared.stdout).toContain('No difference in right answers');
  await writeFile(file('golden.jsonl'), lines(golden.slice(0, 1)));
  expect(await runCli(...common, '--baseline', file('baseline.json'))).toMatchObject({ code: 1 });
});
