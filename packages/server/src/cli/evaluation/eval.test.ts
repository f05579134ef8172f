import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveLoopback } from '@ticket-ai/core/node';
import { simulatedProvider } from '@ticket-ai/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfiguration, readOther } from '../configuration-args.ts';
import { runCli, spawnCli } from '../testing/run-cli.ts';
import { sampleTickets } from '../testing/sample-tickets.ts';
import { describeDifference } from './describe-difference.ts';
import type { EvalResult } from './eval-result.ts';
import { advise } from './show-stability.ts';

let folder = '';
const file = (name: string) => path.join(folder, name);
const tickets = sampleTickets(96);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-eval-'));
  const area = (topic: string) => (topic === 'refund' || topic === 'invoice' ? 'money' : 'service');
  const lines = tickets.map(
    ({ id, subject, body, topic }) => `${id},${subject},"${body}",${area(topic)},${topic}`,
  );
  await writeFile(file('tickets.csv'), `id,subject,body,label_l1,label_l2\n${lines.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function evaluate(name: string, ...options: readonly string[]): Promise<EvalResult> {
  const { stdout } = await runCli('eval', 'intents', file('tickets.csv'), '--json', '-q', ...options);
  await writeFile(file(name), stdout);
  return JSON.parse(stdout);
}

test('a result holds figures for every level, the order of the stream, the cost and what each ticket got', async () => {
  const result = await evaluate('all.json', '--intents', '4', '--orders', '2');
  expect(result).toMatchObject({
    accuracy: 1,
    levels: [
      { label: 'label_l1', goldClusters: 2, intents: { accuracy: 0.5 } },
      {
        label: 'label_l2',
        goldClusters: 4,
        intents: { accuracy: 1 },
        taxonomy: { accuracy: expect.any(Number) },
      },
    ],
    configuration: { seed: 1, intentCount: 4 },
    llm: { calls: 0, costUsd: 0 },
    orders: { orders: 2, streamed: 48, accuracy: { mean: expect.any(Number), sd: expect.any(Number) } },
    outcome: {
      labels: [
        ['invoice', 24],
        ['parcel', 24],
        ['password', 24],
        ['refund', 24],
      ],
    },
  });
  expect(result.hierarchical.f1).toBeGreaterThan(0.5);
  expect(result.outcome.intents).toEqual(
    [0, 1, 2, 3].flatMap((intent) => new Array<number>(24).fill(intent)),
  );
  const { stdout } = await runCli('eval', 'intents', file('tickets.csv'), '--intents', '4', '--orders', '1');
  for (const word of ['hierarchical F1', 'taxonomy', 'As a stream', 'No model was asked'])
    expect(stdout).toContain(word);
});

describe('comparing and holding results', () => {
  let good: EvalResult;
  beforeAll(async () => {
    good = await evaluate('good.json', '--intents', '4');
    await evaluate('bad.json', '--intents', '2');
  });

  test('two configurations are compared in words, with intervals', async () => {
    const { stdout } = await runCli('eval', 'compare', file('bad.json'), file('good.json'));
    expect(stdout).toMatch(/B is better by [\d.]+ points of accuracy; 95 % interval [\d.]+ to [\d.]+\./);
    const compared = await runCli(
      'eval',
      'intents',
      file('tickets.csv'),
      '-q',
      '--intents',
      '2',
      '--compare',
      'intents=4',
    );
    expect(compared.stdout).toMatch(/B is better by [\d.]+ points of accuracy/);
    const json = await runCli('eval', 'compare', file('good.json'), file('good.json'), '--json');
    expect(JSON.parse(json.stdout).differences.ari).toEqual({
      before: 1,
      after: 1,
      difference: 0,
      low: 0,
      high: 0,
    });
  });

  test('the gate lets an equal result pass and stops a worse or dearer one', async () => {
    const gate = (result: string, ...options: readonly string[]) =>
      runCli('eval', 'gate', '--baseline', file('good.json'), file(result), ...options);
    expect(await gate('good.json')).toMatchObject({ code: 0, stdout: expect.stringContaining('Passed.') });
    expect(await gate('bad.json')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('FAIL The result is worse'),
    });
    expect(await gate('bad.json', '--tolerance', '100')).toMatchObject({ code: 0 });
    await writeFile(file('dear.json'), JSON.stringify({ ...good, llm: { ...good.llm, calls: 3 } }));
    expect(await gate('dear.json')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('FAIL The result costs more model calls: 3 instead of 0.'),
    });
    expect(await gate('good.json', '--tolerance', 'much')).toMatchObject({ code: 2 });
  });

  test('what cannot be compared is refused by name', async () => {
    const renamed = (await readFile(file('tickets.csv'), 'utf8')).replace('T-1,', 'T-1001,');
    await writeFile(file('other.csv'), renamed);
    const other = await runCli('eval', 'intents', file('other.csv'), '--json', '-q');
    await writeFile(file('other.json'), other.stdout);
    await writeFile(file('none.json'), '{"version":1}');
    await writeFile(file('broken.json'), '{');
    const against = async (name: string) => {
      const { code, stderr } = await runCli('eval', 'compare', file('good.json'), file(name));
      return [code, stderr];
    };
    expect(await against('other.json')).toEqual([1, expect.stringContaining('not about the same tickets')]);
    expect(await against('none.json')).toEqual([1, expect.stringContaining('is not a result of')]);
    expect(await against('broken.json')).toEqual([1, expect.stringContaining('broken.json is not JSON')]);
  });
});

test('the other configuration is read from the same names as the options', () => {
  expect(readOther('granularity=fine,seed=2', { intents: '9' })).toEqual({ granularity: 'fine', seed: 2 });
  expect(readOther('seed=2', { intents: '9' })).toEqual({ intentCount: 9, seed: 2 });
  expect(() => readOther('fine', {})).toThrow(/must look like granularity=fine/);
  expect(() => readOther('granularity=finer', {})).toThrow(/must be one of coarse, default, fine/);
  expect(() => readConfiguration({ intents: '4', granularity: 'fine' })).toThrow(/exclude each other/);
});

test('differences are said the way they are', () => {
  const say = (difference: number, low: number, high: number) =>
    describeDifference('B', 'accuracy', { before: 0, after: difference, difference, low, high });
  expect(say(0.021, 0.01, 0.033)).toBe('B is better by 2.1 points of accuracy; 95 % interval 1.0 to 3.3.');
  expect(say(-0.021, -0.033, -0.01)).toBe(
    'B is worse by 2.1 points of accuracy; 95 % interval -3.3 to -1.0.',
  );
  expect(say(0.003, -0.005, 0.011)).toContain('No clear difference in accuracy: B is 0.3 points higher');
  expect(say(0, 0, 0)).toBe('No difference in accuracy.');
});

describe('without labels', () => {
  const pairs = (stdin: string, ...options: readonly string[]) =>
    spawnCli(
      [
        'eval',
        'pairs',
        file('tickets.csv'),
        '--intents',
        '4',
        '--pairs',
        '40',
        '--judgements',
        file('judged.jsonl'),
        '-q',
        ...options,
      ],
      { stdin },
    );

  test('a person judges pairs, takes one back, stops, goes on, and sees what it means', async () => {
    const first = await pairs('ynu?q');
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 pairs of 40 judged, 1 of them "cannot tell"'),
    });
    expect(first.stderr).toContain('Pair 1 of 40');
    expect(first.stderr).not.toMatch(/together|boundary|apart-alike/);
    const [head, ...kept] = (await readFile(file('judged.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(head ?? '')).toMatchObject({ version: 1, pairs: 40 });
    expect(kept.map((line) => JSON.parse(line).verdict)).toEqual(['same', 'unsure']);
    const second = await pairs(`uu${'n'.repeat(40)}`);
    expect(second.stderr).toContain('Pair 3 of 40');
    expect(second.stdout).toMatch(/Precision [\d.]+ \(95 % interval [\d.]+ to [\d.]+\)/);
    const json = await pairs('', '--show', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      pairs: 40,
      judged: 40,
      unsure: 1,
      precision: { value: expect.any(Number) },
    });
    const other = await pairs('', '--seed', '2');
    expect(other).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds judgements of other pairs'),
    });
  });

  test('pairs come from a file with its assignments, too', async () => {
    await runCli('cluster', file('tickets.csv'), '--intents', '4', '--out', file('assignments.csv'), '-q');
    const judged = (assignments: string) =>
      runCli(
        'eval',
        'pairs',
        file('tickets.csv'),
        '--assignments',
        file(assignments),
        '--show',
        '--json',
        '-q',
      );
    const { stdout } = await judged('assignments.csv');
    const strata: Record<string, { population: number }> = JSON.parse(stdout).strata;
    expect(strata.together!.population + strata['together-unlike']!.population).toBe(4 * ((24 * 23) / 2));
    await writeFile(file('foreign.csv'), 'id,intent_id,intent\nx,1,one\n');
    expect(await judged('foreign.csv')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not about'),
    });
    await writeFile(file('headless.csv'), 'id,cluster\nT-1,1\n');
    expect(await judged('headless.csv')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no column "intent_id"'),
    });
  });

  test('intents are listed with how far they come back', async () => {
    const run = (...options: readonly string[]) =>
      runCli('eval', 'stability', file('tickets.csv'), '--resamples', '2', '-q', ...options);
    const { stdout } = await run('--intents', '4', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      resamples: 2,
      tickets: 96,
      inStable: 1,
      intents: { length: 4 },
    });
    expect((await run('--intents', '4')).stdout).toContain(
      '100 % of the tickets lie in stable intents: 4 stable',
    );
  });

  test('unstable intents get advice that fits what became of them', () => {
    const intent = {
      kept: 1,
      pure: 1,
      jaccard: 0.5,
      id: '',
      name: '',
      tickets: 9,
      verdict: 'unstable',
      silhouette: 0,
    } as const;
    const partner = { name: 'other', share: 0.4 };
    expect(advise({ ...intent, pure: 0.5, partner })).toContain('runs together with "other"');
    expect(advise({ ...intent, kept: 0.4 })).toContain('may hold several matters');
    expect(advise({ ...intent, kept: 0.4, pure: 0.4, partner })).toContain('lie between other intents');
    expect(advise(intent)).toContain('in other company');
  });
});

test('options that nothing would be done with are refused', async () => {
  const refusal = async (...options: readonly string[]) => {
    const { code, stderr } = await runCli('eval', 'pairs', '--data', file('none'), ...options);
    return [code, stderr];
  };
  expect(await refusal('--granularity', 'fine')).toEqual([2, expect.stringContaining('need a file')]);
  expect(await refusal('--intents', '4')).toEqual([2, expect.stringContaining('need a file')]);
  expect(await refusal('--column', 'id=nr')).toEqual([2, expect.stringContaining('needs a file')]);
  expect(
    await refusal(file('tickets.csv'), '--assignments', file('assignments.csv'), '--intents', '4'),
  ).toEqual([2, expect.stringContaining('leave --intents and --granularity out')]);
  expect(await refusal('--judge-price', '1/2')).toEqual([2, expect.stringContaining('needs --judge')]);
});

describe('a model as the judge', () => {
  let server: Awaited<ReturnType<typeof serveLoopback>>;
  const provider = simulatedProvider({
    respond: (messages) => {
      const shown = messages.at(-1)?.content ?? '';
      const items = [...String(shown).matchAll(/^(p\d+)$/gm)].map(([id]) => ({ id, is: 'same' }));
      return JSON.stringify({ entries: [], items });
    },
  });
  beforeAll(async () => {
    await runCli('cluster', file('tickets.csv'), '--intents', '4', '--out', file('clustered.csv'), '-q');
    server = await serveLoopback(provider.handle);
  });
  afterAll(() => server.close());

  const judge = (kept: string, options: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnCli(
      [
        'eval',
        'pairs',
        file('tickets.csv'),
        '--assignments',
        file('clustered.csv'),
        '--pairs',
        '40',
        '--judgements',
        file(kept),
        '--json',
        ...options,
      ],
      { env: { TICKET_AI_MODEL_URL: `${server.url}/v1`, TICKET_AI_MODEL: 'small', ...env }, stdin: 'y' },
    );

  test('judges in both orders; it must not be the one that finds the intents', async () => {
    const before = provider.received.length;
    const { code, stdout } = await judge('model.jsonl', ['--judge', 'large']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { judged: 40, precision: { value: 1 } }]);
    expect(provider.received.length - before).toBe(4);
    expect(provider.received.at(-1)?.body).toContain('large');
    expect(await readFile(file('model.jsonl'), 'utf8')).toContain('"by":"');
    expect(await judge('model.jsonl', ['--judge', 'small'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a model agrees with itself'),
    });
  });

  test('keeps what it was paid for when the budget ends, and goes on from there', async () => {
    const before = provider.received.length;
    const stopped = await judge('part.jsonl', ['--judge', 'large'], { TICKET_AI_BUDGET_TOTAL: '2 calls' });
    expect(stopped.code).not.toBe(0);
    expect((await readFile(file('part.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(21);
    expect(JSON.parse((await judge('part.jsonl', ['--judge', 'large'])).stdout)).toMatchObject({
      judged: 40,
    });
    expect(provider.received.length - before).toBe(4);
  });

  test('has a file of its own', async () => {
    await judge('own.jsonl', ['--judge', 'large']);
    for (const options of [[], ['--judge', 'larger']])
      expect(await judge('own.jsonl', options)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('holds the verdicts of another judge'),
      });
    const kept = await readFile(file('own.jsonl'), 'utf8');
    await writeFile(file('mixed.jsonl'), `${kept}{"a":"x","b":"y","verdict":"same","by":"person"}\n`);
    expect((await judge('mixed.jsonl', ['--show'])).stderr).toContain('mixes the verdicts of');
  });

  test('is paid at its own price, which a budget in money needs', async () => {
    const budget = { TICKET_AI_MODEL_PRICE: '0/0', TICKET_AI_BUDGET_TOTAL: '0.000001 USD' };
    const onlyVectors = {
      ...budget,
      TICKET_AI_MODEL: '',
      TICKET_AI_EMBEDDING_MODEL: 'vectors',
      TICKET_AI_EMBEDDING_PRICE: '0',
    };
    for (const env of [budget, onlyVectors])
      expect((await judge('dear.jsonl', ['--judge', 'large'], env)).stderr).toContain(
        '--judge-price must be given with a budget in USD',
      );
    const dear = await judge('dear.jsonl', ['--judge', 'large', '--judge-price', '9/9'], budget);
    expect([dear.code === 0, dear.stderr]).toEqual([false, expect.stringMatching(/budget/i)]);
    const free = await judge('dear.jsonl', ['--judge', 'large', '--judge-price', '0/0'], budget);
    expect(JSON.parse(free.stdout)).toMatchObject({ judged: 40 });
  });
});
