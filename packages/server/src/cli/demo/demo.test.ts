import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

test('the demo tells the whole story on the sample data, with nothing made up', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-demo-'));
  const report = path.join(folder, 'report.html');
  const args = ['demo', '--data', path.join(folder, 'data'), '--report', report];
  const { code, stdout } = await runCli(...args, '--json', '-q');
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ version: 1, tickets: 433, documents: 20 });
  expect(result.intents).toBeGreaterThan(4);
  expect(result.published.length).toBeGreaterThan(2);
  expect(result.answers.map(({ status }: { status: string }) => status)).toEqual([
    'answered',
    'answered',
    'abstained',
  ]);
  const [fromDocument, fromArticle, elsewhere] = result.answers;
  expect(fromDocument.sources[0]).not.toMatch(/^article:/);
  expect(fromArticle.sources).toEqual([expect.stringMatching(/^article:/)]);
  expect(elsewhere.sources).toEqual([]);
  expect(Object.keys(result.stages)).toEqual([
    'Import',
    'Discover',
    'Documents',
    'Draft',
    'Review',
    'Publish',
    'Ask',
    'Report',
  ]);
  expect((await readFile(report)).byteLength).toBeGreaterThan(50_000);
  expect(await runCli(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
  await rm(folder, { recursive: true });
});

test('without the sample data the demo says where it is', async () => {
  const { code, stderr } = await runCli('demo', '--samples', path.join(tmpdir(), 'no-such-folder'));
  expect([code, stderr]).toEqual([1, expect.stringContaining('no-such-folder')]);
});
