import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './testing/run-cli.ts';

let folder = '';

async function run(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(...args, '--data', path.join(folder, 'data'));
  expect([args.join(' '), code, code === 0 ? '' : stderr]).toEqual([args.join(' '), 0, '']);
  return stdout;
}
const suggest = async (): Promise<string> =>
  JSON.parse(await run('replies', 'suggest', 'R-1', '--json')).answer.id;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-replies-'));
  await writeFile(path.join(folder, 'refunds.md'), '# Refunds\n\nA refund takes five working days.\n');
  await writeFile(
    path.join(folder, 'tickets.jsonl'),
    `${JSON.stringify({ id: 'R-1', subject: 'How long does a refund take?' })}\n`,
  );
  await run('import', path.join(folder, 'tickets.jsonl'));
  await run('documents', 'add', path.join(folder, 'refunds.md'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

test('replies: suggested, settled, listed and counted', async () => {
  expect(await run('replies', 'suggest', 'R-1')).toContain('A refund takes five working days.');
  const [sent, edited, rejected] = [await suggest(), await suggest(), await suggest()];
  expect(await run('replies', 'record', sent, '--sent')).toBe('Recorded as sent.\n');
  expect(await run('replies', 'record', edited, '--edited', 'A refund takes ten working days.')).toBe(
    'Recorded as edited: 17 % of its words changed.\n',
  );
  await run('replies', 'record', rejected, '--rejected', 'It takes ten');
  await run('replies', 'record', sent, '--reopened');
  const listed = await run('replies', 'list', 'R-1');
  for (const expected of ['open', 'reopened', 'edited', '17 % of its words changed', 'It takes ten'])
    expect(listed).toContain(expected);
  expect(await run('replies', 'counts')).toContain('33 % sent unchanged');
  const { version, ...counts } = JSON.parse(await run('replies', 'counts', '--json'));
  expect([version, counts]).toMatchObject([1, { sent: 1, edited: 1, rejected: 1, reopened: 1 }]);
}, 60_000);

test('replies record wants one outcome, of a reply that is open', async () => {
  const id = await suggest();
  const fails = async (...args: readonly string[]) => {
    const { code, stderr } = await runCli(
      'replies',
      'record',
      id,
      ...args,
      '--data',
      path.join(folder, 'data'),
    );
    return [code, stderr];
  };
  expect(await fails()).toEqual([2, expect.stringContaining('Say one of')]);
  expect(await fails('--sent', '--reopened')).toEqual([2, expect.stringContaining('Say one of')]);
  expect(await fails('--reopened')).toEqual([1, expect.stringContaining('cannot be reopened')]);
}, 60_000);
