import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import type { MysqlServer } from '@ticket-ai/adapters/mysql';
import type { RedisServer } from '@ticket-ai/adapters/redis';
import { type SlackNotifier, slackNotifier, slackReviews } from '@ticket-ai/adapters/slack';
import { sqliteStore, sqliteVectors } from '@ticket-ai/adapters/sqlite';
import {
  type AuthVerifier,
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
  type WorkspaceId,
} from '@ticket-ai/core';
import * as z from 'zod';
import type { Config } from './config.ts';
import { roleOf } from './identity-settings.ts';
import { given } from './model-settings.ts';
import type { SlackDesk } from './routes/slack.ts';

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
  const { storeUrl, queueUrl, vectorsUrl } = config.services;
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
    blobs: await openBlobs(config),
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

/** Where original files are kept: in the data folder, or in a bucket. */
export async function openBlobs({
  dataFolder,
  services: { blobsUrl, azureConnection },
}: Pick<Config, 'dataFolder' | 'services'>): Promise<BlobStore> {
  return blobsUrl === undefined
    ? filesystemBlobs({ folder: blobFolder({ dataFolder }) })
    : openBucket(blobsUrl, azureConnection);
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

/**
 * `s3://bucket/folder?region=eu-central-1&endpoint=http://127.0.0.1:9000`; the credentials are found by the AWS SDK. Or
 * `azure://container/folder`, with the connection string of the account.
 */
async function openBucket(url: string, azureConnection = ''): Promise<BlobStore> {
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const folder = pathname.replace(/^\/|\/$/g, '');
  if (protocol === 'azure:') {
    const { azureBlobs } = await load(() => import('@ticket-ai/adapters/azure-blob'), '@azure/storage-blob');
    return azureBlobs({ container: { connectionString: azureConnection, name: hostname }, folder });
  }
  const { s3Blobs } = await load(
    () => import('@ticket-ai/adapters/s3'),
    '@aws-sdk/client-s3 @aws-sdk/lib-storage @aws-sdk/s3-request-presigner',
  );
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

/** Which database server the records are in. */
export async function describeStoreServer({ services: { storeUrl = '' } }: Config): Promise<MysqlServer> {
  const { describeMysql } = await load(() => import('@ticket-ai/adapters/mysql'), 'kysely mysql2');
  return describeMysql({ url: storeUrl });
}

/** Which Redis wakes the workers. */
export async function describeQueueServer({ services: { queueUrl = '' } }: Config): Promise<RedisServer> {
  const { describeRedis } = await load(() => import('@ticket-ai/adapters/redis'), 'ioredis bullmq');
  return describeRedis({ url: queueUrl });
}

/** People whom somebody else signs in; `undefined` where the configuration names nobody. */
export async function openIdentity({
  identity,
  workspace,
}: Pick<Config, 'identity' | 'workspace'>): Promise<(AuthVerifier & { close(): Promise<void> }) | undefined> {
  if (identity === undefined) return undefined;
  const { projectId, members, accountFile } = identity;
  const { firebaseAuth } = await load(() => import('@ticket-ai/adapters/firebase'), 'firebase-admin');
  return firebaseAuth({
    projectId,
    async principalOf({ uid, email }) {
      const role = email === undefined ? undefined : roleOf(members, email);
      if (role === undefined) return undefined;
      const actor = { kind: 'person', id: `firebase:${uid}` } as const;
      return { actor, workspaceId: workspace as WorkspaceId, role, groups: [] };
    },
    ...(accountFile === undefined ? {} : { serviceAccount: await readAccount(accountFile) }),
  });
}

/** Who is told of drafts and alerts; `undefined`: nobody. Buttons are offered where a server can answer them. */
export function openNotifier({
  slack,
  publicUrl,
}: Pick<Config, 'slack' | 'publicUrl'>): SlackNotifier | undefined {
  if (slack === undefined) return undefined;
  const { token, channel, url, reviews } = slack;
  return slackNotifier({
    token,
    channel,
    canReview: reviews !== undefined,
    ...given({ url, siteUrl: publicUrl }),
  });
}

/** Who answers the buttons in Slack; `undefined` where the configuration names nobody who may press them. */
export function openSlackDesk({ slack }: Pick<Config, 'slack'>): SlackDesk | undefined {
  if (slack?.reviews === undefined) return undefined;
  const { signingSecret, reviewers } = slack.reviews;
  return {
    reviews: slackReviews({ token: slack.token, signingSecret, ...given({ url: slack.url }) }),
    reviewers,
  };
}

const accountSchema = z.object({ client_email: z.string(), private_key: z.string() });

/** Never with what is in the file: it is a secret. */
async function readAccount(
  file: string,
): Promise<{ readonly clientEmail: string; readonly privateKey: string }> {
  try {
    const account = accountSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return { clientEmail: account.client_email, privateKey: account.private_key };
  } catch {
    throw new TicketAIError('invalid-input', {
      message: `${file} (TICKET_AI_FIREBASE_ACCOUNT) cannot be read as the JSON file of a service account. Download it anew from the Firebase console.`,
      context: { file },
    });
  }
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
