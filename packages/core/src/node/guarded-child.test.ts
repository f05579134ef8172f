import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GuardedLimits, runGuarded } from './guarded-child.ts';

const module = new URL('./guarded-child.fixture.ts', import.meta.url).href;
const run = (name: string, input: unknown = undefined, limits: GuardedLimits = {}) =>
  runGuarded({ module, function: name, input, limits });

describe('runGuarded', () => {
  it('gives the result of the function, with typed arrays intact on the way in', async () => {
    const result = await run('double', { value: 21, bytes: new Uint8Array(5) });
    expect(result).toMatchObject({ status: 'done', output: { value: 42, bytes: 5 } });
  });

  it('kills a child that eats memory outside the heap', async () => {
    const limit = 150 * 2 ** 20;
    expect(await run('eatMemory', undefined, { maxMemoryBytes: limit })).toEqual({ status: 'memory', limit });
  });

  it('survives a child whose heap runs full', async () => {
    const result = await run('eatHeap', undefined, { maxMemoryBytes: 120 * 2 ** 20 });
    expect(['memory', 'crashed']).toContain(result.status);
  });

  it('kills a child that does not come back', async () => {
    const started = performance.now();
    expect(await run('loopForEver', undefined, { maxMilliseconds: 700 })).toEqual({
      status: 'time',
      limit: 700,
    });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('refuses too large a result', async () => {
    expect(await run('flood', 5000, { maxOutputBytes: 1000 })).toEqual({ status: 'output', limit: 1000 });
  });

  it('reports errors of the function, of a missing function and of a missing module', async () => {
    expect(await run('refuse')).toEqual({ status: 'failed', name: 'RangeError', message: 'not a document' });
    expect(await run('absent')).toMatchObject({ status: 'failed', name: 'TypeError' });
    const missing = await runGuarded({ module: 'file:///nowhere/at-all.js', function: 'x', input: 1 });
    expect(missing.status).toBe('failed');
  });

  it('reports a crash', async () => {
    expect(await run('die')).toEqual({ status: 'crashed', code: null, signal: 'SIGKILL' });
  });

  it('hides the environment and forbids writing files', async () => {
    expect(await run('environment')).toMatchObject({ status: 'done', output: [] });
    const path = join(tmpdir(), `guarded-${process.pid}`);
    expect(await run('write', path)).toMatchObject({ status: 'failed' });
    expect(existsSync(path)).toBe(false);
  });

  it('stops when aborted', async () => {
    const abort = new AbortController();
    const result = runGuarded({ module, function: 'loopForEver', input: 1, abortSignal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 200);
    await expect(result).rejects.toThrow('enough');
  });
});
