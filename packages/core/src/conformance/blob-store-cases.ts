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

/** A stream of these parts; breaks off at the end when it is to. */
function streamOf(parts: readonly Uint8Array[], breaksOff = false): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const part = parts[at];
      at += 1;
      if (part !== undefined) controller.enqueue(part);
      else if (breaksOff) controller.error(new Error('the sender is gone'));
      else controller.close();
    },
  });
}

/** More than one part of an upload in parts, and no part like another. */
function manyBytes(): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: 24 }, (_, part) =>
    Uint8Array.from({ length: 262_144 + part }, (_, at) => (at * 31 + part) & 255),
  );
}

/** `links`: gives URLs that open a blob. */
export type BlobStoreCapability = 'links';

/** What every blob store promises. */
export const blobStoreCases: readonly ConformanceCase<BlobStore, BlobStoreCapability>[] = [
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
    name: 'lists sizes',
    async run(store, world) {
      const key = folderOf(world);
      await put(store, key, 'five!');
      const infos: unknown[] = [];
      for await (const info of store.list(key)) infos.push(info);
      assert.deepEqual(infos, [{ key, size: 5 }]);
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
          Promise.resolve().then(() => store.open(key)),
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
    name: 'takes a stream and gives one back, byte by byte the same',
    async run(store, world) {
      const key = `${folderOf(world)}/big`;
      const parts = manyBytes();
      await store.put({ key, bytes: streamOf(parts), mediaType: 'application/zip' });
      const expected = await new Blob(parts).bytes();
      const blob = await store.open(key);
      assert.deepEqual([blob?.size, blob?.mediaType], [expected.length, 'application/zip']);
      const given = await new Response(blob?.stream).bytes();
      assert.ok(given.length === expected.length && given.every((byte, at) => byte === expected[at]));
      assert.equal((await store.get(key))?.bytes.length, expected.length);
      assert.equal(await store.open(`${key}/none`), undefined);
    },
  },
  {
    name: 'a stream may be empty, and may be left before its end',
    async run(store, world) {
      const key = folderOf(world);
      await store.put({ key, bytes: streamOf([]), mediaType: 'text/plain' });
      assert.equal((await store.get(key))?.bytes.length, 0);
      await store.put({ key, bytes: streamOf(manyBytes()), mediaType: 'text/plain' });
      await (await store.open(key))?.stream.cancel();
      assert.equal(await store.delete(key), true);
    },
  },
  {
    name: 'stores nothing of a stream that breaks off, and keeps what was there',
    async run(store, world) {
      const [fresh, kept] = [`${folderOf(world)}/fresh`, `${folderOf(world)}/kept`];
      await put(store, kept, 'the old text');
      for (const parts of [[bytesOf('begin')], manyBytes()])
        for (const key of [fresh, kept])
          await assert.rejects(
            store.put({ key, bytes: streamOf(parts, true), mediaType: 'text/plain' }),
            'a broken stream was stored',
          );
      assert.ok((await store.get(fresh)) === undefined, 'the begin of a broken stream was stored');
      assert.ok((await textOf(store, kept)) === 'the old text', 'what was there was lost');
    },
  },
  {
    name: 'a link opens the blob and no other, until it expires',
    requires: ['links'],
    async run(store, world) {
      assert.ok(store.link !== undefined, 'the case needs `link`');
      const folder = folderOf(world);
      await put(store, `${folder}/a`, 'shown');
      await put(store, `${folder}/b`, 'hidden');
      const link = await store.link(`${folder}/a`, { expiresInMs: 60_000, fileName: 'Größe "1".txt' });
      const response = await fetch(link);
      assert.deepEqual([response.status, await response.text()], [200, 'shown']);
      const disposition = response.headers.get('content-disposition') ?? '';
      assert.match(disposition, /^attachment;.*filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22\.txt/);
      const other = await fetch(link.replace(`${folder}/a`, `${folder}/b`));
      assert.equal(other.status, 403, 'the link of one blob opened another one');
      await other.body?.cancel();
      await rejectsWith('invalid-input', store.link(`${folder}/a`, { expiresInMs: 8 * 86_400_000 }));
      await rejectsWith('invalid-input', store.link('../a', { expiresInMs: 60_000 }));
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
