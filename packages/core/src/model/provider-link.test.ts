import { APICallError, LoadAPIKeyError } from 'ai';
import { describe, expect, test } from 'vitest';
import { TicketAIError } from '../errors.ts';
import { type StillClock, stillClock } from '../testing/index.ts';
import { type ProviderLinkOptions, providerLink } from './provider-link.ts';

const open = (options: ProviderLinkOptions = {}) => {
  const clock = stillClock();
  const { run } = providerLink('maker/model', { clock, ...options });
  return { clock, run };
};

const call = { tokens: 100 };

const status = (
  statusCode: number | undefined,
  responseHeaders: Record<string, string> = {},
  cause?: unknown,
) =>
  new APICallError({
    message: 'secret words of a customer',
    url: 'http://maker',
    requestBodyValues: {},
    ...(statusCode === undefined ? {} : { statusCode }),
    responseHeaders,
    isRetryable: statusCode === undefined || statusCode === 429 || statusCode >= 500,
    cause,
  });

/** Fails as told, then succeeds; `tried` says how often. */
function failing(...errors: readonly unknown[]) {
  let tried = 0;
  return {
    tried: () => tried,
    async attempt() {
      const error = errors[tried];
      tried += 1;
      if (error !== undefined) throw error;
      return 'done';
    },
  };
}

describe('a call that failed', () => {
  test('is tried again, after waits that double, half of each by chance', async () => {
    const { run, clock } = open({ attempts: 4 });
    const { attempt, tried } = failing(status(500), status(503), status(undefined));
    expect(await run(call, attempt)).toBe('done');
    expect(tried()).toBe(4);
    expect(clock.waits).toEqual([500, 1000, 2000]);
    const lucky = stillClock({ random: 0 });
    await providerLink('m', { clock: lucky }).run(call, failing(status(500)).attempt);
    expect(lucky.waits).toEqual([250]);
  });

  test('waits as long as the provider asks, and so do all others', async () => {
    for (const [headers, wait] of [
      [{ 'retry-after': '7' }, 7000],
      [{ 'retry-after-ms': '120.5', 'retry-after': '7' }, 120.5],
    ] as const) {
      const { run, clock } = open();
      await run(call, failing(status(429, headers)).attempt);
      expect(clock.waits).toEqual([wait]);
    }
    const { run, clock } = open();
    const at: number[] = [];
    const seen = async () => void at.push(clock.now());
    await Promise.all([run(call, failing(status(429, { 'retry-after': '7' })).attempt), run(call, seen)]);
    await run(call, seen);
    expect(at.at(-1)).toBe(7000);
  });

  test('is not waited for when the provider asks for too long; the error says how long', async () => {
    const { run, clock } = open();
    const { attempt } = failing(status(429, { 'retry-after': '3600' }));
    await expect(run(call, attempt)).rejects.toMatchObject({
      code: 'model-failed',
      retryable: true,
      context: { retryAfterMs: 3_600_000 },
    });
    expect(clock.waits).toEqual([]);
  });

  test.each([
    ['an error of the request', status(400)],
    ['a wrong key', status(401)],
    ['a missing key', new LoadAPIKeyError({ message: 'no key' })],
  ])('is not tried again: %s', async (_name, error) => {
    const { run } = open();
    const { attempt, tried } = failing(error);
    await expect(run(call, attempt)).rejects.toMatchObject({ code: 'model-failed', retryable: false });
    expect(tried()).toBe(1);
  });

  test('an error of our own passes as it is, at once', async () => {
    const { run } = open();
    const own = new TicketAIError('budget-exhausted', { message: 'No.' });
    const { attempt, tried } = failing(own);
    await expect(run(call, attempt)).rejects.toBe(own);
    expect(tried()).toBe(1);
  });

  test('says what to do, and nothing of what was sent', async () => {
    const { run } = open();
    const error: unknown = await run(call, failing(status(401)).attempt).catch((caught: unknown) => caught);
    expect(String(error)).toContain(
      'maker/model could not be asked: HTTP 401: the API key is missing or wrong',
    );
    expect(`${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain('secret words');
  });
});

describe('a signal', () => {
  test('ends the wait between attempts, and stays an abort', async () => {
    const stop = new AbortController();
    const { run } = open({ clock: { ...stillClock(), wait: (_, signal) => untilAborted(signal) } });
    const running = run({ ...call, abortSignal: stop.signal }, failing(status(500)).attempt);
    setTimeout(() => stop.abort(), 1);
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });

  test('ends the wait in line without holding up those behind', async () => {
    const { run } = open({ concurrency: 1 });
    const stop = new AbortController();
    const first = Promise.withResolvers<string>();
    const running = run(call, () => first.promise);
    const waiting = run({ ...call, abortSignal: stop.signal }, async () => 'never');
    const behind = run(call, async () => 'behind');
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    first.resolve('first');
    expect([await running, await behind]).toEqual(['first', 'behind']);
  });
});

describe('the limits', () => {
  test('so many calls at a time, in the order they came', async () => {
    const { run } = open({ concurrency: 3 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = async (number: number) => {
      running += 1;
      most = Math.max(most, running);
      order.push(number);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, (_, number) => run(call, () => work(number))));
    expect(most).toBe(3);
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });

  /** When each of so many calls was made. */
  async function times(options: ProviderLinkOptions, tokens: readonly number[]): Promise<number[]> {
    const clock: StillClock = stillClock();
    const link = providerLink('m', { clock, ...options });
    const at: number[] = [];
    await Promise.all(tokens.map((each) => link.run({ tokens: each }, async () => at.push(clock.now()))));
    return at;
  }

  test('so many requests in any minute', async () => {
    expect(await times({ requestsPerMinute: 2 }, [1, 1, 1, 1, 1])).toEqual([0, 0, 60_000, 60_000, 120_000]);
  });

  test('so many tokens in any minute; a call that is greater goes alone', async () => {
    expect(await times({ tokensPerMinute: 100 }, [60, 40, 10, 500, 1])).toEqual([
      0, 0, 60_000, 120_000, 180_000,
    ]);
  });
});

describe('the circuit breaker', () => {
  const down = () => failing(...Array.from({ length: 9 }, () => status(500)));

  test('opens after failures in a row, closes after a trial that succeeds', async () => {
    const { run, clock } = open({ attempts: 1, breaker: { failures: 3, openMs: 10_000 } });
    const { attempt, tried } = down();
    for (let times = 0; times < 3; times += 1) await run(call, attempt).catch(() => undefined);
    await expect(run(call, attempt)).rejects.toMatchObject({
      code: 'model-failed',
      retryable: true,
      context: { reason: 'circuit-open', retryAfterMs: 10_000 },
    });
    expect(tried()).toBe(3);
    clock.advance(10_000);
    await expect(run(call, attempt)).rejects.toMatchObject({ context: { reason: 'HTTP 500' } });
    await expect(run(call, attempt)).rejects.toMatchObject({ context: { reason: 'circuit-open' } });
    expect(tried()).toBe(4);
    clock.advance(10_000);
    expect(await run(call, async () => 'back')).toBe('back');
    expect(await run(call, async () => 'back')).toBe('back');
  });

  test('lets one call try, and no other while it does', async () => {
    const { run, clock } = open({ attempts: 1, breaker: { failures: 1, openMs: 10_000 } });
    await run(call, down().attempt).catch(() => undefined);
    clock.advance(10_000);
    const trial = Promise.withResolvers<string>();
    const trying = run(call, () => trial.promise);
    await expect(run(call, async () => 'too early')).rejects.toMatchObject({
      context: { reason: 'circuit-open' },
    });
    trial.resolve('back');
    expect(await trying).toBe('back');
    expect(await run(call, async () => 'open to all')).toBe('open to all');
  });

  test('does not count what says nothing about the provider: refused requests, limits, aborts', async () => {
    const { run } = open({ attempts: 1, breaker: { failures: 1 } });
    for (const error of [status(400), status(429), new TicketAIError('conflict', { message: '' })])
      await run(call, failing(error).attempt).catch(() => undefined);
    expect(await run(call, async () => 'closed')).toBe('closed');
  });
});

async function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  throw new TicketAIError('aborted', { message: 'Stopped on request.' });
}
