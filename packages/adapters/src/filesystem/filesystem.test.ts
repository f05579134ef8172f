import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BlobStore } from '@ticket-ai/core';
import { blobStoreCases, rejectsWith, runConformance } from '@ticket-ai/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesystemBlobs } from './filesystem-blob-store.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ticket-ai-blobs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = (blobs: BlobStore, key: string, text = 'text') =>
  blobs.put({ key, bytes: new TextEncoder().encode(text), mediaType: 'text/plain' });

async function keysOf(blobs: BlobStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list('')) keys.push(key);
  return keys;
}

describe('filesystemBlobs', () => {
  runConformance(it, blobStoreCases, {
    create: ({ generateId }) => filesystemBlobs({ folder: join(folder, generateId()) }),
    destroy: (blobs) => blobs.close(),
  });

  it('refuses to follow symbolic links, in folders and files', async () => {
    const own = join(folder, 'links');
    const outside = join(folder, 'outside');
    await mkdir(join(own, 'real'), { recursive: true });
    await mkdir(outside);
    await writeFile(join(outside, 'secret~blob'), '{"mediaType":"text/plain"}\nsecret');
    await symlink(outside, join(own, 'linked'));
    await symlink(join(outside, 'secret~blob'), join(own, 'real', 'file~blob'));
    const blobs = filesystemBlobs({ folder: own });
    for (const key of ['linked/secret', 'real/file']) {
      expect((await rejectsWith('adapter-failed', blobs.get(key))).context.reason).toBe('symbolic-link');
      await rejectsWith('adapter-failed', blobs.delete(key));
    }
    await rejectsWith('adapter-failed', put(blobs, 'linked/new'));
    await rejectsWith('adapter-failed', put(blobs, 'linked/deeper/new'));
    expect(await keysOf(blobs)).toEqual([]);
    expect(await readdir(outside)).toEqual(['secret~blob']);
  });

  it('may itself lie behind a link', async () => {
    await mkdir(join(folder, 'disk'));
    await symlink(join(folder, 'disk'), join(folder, 'data'));
    const blobs = filesystemBlobs({ folder: join(folder, 'data') });
    await put(blobs, 'a/b');
    expect(await keysOf(blobs)).toEqual(['a/b']);
  });

  it('passes over files that it did not write', async () => {
    const own = join(folder, 'foreign');
    const blobs = filesystemBlobs({ folder: own });
    await put(blobs, 'mine');
    await writeFile(join(own, 'notes.txt'), 'x');
    await writeFile(join(own, 'broken~blob'), 'no header');
    expect(await keysOf(blobs)).toEqual(['mine']);
    expect(await blobs.get('broken')).toBeUndefined();
  });

  it('says what to do when it cannot write', async () => {
    const error = await rejectsWith(
      'adapter-failed',
      put(filesystemBlobs({ folder: '/proc/ticket-ai' }), 'a'),
    );
    expect(error.message).toContain('/proc/ticket-ai');
  });

  it.runIf(process.platform === 'linux')('leaves nothing half-written when the disk is full', async () => {
    const own = join(folder, 'full');
    const script = `
      import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
      process.on('SIGXFSZ', () => {});
      const blobs = filesystemBlobs({ folder: ${JSON.stringify(own)} });
      const put = (size) => blobs.put({ key: 'a', bytes: new Uint8Array(size).fill(65), mediaType: 'text/plain' });
      await put(10);
      const error = await put(1e6).catch((error) => error);
      console.log(JSON.stringify({ code: error.code, reason: error.context?.reason, isOutage: error.isOutage, size: (await blobs.get('a')).bytes.length }));
    `;
    const { stdout } = await promisify(execFile)('prlimit', [
      '--fsize=100000',
      process.execPath,
      '--conditions=@ticket-ai/source',
      '--input-type=module',
      '-e',
      script,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      code: 'adapter-failed',
      reason: 'disk-full',
      isOutage: true,
      size: 10,
    });
    expect(await readdir(join(own, '~unfinished'))).toEqual([]);
  });
});
