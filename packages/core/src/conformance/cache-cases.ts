import assert from 'node:assert/strict';
import type { Cache } from '../storage/cache.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** What some caches can do: `injected-clock`: entries expire by the world's clock. */
export type CacheCapability = 'injected-clock';

/** What every cache promises. It may forget at any time, but must not remember what is wrong. */
export const cacheCases: readonly ConformanceCase<Cache, CacheCapability>[] = [
  {
    name: 'gives back what was set last',
    async run(cache, world) {
      const key = `workspace:${world.generateId()}`;
      assert.equal(await cache.get(key), undefined);
      await cache.set(key, 'first');
      await cache.set(key, 'second ü 𝄞');
      assert.equal(await cache.get(key), 'second ü 𝄞');
    },
  },
  {
    name: 'tells an empty value from none',
    async run(cache, world) {
      const key = world.generateId();
      await cache.set(key, '');
      assert.equal(await cache.get(key), '');
    },
  },
  {
    name: 'keeps keys apart',
    async run(cache, world) {
      const key = world.generateId();
      await cache.set(key, 'one');
      await cache.set(`${key}:2`, 'two');
      await cache.set('__proto__', 'three');
      assert.deepEqual(
        [await cache.get(key), await cache.get(`${key}:2`), await cache.get('constructor')],
        ['one', 'two', undefined],
      );
    },
  },
  {
    name: 'forgets what was deleted, and nothing else',
    async run(cache, world) {
      const [key, kept] = [world.generateId(), world.generateId()];
      await cache.set(key, 'one');
      await cache.set(kept, 'two');
      await cache.delete(key);
      await cache.delete('unknown');
      assert.deepEqual([await cache.get(key), await cache.get(kept)], [undefined, 'two']);
    },
  },
  {
    name: 'forgets what expired, at its time',
    requires: ['injected-clock'],
    async run(cache, world) {
      const [key, kept] = [world.generateId(), world.generateId()];
      await cache.set(key, 'one', { expiresInMs: 1000 });
      await cache.set(kept, 'two');
      world.advance(999);
      assert.equal(await cache.get(key), 'one');
      world.advance(1);
      assert.deepEqual([await cache.get(key), await cache.get(kept)], [undefined, 'two']);
    },
  },
  {
    name: 'setting again begins a new time',
    requires: ['injected-clock'],
    async run(cache, world) {
      const key = world.generateId();
      await cache.set(key, 'one', { expiresInMs: 1000 });
      await cache.set(key, 'two');
      world.advance(5000);
      assert.equal(await cache.get(key), 'two');
    },
  },
];
