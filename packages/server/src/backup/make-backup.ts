import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { snapshotSqlite } from '@ticket-ai/adapters/sqlite';
import { type BlobStore, TicketAIError } from '@ticket-ai/core';
import type { Config } from '../config.ts';
import { blobFolder, databasePath, openBlobs } from '../services.ts';
import { inspectDatabase } from './inspect-database.ts';
import { describeFile, type Manifest, manifestFile, renderManifest } from './manifest.ts';
import { namedBlobs } from './named-blobs.ts';
import { refuseServer } from './refuse-server.ts';

/** Rows that live for hours only, and would let somebody in or answer for somebody. */
const leftOut = ['session', 'idempotency_key'];
/** A blob that the records name may be deleted before it is copied: then both are copied anew, so often. */
const attempts = 3;

/**
 * Makes a backup of a data folder in a new folder, laid out like a data folder and a manifest. Servers and workers may go on: the records are
 * as they were at one moment, with the files they name. The folder has its name only when all of it is on the disk.
 * @throws `conflict` when the folder exists, `invalid-input` for records on a server, `adapter-failed`
 */
export async function makeBackup(
  config: Config,
  folder: string,
  { version, now = Date.now }: { readonly version: string; readonly now?: () => number },
): Promise<Manifest> {
  refuseServer(config);
  if (existsSync(folder))
    throw new TicketAIError('conflict', {
      message: `${folder} exists already, and a backup replaces nothing. Name another folder.`,
      context: { folder },
    });
  await mkdir(path.dirname(path.resolve(folder)), { recursive: true });
  const unfinished = await mkdtemp(`${path.resolve(folder)}.unfinished-`);
  const blobs = await openBlobs(config);
  try {
    const missing = await copyAll(config, blobs, unfinished);
    const manifest = await describe(unfinished, { ticketAi: version, createdAt: now(), missing });
    await writeDurably(path.join(unfinished, manifestFile), renderManifest(manifest));
    await syncFolder(unfinished);
    await rename(unfinished, folder);
    await syncFolder(path.dirname(path.resolve(folder)));
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await blobs.close();
  }
}

/** Gives the keys of blobs that are not there, however often it is tried. */
async function copyAll({ dataFolder }: Config, blobs: BlobStore, to: string): Promise<readonly string[]> {
  const database = databasePath(to);
  const copies = filesystemBlobs({ folder: blobFolder({ dataFolder: to }) });
  for (let attempt = 1; ; attempt += 1) {
    // The records first: a file is always stored before the record that names it.
    snapshotSqlite({ path: databasePath(dataFolder), to: database, leaveOut: leftOut });
    const named = namedBlobs(database);
    const copied = await copyBlobs(blobs, copies, named);
    const missing = named.required.filter((key) => !copied.has(key));
    if (missing.length === 0 || attempt === attempts) return missing;
    await rm(blobFolder({ dataFolder: to }), { recursive: true, force: true });
    await rm(database);
  }
}

/** Copies the blobs that some records name. Gives the keys. */
export async function copyBlobs(
  from: BlobStore,
  to: BlobStore,
  { prefixes, has }: { readonly prefixes: readonly string[]; has(key: string): boolean },
): Promise<ReadonlySet<string>> {
  const copied = new Set<string>();
  for (const prefix of prefixes)
    for await (const { key } of from.list(prefix)) {
      if (!has(key)) continue;
      const blob = await from.open(key);
      if (blob === undefined) continue;
      await to.put({ key, bytes: blob.stream, mediaType: blob.mediaType });
      copied.add(key);
    }
  return copied;
}

async function describe(
  folder: string,
  {
    ticketAi,
    createdAt,
    missing,
  }: { readonly ticketAi: string; readonly createdAt: number; readonly missing: readonly string[] },
): Promise<Manifest> {
  const database = databasePath(folder);
  const { migrations, rows } = inspectDatabase(database, ({ all, tables }) => ({
    migrations: all('select name from migration order by name').map(({ name }) => String(name)),
    rows: Object.fromEntries(
      tables.map((table) => [table, Number(all(`select count(*) as rows from "${table}"`)[0]?.rows)]),
    ),
  }));
  const files: Manifest['files'] = [await describeFile(folder, path.basename(database))];
  for (const name of await filesBelow(folder, path.basename(blobFolder({ dataFolder: folder }))))
    files.push(await describeFile(folder, name));
  return {
    format: 1,
    ticketAi,
    createdAt: new Date(createdAt).toISOString(),
    migrations,
    rows,
    leftOut,
    missing: [...missing],
    files,
  };
}

async function filesBelow(folder: string, below: string): Promise<readonly string[]> {
  if (!existsSync(path.join(folder, below))) return [];
  const entries = await readdir(path.join(folder, below), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted();
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes new names in a folder survive a power cut, where the system can do that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
