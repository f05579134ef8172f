import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../../server/src/cli/testing/run-cli.ts';
import { commandLines, wordsOf } from './shell-lines.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const guide = path.join(root, 'packages/docs-site/src/content/docs/guides/review-an-article.md');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-guide-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Sample data is read from the repository, and nothing is written there. */
const placed = (word: string): string =>
  word.startsWith('examples/')
    ? path.join(root, word)
    : word === 'help-center'
      ? path.join(folder, word)
      : word;

test('the guide to reviewing an article runs from its first command to its last', async () => {
  const lines = commandLines(await readFile(guide, 'utf8'));
  expect(lines.length).toBeGreaterThan(8);
  const printed = new Map<string, string>();
  for (const line of lines) {
    const words = wordsOf(line).map(placed);
    const { code, stdout, stderr } = await runCli(...words, '--data', path.join(folder, 'data'));
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, '']);
    printed.set(line, stdout);
  }
  expect(printed.get('articles gaps')).toContain('Forgot password');
  expect(printed.get('articles show "Forgot password" --diff')).toContain('Forgotten password');
  expect(printed.get('articles list --status published')).toContain('Forgotten password');
  expect((await readdir(path.join(folder, 'help-center'))).toSorted()).toEqual([
    'forgotten-password.html',
    'index.html',
  ]);
}, 60_000);
