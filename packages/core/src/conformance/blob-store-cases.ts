import assert from 'node:assert/strict';
import type { BlobStore } from '../storage/blob-store.ts';
import { rejectsWith } from './rejects-with.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const put = (store: BlobStore, key: string, text = key) =>
  store.put({ key, bytes: bytesOf(text), mediaType: 'text/plain' });
const textOf = async (store: BlobStore, key: string) =>
  new TextDecoder().decode((await store.get(key))?.bytes);
const folderOf = (world: World) => world.generateId();

async function keysOf(store: BlobStore, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

const badKeys = [
  '',
  '.',
  '..',
  '../up',
  'a/../b',
  'a/./b',
  '/absolute',
  'a//b',
  'a/',
  'a\\b',
  'C:\\x',
  'a b',
  'a\0b',
  'ä',
  '%2e%2e/up',
  'a:b',
  '~',
  'x'.repeat(2000),
  'a\n',
];

/** What every blob store promises. */
export const blobStoreCases: readonly ConformanceCase<BlobStore>[] = [
  {
    name: 'gives back bytes and media type',
    async run(store, world) {
      const key = `${folderOf(world)}/original.pdf`;
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
      await store.put({ key, bytes, mediaType: 'application/pdf' });
      const blob = await store.get(key);
      assert.equal(blob?.mediaType, 'application/pdf');
      assert.deepEqual(Array.from(blob?.bytes ?? []), Array.from(bytes));
    },
  },
  {
    name: 'keeps empty blobs',
    async run(store, world) {
      const key = folderOf(world);
      await put(store, key, '');
      assert.equal((await store.get(key))?.bytes.length, 0);
    },
  },
  {
    name: 'gives nothing for an unknown key, or for the beginning of one',
    async run(store, world) {
      const folder = folderOf(world);
      await put(store, `${folder}/a/b`);
      assert.equal(await store.get(`${folder}/a`), undefined);
      assert.equal(await store.get(`${folder}/a/b/c`), undefined);
      assert.equal(await store.get(`${folder}/x`), undefined);
    },
  },
  {
    name: 'replaces what was there, media type included',
    async run(store, world) {
      const key = folderOf(world);
      await put(store, key, 'a much longer text than the next one');
      await store.put({ key, bytes: bytesOf('short'), mediaType: 'text/html' });
      assert.deepEqual([await textOf(store, key), (await store.get(key))?.mediaType], ['short', 'text/html']);
    },
  },
  {
    name: 'a key may be the beginning of another one',
    async run(store, world) {
      const folder = folderOf(world);
      await put(store, `${folder}/a`, 'short');
      await put(store, `${folder}/a/b`, 'long');
      assert.deepEqual(
        [await textOf(store, `${folder}/a`), await textOf(store, `${folder}/a/b`)],
        ['short', 'long'],
      );
    },
  },
  {
    name: 'deletes one blob and no other, and says whether it was there',
    async run(store, world) {
      const folder = folderOf(world);
      for (const key of ['a', 'a/b', 'ab']) await put(store, `${folder}/${key}`);
      assert.deepEqual(
        [
          await store.delete(`${folder}/a`),
          await store.delete(`${folder}/a`),
          await store.delete(`${folder}/unknown`),
        ],
        [true, false, false],
      );
      assert.deepEqual(await keysOf(store, folder), [`${folder}/a/b`, `${folder}/ab`]);
    },
  },
  {
    name: 'lists by prefix, in the order of the keys',
    async run(store, world) {
      const folder = folderOf(world);
      const keys = ['b', 'a-1', 'a.x', 'a/z', 'a/b/c', 'aa', 'A', 'a'].map((key) => `${folder}/${key}`);
      for (const key of keys) await put(store, key);
      assert.deepEqual(await keysOf(store, `${folder}/`), [...keys].sort());
      assert.deepEqual(await keysOf(store, `${folder}/a/`), [`${folder}/a/b/c`, `${folder}/a/z`]);
      assert.deepEqual(
        await keysOf(store, `${folder}/a`),
        [...keys].filter((key) => key.startsWith(`${folder}/a`)).sort(),
      );
      assert.deepEqual(await keysOf(store, `${folder}/none`), []);
    },
  },
  {
    name: 'lists size and media type',
    async run(store, world) {
      const key = folderOf(world);
      await put(store, key, 'five!');
      const infos: unknown[] = [];
      for await (const info of store.list(key)) infos.push(info);
      assert.deepEqual(infos, [{ key, size: 5, mediaType: 'text/plain' }]);
    },
  },
  {
    name: 'refuses every key that is not plain segments',
    async run(store) {
      for (const key of badKeys) {
        await rejectsWith(
          'invalid-input',
          Promise.resolve().then(() => put(store, key)),
        );
        await rejectsWith(
          'invalid-input',
          Promise.resolve().then(() => store.get(key)),
        );
        await rejectsWith(
          'invalid-input',
          Promise.resolve().then(() => store.delete(key)),
        );
      }
    },
  },
  {
    name: 'refuses to list outside',
    async run(store) {
      for (const prefix of ['../', '/', 'a/../', 'a/..', '..\\', 'a//', '/etc', 'a\0'])
        await rejectsWith('invalid-input', keysOf(store, prefix));
    },
  },
  {
    name: 'changing what was handed in or out changes nothing stored',
    async run(store, world) {
      const key = folderOf(world);
      const bytes = bytesOf('kept');
      await store.put({ key, bytes, mediaType: 'text/plain' });
      bytes.fill(0);
      (await store.get(key))?.bytes.fill(0);
      assert.equal(await textOf(store, key), 'kept');
    },
  },
  {
    name: 'a reader sees the old or the new bytes, never a mix',
    async run(store, world) {
      const key = folderOf(world);
      const versions = ['a', 'b'].map((letter) => letter.repeat(200_000));
      await put(store, key, versions[0]);
      let writing = true;
      const writer = (async () => {
        for (let round = 0; round < 10; round += 1) await put(store, key, versions[round % 2]);
        writing = false;
      })();
      while (writing) {
        const text = await textOf(store, key);
        assert.ok(versions.includes(text), `a mix of ${text.length} bytes`);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      await writer;
    },
  },
  {
    name: 'writes nothing when told to stop before it begins',
    async run(store, world) {
      const key = folderOf(world);
      const stopped = Promise.resolve().then(() =>
        store.put({ key, bytes: bytesOf('x'), mediaType: 'text/plain', abortSignal: AbortSignal.abort() }),
      );
      await rejectsWith('aborted', stopped);
      assert.equal(await store.get(key), undefined);
    },
  },
];
