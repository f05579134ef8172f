import path from 'node:path';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { sqliteStore, sqliteVectors } from '@ticket-ai/adapters/sqlite';
import {
  type BlobStore,
  type JobQueue,
  memoryBlobs,
  memoryRateLimiter,
  memoryStore,
  type RateLimiter,
  type Store,
  TicketAIError,
  type TicketAIOptions,
  type VectorStore,
} from '@ticket-ai/core';
import type { Config } from './config.ts';

/** Adapters of what is outside of this process, as the configuration names them. */
export interface Services {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly queue?: JobQueue;
  readonly vectors?: VectorStore;
}

/** A person at a terminal hears soon that a folder is locked; a server waits longer. */
const lockWaitMs = { inline: 10_000, workers: 30_000 };

/** Opens what records, files, wake-ups and vectors are kept in. An adapter is loaded when it is named: its library need not be there else. */
export async function openServices(
  config: Config,
  { work = 'inline', now, generateId }: Pick<TicketAIOptions, 'work' | 'now' | 'generateId'>,
): Promise<Services> {
  const clock = {
    ...(now === undefined ? {} : { now }),
    ...(generateId === undefined ? {} : { generateId }),
  };
  if (config.store === 'memory') return { store: memoryStore(clock), blobs: memoryBlobs() };
  const { storeUrl, queueUrl, vectorsUrl, blobsUrl } = config.services;
  const waitMs = lockWaitMs[work];
  const store =
    storeUrl === undefined
      ? sqliteStore({ path: databasePath(config.dataFolder), waitMs, ...clock })
      : (await load(() => import('@ticket-ai/adapters/mysql'), 'kysely mysql2')).mysqlStore({
          url: storeUrl,
          waitMs,
          ...clock,
        });
  return {
    store,
    blobs:
      blobsUrl === undefined ? filesystemBlobs({ folder: blobFolder(config) }) : await openBucket(blobsUrl),
    ...(queueUrl === undefined
      ? {}
      : {
          queue: (await load(() => import('@ticket-ai/adapters/redis'), 'ioredis bullmq')).redisQueue({
            url: queueUrl,
          }),
        }),
    vectors:
      vectorsUrl === undefined
        ? sqliteVectors({ path: vectorsPath(config.dataFolder) })
        : (await load(() => import('@ticket-ai/adapters/chroma'), 'chromadb')).chromaVectors({
            url: vectorsUrl,
          }),
  };
}

/** The SQLite file of a data folder. */
export function databasePath(dataFolder: string): string {
  return path.join(dataFolder, 'ticket-ai.db');
}

/** The file of vectors in a data folder; it may be deleted, and is filled anew from the records. */
export function vectorsPath(dataFolder: string): string {
  return path.join(dataFolder, 'vectors.db');
}

/** Where a data folder keeps files. */
export function blobFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return path.join(dataFolder, 'blobs');
}

/** `s3://bucket/folder?region=eu-central-1&endpoint=http://127.0.0.1:9000`; the credentials are found by the AWS SDK. */
async function openBucket(url: string): Promise<BlobStore> {
  const { hostname, pathname, searchParams } = new URL(url);
  const { s3Blobs } = await load(
    () => import('@ticket-ai/adapters/s3'),
    '@aws-sdk/client-s3 @aws-sdk/lib-storage @aws-sdk/s3-request-presigner',
  );
  const folder = pathname.replace(/^\/|\/$/g, '');
  const [region, endpoint] = [searchParams.get('region'), searchParams.get('endpoint')];
  return s3Blobs({
    bucket: hostname,
    ...(folder === '' ? {} : { folder }),
    ...(region === null ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint }),
  });
}

/** Counts requests where the queue is, so that all servers count together; without Redis, each for itself. */
export async function openRateLimiter({ store, services: { queueUrl } }: Config): Promise<RateLimiter> {
  if (store === 'memory' || queueUrl === undefined) return memoryRateLimiter();
  const { redisRateLimiter } = await load(() => import('@ticket-ai/adapters/redis'), 'ioredis bullmq');
  return redisRateLimiter({ url: queueUrl });
}

async function load<Module>(importModule: () => Promise<Module>, packages: string): Promise<Module> {
  try {
    return await importModule();
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new TicketAIError('missing-setting', {
      message: `What the configuration names needs a library that is not installed: npm install ${packages}`,
      context: { packages },
      cause: error,
    });
  }
}
