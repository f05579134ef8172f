import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import { type SimulatedProvider, simulatedProvider } from '@ticket-ai/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawnCli } from './testing/run-cli.ts';
import { sampleTickets, toCsv } from './testing/sample-tickets.ts';

const apiKey = 'sk-test-0123456789abcdefghij';
const quote = 'Charge the battery for four hours before the first ride.';
let folder = '';
let provider: SimulatedProvider;
let server: LoopbackServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-model-'));
  await writeFile(path.join(folder, 'manual.md'), `# Manual\n\n## Battery\n\n${quote}\n`);
  provider = simulatedProvider({
    apiKey,
    respond: () =>
      JSON.stringify({
        sentences: [{ text: 'Charge it for four hours first.', citations: [{ source: 's1', quote }] }],
        missing: [],
        confidence: 0.9,
      }),
  });
  server = await serveLoopback(provider.handle);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnCli([...args, '--data', path.join(folder, 'data')], {
    env: {
      TICKET_AI_MODEL_URL: `${server.url}/v1`,
      TICKET_AI_MODEL: 'small',
      TICKET_AI_MODEL_API_KEY: apiKey,
      TICKET_AI_MODEL_PRICE: '1/10',
      ...env,
    },
  });

test('a model plugged in by variables words the answers, is paid once, and is seen in the usage', async () => {
  await run(['documents', 'add', path.join(folder, 'manual.md')]);
  const question = 'How long do I charge the battery? I am ann@example.com';
  const first = await run(['ask', question]);
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toContain('Charge it for four hours first.');
  expect((await run(['ask', question])).stdout).toBe(first.stdout);
  expect(provider.received).toHaveLength(1);
  expect(provider.received[0]?.body).not.toContain('ann@');
  const usage = JSON.parse((await run(['usage', '--json'])).stdout);
  expect(usage).toMatchObject({ total: { calls: 1 }, purposes: [{ purpose: 'answer', calls: 1 }] });
  expect((await run(['usage', '--by', 'model'])).stdout).toMatch(/127\.0\.0\.1:\d+\.chat\/small +1 /);
});

test('a budget that is used up is no failure: the answer comes without the model', async () => {
  const before = provider.received.length;
  const { code, stdout } = await run(['ask', 'How many hours must the battery charge?'], {
    TICKET_AI_BUDGET_TOTAL: '1 calls',
  });
  expect(code).toBe(0);
  expect(stdout).toContain(quote.slice(0, -1));
  expect(provider.received).toHaveLength(before);
});

test('doctor shows the model, never the key; a refused key is a fault', async () => {
  const { stdout } = await run(['doctor'], { TICKET_AI_MODEL_API_KEY: 'sk-wrong-0123456789abcdef' });
  expect(stdout).toContain('small at 127.0.0.1');
  expect(stdout).toContain('the key is refused');
  expect(stdout).not.toContain('sk-wrong');
});

test('a dry run tells what would be asked, and asks nothing', async () => {
  const before = provider.received.length;
  const file = path.join(folder, 'tickets.csv');
  await writeFile(file, toCsv(sampleTickets(48)));
  const { code, stdout } = await spawnCli(['cluster', file, '--dry-run'], {
    env: {
      TICKET_AI_MODEL_URL: `${server.url}/v1`,
      TICKET_AI_MODEL: 'small',
      TICKET_AI_MODEL_PRICE: '1/10',
    },
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Would ask small at 127\.0\.0\.1:\d+, no key: about \d+ calls?, [\d,]+ tokens in.*USD/,
  );
  expect(provider.received).toHaveLength(before);
  expect((await spawnCli(['cluster', file, '--dry-run'])).stdout).toContain('No model is plugged in');
});
