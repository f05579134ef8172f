import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { claimSqlite, type SqliteClaim, sqliteStore } from '@ticket-ai/adapters/sqlite';
import { type BlobStore, collectAll, type Store, TicketAIError } from '@ticket-ai/core';
import { makeDataFolder } from '../compose.ts';
import type { Config } from '../config.ts';
import { blobFolder, databasePath, openBlobs, vectorsPath } from '../services.ts';
import { type Aftermath, applyAftermath, type CarriedOver, readAftermath } from './aftermath.ts';
import { isDamaged } from './inspect-database.ts';
import { copyBlobs, syncFolder } from './make-backup.ts';
import { describeFile, type Manifest, readManifest, verifyFiles } from './manifest.ts';
import { type NamedBlobs, namedBlobs } from './named-blobs.ts';
import { refuseServer } from './refuse-server.ts';

/** How to restore. */
export interface RestoreOptions {
  /** The folder of the backup; it is only read. */
  readonly backup: string;
  /** Give up what is in the data folder now. */
  readonly replace: boolean;
  /** Data folders and backups that know what was erased and revoked since, besides the data folder itself. */
  readonly erasedIn: readonly string[];
}

/** What was restored. */
export interface Restored {
  readonly manifest: Manifest;
  readonly carriedOver: CarriedOver;
  /** Where the records that were damaged are now. */
  readonly setAside?: string;
}

/** Where everything is prepared: in the data folder, because only there a rename is one step for certain. */
const workFolder = '.restoring';
const sideFiles = ['-wal', '-shm', '-journal'];

/**
 * Makes a data folder what a backup holds. Everything is checked and prepared beside the present records; one rename at the end puts the new
 * ones in their place, so whoever dies on the way leaves the old records whole, and can begin again.
 * @throws `not-found`, `invalid-input` (no backup, damaged, of a newer version, records on a server), `conflict` (there is data and `replace` is
 * not given, or the folder holds something else), `adapter-failed` (`locked` while a server or worker has the records open)
 */
export async function restoreBackup(config: Config, options: RestoreOptions): Promise<Restored> {
  refuseServer(config);
  const manifest = await readManifest(options.backup);
  await verifyFiles(options.backup, manifest);
  await refuseTarget(config.dataFolder, options.replace);
  const elsewhere = options.erasedIn.map(readElsewhere);
  makeDataFolder(config.dataFolder);
  const work = path.join(config.dataFolder, workFolder);
  const database = databasePath(config.dataFolder);
  const present = claimPresent(database);
  const blobs = await openBlobs(config);
  try {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { mode: 0o700 });
    const carriedOver = await prepareRecords(options.backup, manifest, work, [
      ...(present.isReadable ? [readAftermath(database)] : []),
      ...elsewhere,
    ]);
    const named = namedBlobs(databasePath(work));
    await copyBlobs(filesystemBlobs({ folder: blobFolder({ dataFolder: options.backup }) }), blobs, named);
    const before = present.isReadable ? namedBlobs(database).prefixes : [];
    // They are made anew from the records, whichever these are.
    for (const suffix of ['', ...sideFiles])
      await rm(`${vectorsPath(config.dataFolder)}${suffix}`, { force: true });
    const setAside = present.isReadable ? undefined : await setDamagedAside(database);
    await rename(databasePath(work), database);
    // Not before: whoever opened the old records would write to a file that has no name any more.
    present.claim?.release();
    await syncFolder(config.dataFolder);
    await deleteOthers(blobs, named, before);
    await rm(work, { recursive: true, force: true });
    return { manifest, carriedOver, ...(setAside === undefined ? {} : { setAside }) };
  } finally {
    present.claim?.release();
    await blobs.close();
  }
}

/** What we may find in a data folder. Anything else there means that the folder is somebody else's. */
const ownNames = /^(?:ticket-ai\.db.*|vectors\.db.*|blobs|\.gitignore|\.restoring)$/;

async function refuseTarget(dataFolder: string, replace: boolean): Promise<void> {
  const names = existsSync(dataFolder) ? await readdir(dataFolder) : [];
  const hasRecords = existsSync(databasePath(dataFolder));
  const foreign = hasRecords ? undefined : names.find((name) => !ownNames.test(name));
  if (foreign !== undefined)
    throw new TicketAIError('conflict', {
      message: `${dataFolder} is no data folder: it holds "${foreign}". Name an empty or new one: --data <folder>`,
      context: { dataFolder, reason: 'not-a-data-folder' },
    });
  if (hasRecords && !replace)
    throw new TicketAIError('conflict', {
      message: `${dataFolder} has records already. \`--data <folder>\` restores beside them; \`--replace\` gives them up: make a backup of them first.`,
      context: { dataFolder, reason: 'not-empty' },
    });
}

interface Present {
  readonly claim?: SqliteClaim;
  readonly isReadable: boolean;
}

/** Records that are damaged are what a backup is for: nobody needs to be kept from them, and nothing of them is touched. */
function claimPresent(database: string): Present {
  if (!existsSync(database) || isDamaged(database)) return { isReadable: false };
  return { claim: claimSqlite(database), isReadable: true };
}

/** Copies, checks, migrates: the records as they will be, in one file. */
async function prepareRecords(
  backup: string,
  { files }: Manifest,
  work: string,
  aftermaths: readonly Aftermath[],
): Promise<CarriedOver> {
  const database = databasePath(work);
  const name = path.basename(database);
  await copyFile(databasePath(backup), database);
  if ((await describeFile(work, name)).sha256 !== files.find((file) => file.path === name)?.sha256)
    throw new TicketAIError('adapter-failed', {
      message: `${database} is not what was copied into it. Check the disk.`,
      context: { reason: 'io' },
    });
  const openStore = () => sqliteStore({ path: database });
  const store = openStore();
  try {
    await store.migrate();
    await clearVectors(store);
  } finally {
    await store.close();
  }
  const carriedOver = { tickets: 0, documents: 0, keys: 0, members: 0 };
  for (const aftermath of aftermaths) {
    const found = await applyAftermath(openStore, aftermath);
    for (const what of ['tickets', 'documents', 'keys', 'members'] as const) carriedOver[what] += found[what];
  }
  // One file, whole by itself.
  claimSqlite(database).release();
  return carriedOver;
}

/** The vectors are not in the backup; records that say so have them made anew, from embeddings that were paid for. */
async function clearVectors(store: Store): Promise<void> {
  for (const { id } of await collectAll(store.system.workspaces))
    await store.workspace(id).transaction(async (transaction) => {
      const generations = await collectAll(transaction.generations);
      for (const generation of generations)
        await transaction.generations.update(generation.id, generation.version, {
          position: 0,
          status: 'building',
        });
      if (generations.length > 0)
        await transaction.append({ jobs: [{ name: 'update-vectors', payload: {}, key: 'vectors' }] });
    });
}

function readElsewhere(folder: string): Aftermath {
  const database = databasePath(folder);
  if (!existsSync(database))
    throw new TicketAIError('not-found', {
      message: `${folder} is neither a data folder nor a backup: there is no ${path.basename(database)} in it.`,
      context: { folder },
    });
  return readAftermath(database);
}

/** A side file of other records would be taken for one of the new ones, and spoil them. */
async function setDamagedAside(database: string): Promise<string | undefined> {
  const found = ['', ...sideFiles].filter((suffix) => existsSync(`${database}${suffix}`));
  if (found.length === 0) return undefined;
  const aside = `${database}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of found) await rename(`${database}${suffix}`, `${aside}${suffix}`);
  return aside;
}

/** Files of the records that were given up. */
async function deleteOthers(
  blobs: BlobStore,
  { prefixes, has }: NamedBlobs,
  before: readonly string[],
): Promise<void> {
  for (const prefix of new Set([...prefixes, ...before])) {
    const keys: string[] = [];
    for await (const { key } of blobs.list(prefix)) if (!has(key)) keys.push(key);
    for (const key of keys) await blobs.delete(key);
  }
}
