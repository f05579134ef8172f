import { expect, it } from 'vitest';
import { recentEmbeddings } from './recent-embeddings.ts';

const vector = (value: number) => Float32Array.of(value);

it('forgets what was not asked for the longest', async () => {
  const cache = recentEmbeddings(2).of('a');
  await cache.keep('m', new Map([['one', vector(1)]]));
  await cache.keep('m', new Map([['two', vector(2)]]));
  await cache.find('m', ['one']);
  await cache.keep('m', new Map([['three', vector(3)]]));
  expect([...(await cache.find('m', ['one', 'two', 'three'])).keys()]).toEqual(['one', 'three']);
});

it('keeps workspaces and models apart', async () => {
  const recent = recentEmbeddings();
  await recent.of('a').keep('m', new Map([['hash', vector(1)]]));
  expect((await recent.of('b').find('m', ['hash'])).size).toBe(0);
  expect((await recent.of('a').find('n', ['hash'])).size).toBe(0);
  expect((await recent.of('a').find('m', ['hash'])).size).toBe(1);
});
