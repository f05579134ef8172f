import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import { simulatedProvider } from '@ticket-ai/core/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bin, runCli } from './testing/run-cli.ts';

/** What documents and questions speak of, whatever words they use; the last number keeps a vector from being nothing. */
const meanings = [/refund|money/iu, /tyre|flat|puncture/iu, /bell|noise/iu];
const embeds = {
  weak: (text: string) => [text.length % 3, text.length % 5, text.length % 7, 1],
  strong: (text: string) => [...meanings.map((meaning) => (meaning.test(text) ? 1 : 0)), 0.01],
};
const pages = {
  refund: 'The refund reaches the bank account in five days.',
  tyres: 'A puncture is mended in each of our shops.',
  bell: 'The bell hangs at the handlebar.',
};
const golden = [
  { id: 'q1', question: 'I want my money', document: 'refund.md' },
  { id: 'q2', question: 'It went flat', document: 'tyres.md' },
  { id: 'q3', question: 'Make a noise', document: 'bell.md' },
  { id: 'q4', question: 'Who sings?', document: 'songs.md' },
];

let folder = '';
let server: LoopbackServer;
let strongCalls = 0;
/** Dies at the strong model's nth call. */
let victim: { readonly child: ChildProcess; readonly at: number } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-generations-'));
  for (const [name, text] of Object.entries(pages))
    await writeFile(path.join(folder, `${name}.md`), `# ${name}\n\n${text}\n`);
  await writeFile(
    path.join(folder, 'golden.jsonl'),
    golden.map((line) => JSON.stringify({ answerable: true, ...line })).join('\n'),
  );
  const providers = Object.fromEntries(
    Object.entries(embeds).map(([model, embed]) => [model, simulatedProvider({ respond: () => '', embed })]),
  );
  server = await serveLoopback(async (request) => {
    const { model } = (await request.clone().json()) as { readonly model: string };
    if (model === 'strong') strongCalls += 1;
    if (strongCalls === victim?.at) victim.child.kill('SIGKILL');
    return (await providers[model]?.handle(request)) ?? new Response('no such model', { status: 404 });
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(folder, { recursive: true });
});

const envOf = () => ({ TICKET_AI_MODEL_URL: `${server.url}/v1`, TICKET_AI_EMBEDDING_MODEL: 'weak' });
const run = (...args: string[]) => runCli(...args, '--data', path.join(folder, 'data'), '-q');
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
};

test('another embedding model is built beside, killed, built on, compared, used, and left again', async () => {
  for (const [name, value] of Object.entries(envOf())) vi.stubEnv(name, value);
  await run('documents', 'add', folder);
  const running = {
    status: 'whole',
    passages: 3,
    missing: 0,
    embeddingModel: expect.stringMatching(/weak$/u),
  };
  expect(await json('index', 'verify')).toMatchObject({ ...running, others: [] });
  expect((await run('index', 'build', '--embeddings', 'unknown')).code).toBe(1);
  expect((await run('index', 'compare', '--golden', path.join(folder, 'golden.jsonl'))).stderr).toMatch(
    /no vectors beside/u,
  );

  // The probe and one document are paid for; then the process is killed.
  const args = ['index', 'build', '--embeddings', 'strong', '--data', path.join(folder, 'data')];
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...envOf() },
    stdio: 'ignore',
  });
  victim = { child, at: strongCalls + 3 };
  expect(await new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal)))).toBe(
    'SIGKILL',
  );
  victim = undefined;
  const halfRun = await run('index', 'verify', '--json');
  const half = JSON.parse(halfRun.stdout);
  expect([halfRun.code, half]).toMatchObject([
    1,
    { ...running, status: 'differs', others: [{ role: 'candidate', orphans: 0 }] },
  ]);
  expect(half.others[0].missing).toBeGreaterThan(0);
  expect((await run('index', 'use', 'strong')).stderr).toContain('do not hold all that is shown');

  const before = strongCalls;
  const built = await json('index', 'build', '--embeddings', 'strong');
  expect(built).toMatchObject({
    ...running,
    others: [{ role: 'candidate', missing: 0, vectors: 3, orphans: 0 }],
  });
  expect(strongCalls - before).toBeLessThanOrEqual(3); // a probe, and the two documents that were not paid for yet

  const compare = ['index', 'compare', '--golden', path.join(folder, 'golden.jsonl')];
  const text = await run(...compare);
  expect(text.stdout).toMatch(
    /running: .*weak +\d\.\d{3} +\d\.\d{3}\ncandidate: .*strong +1\.000 +1\.000\n/u,
  );
  expect(text.stderr).toMatch(/1 question left out.*q4/u);
  const compared = JSON.parse((await run(...compare, '--json')).stdout);
  expect(compared).toMatchObject({ version: 1, questions: 3, absent: ['q4'], degraded: 0 });
  expect(compared.differences.ndcg).toMatchObject({ after: 1, difference: expect.any(Number) });
  expect(compared.differences.ndcg.difference).toBeGreaterThan(0);

  const used = { ...running, embeddingModel: expect.stringMatching(/strong$/u) };
  expect(await json('index', 'use', 'strong')).toMatchObject({
    ...used,
    others: [{ role: 'previous', missing: 0 }],
  });
  expect(await json('index', 'verify', '--repair')).toMatchObject(used);
  expect(await json('index', 'back')).toMatchObject({ ...running, others: [{ role: 'previous' }] });
  expect((await run('index', 'verify')).stdout).toMatch(/Also 3 vectors of .*strong, searched before\./u);
}, 180_000);
