import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import {
  type BlobInfo,
  type BlobStore,
  checkBlobPrefix,
  type OpenBlob,
  throwIfAborted,
} from '@ticket-ai/core';
import { decodeHeader, encodeHeader, headerBytes } from './blob-file.ts';
import { pathOf, segmentOf, unfinishedFolder } from './blob-paths.ts';
import { filesystemError, isMissing, symbolicLink } from './filesystem-errors.ts';
import { makeFolders } from './make-folders.ts';

/** Settings of {@link filesystemBlobs}. */
export interface FilesystemBlobsOptions {
  /** Created when it is missing. Several processes may use one folder. */
  readonly folder: string;
}

/** Blobs as files in a folder. A file appears under its name only when it is complete and on the disk. */
export function filesystemBlobs({ folder }: FilesystemBlobsOptions): BlobStore {
  const root = resolve(folder);
  return {
    async put({ key, bytes, mediaType, abortSignal }) {
      throwIfAborted(abortSignal);
      const path = pathOf(root, key);
      await translated(root, async () => {
        await makeFolders(root, path.folder, join(root, unfinishedFolder));
        await writeFile(root, path, parts(encodeHeader(mediaType), bytes, abortSignal));
      });
    },
    async get(key) {
      const { file } = pathOf(root, key);
      return translated(root, () => whenThere(root, file, readBlob));
    },
    async open(key) {
      const { file } = pathOf(root, key);
      return translated(root, () => openBlob(root, file));
    },
    async delete(key) {
      const { file } = pathOf(root, key);
      const deleted = await translated(root, () =>
        whenThere(root, file, async () => {
          await rm(file);
          return true;
        }),
      );
      return deleted ?? false;
    },
    async *list(prefix) {
      checkBlobPrefix(prefix);
      const slash = prefix.lastIndexOf('/') + 1;
      const keys = await translated(root, () =>
        listKeys(join(root, prefix.slice(0, slash)), prefix.slice(0, slash), prefix),
      );
      for (const key of keys.sort()) {
        const info = await translated(root, () =>
          whenThere(root, pathOf(root, key).file, (handle) => readInfo(handle, key)),
        );
        // Deleted since the folder was read, or not one of ours.
        if (info !== undefined) yield info;
      }
    },
    close: async () => {},
  };
}

async function translated<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw filesystemError(error, root);
  }
}

/** The folder itself may be reached through links; below it there must be none. */
async function refuseLinks(root: string, path: string): Promise<void> {
  const expected = join(await realpath(root), path.slice(root.length));
  const real = await realpath(path).catch((error) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (real !== undefined && real !== expected) throw symbolicLink(path);
}

async function writeFile(
  root: string,
  path: { readonly folder: string; readonly file: string },
  parts: AsyncIterable<Uint8Array>,
): Promise<void> {
  const unfinished = join(root, unfinishedFolder, crypto.randomUUID());
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      for await (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path.file);
    await syncFolder(path.folder);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Makes the new name survive a power cut, where the system can do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

async function* parts(
  header: Uint8Array,
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  abortSignal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  yield header;
  if (bytes instanceof Uint8Array) yield bytes;
  else
    for await (const part of bytes) {
      throwIfAborted(abortSignal);
      yield part;
    }
}

/** A file to read, to be closed; nothing when there is none. */
async function openFile(root: string, file: string): Promise<FileHandle | undefined> {
  try {
    await refuseLinks(root, file);
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Opens a file and does something with it; nothing when there is none. */
async function whenThere<Result>(
  root: string,
  file: string,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result | undefined> {
  const handle = await openFile(root, file);
  try {
    return handle && (await work(handle));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

/** The file stays open until the stream ends: who replaces or deletes it meanwhile does not disturb the reader. */
async function openBlob(root: string, file: string): Promise<OpenBlob | undefined> {
  const handle = await openFile(root, file);
  const found = await (handle && readHeader(handle))?.catch(async (error: unknown) => {
    await handle?.close();
    throw error;
  });
  if (handle === undefined || found === undefined) {
    await handle?.close();
    return undefined;
  }
  const { mediaType, offset, size } = found;
  const stream = Readable.toWeb(handle.createReadStream({ start: offset })) as ReadableStream<Uint8Array>;
  return { stream, size, mediaType };
}

async function readBlob(handle: FileHandle) {
  const content = await handle.readFile();
  const header = decodeHeader(content.subarray(0, headerBytes));
  return header === undefined
    ? undefined
    : { bytes: new Uint8Array(content.subarray(header.offset)), mediaType: header.mediaType };
}

async function readInfo(handle: FileHandle, key: string): Promise<BlobInfo | undefined> {
  const header = await readHeader(handle);
  return header && { key, size: header.size };
}

/** The media type, where the bytes begin, and how many they are. */
async function readHeader(handle: FileHandle) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  const header = decodeHeader(buffer.subarray(0, bytesRead));
  return header && { ...header, size: (await handle.stat()).size - header.offset };
}

/** Keys below a folder, `start` being the folder's part of them. Links and foreign files are passed over. */
async function listKeys(folder: string, start: string, prefix: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const keys = await Promise.all(
    entries.map(async (entry) => {
      if (entry.isDirectory() && entry.name !== unfinishedFolder) {
        const below = `${start}${entry.name}/`;
        return below.startsWith(prefix) || prefix.startsWith(below)
          ? listKeys(join(folder, entry.name), below, prefix)
          : [];
      }
      const segment = entry.isFile() ? segmentOf(entry.name) : undefined;
      return segment !== undefined && `${start}${segment}`.startsWith(prefix) ? [`${start}${segment}`] : [];
    }),
  );
  return keys.flat();
}
