import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { csvDocumentParser, csvTicketReader } from '@ticket-ai/adapters/csv';
import { docxDocumentParser } from '@ticket-ai/adapters/docx';
import { htmlDocumentParser } from '@ticket-ai/adapters/html';
import { jsonlTicketReader } from '@ticket-ai/adapters/jsonl';
import { openaiEmbeddingModel, openaiLanguageModel } from '@ticket-ai/adapters/openai';
import { unpdfDocumentParser } from '@ticket-ai/adapters/unpdf';
import {
  type BlobStore,
  createTicketAI,
  type DocumentParser,
  markdownParser,
  type Store,
  type TicketAI,
  type TicketAIOptions,
  type TicketReader,
  textParser,
} from '@ticket-ai/core';
import { guardDocumentParsers, workerPool } from '@ticket-ai/core/node';
import type { Config } from './config.ts';
import { blobFolder, databasePath, openNotifier, openServices, vectorsPath } from './services.ts';

export { databasePath };

/** Ticket AI with its adapters, ready to be used and to be closed. */
export interface Composition {
  readonly desk: TicketAI;
  /** The records of `desk`; people and keys of the server are in it. */
  readonly store: Store;
  /** Original files, layouts of maps, exports. */
  readonly blobs: BlobStore;
  /** One line per plug point: what is plugged in. */
  readonly plugs: readonly { readonly plug: string; readonly adapter: string }[];
  close(): Promise<void>;
}

/** What a caller sets besides the configuration. */
export type ComposeOptions = Pick<
  TicketAIOptions,
  'work' | 'onProgress' | 'onEvent' | 'now' | 'generateId' | 'actor' | 'dryRun'
>;

/** The readers of ticket files: CSV in its dialects, JSON lines. */
export function ticketReaders(): readonly TicketReader[] {
  return [csvTicketReader(), jsonlTicketReader()];
}

/** The parsers of documents. Files come from anywhere: all are read in guarded processes, which end when the desk closes. */
export function documentParsers(): readonly DocumentParser[] {
  return guardDocumentParsers([
    unpdfDocumentParser(),
    docxDocumentParser(),
    csvDocumentParser(),
    htmlDocumentParser(),
    markdownParser(),
    textParser(),
  ]);
}

/** Turns a configuration into a running Ticket AI. Makes the data folder when it is not there. */
export async function compose(config: Config, options: ComposeOptions = {}): Promise<Composition> {
  if (config.store !== 'memory') makeDataFolder(config.dataFolder);
  const services = await openServices(config, options);
  const { store, blobs } = services;
  const notifier = openNotifier(config);
  const pool =
    config.threads === 0 ? undefined : workerPool({ size: Math.min(config.threads, availableParallelism()) });
  const desk = createTicketAI({
    ...options,
    ...services,
    ...(pool === undefined ? {} : { parallel: pool }),
    ...(notifier === undefined ? {} : { notifier }),
    ticketReaders: ticketReaders(),
    documentParsers: documentParsers(),
    chunking: config.chunking,
    ...modelParts(config),
    matching: {
      targetError: config.matchError,
      ...(options.work === 'workers' ? { batchWaitMs: config.matchWaitMs } : {}),
    },
    workspace: { id: config.workspace, timeZone: config.timeZone },
    leaseMs: config.leaseMs,
    keepJobsMs: config.keepJobsMs,
  });
  return {
    desk,
    store,
    blobs,
    plugs: describePlugs(config),
    async close() {
      await desk.close();
      await pool?.close();
      await notifier?.close();
    },
  };
}

/** The models of the configuration, and the parts that ask them. */
function modelParts({ model, budget }: Config): TicketAIOptions {
  if (model === undefined) return {};
  const { languageModel, languageModelPrice, embeddingModel, embeddingPrice, limits, ...endpoint } = model;
  return {
    budget,
    modelLimits: limits,
    ...(languageModel === undefined
      ? {}
      : { model: openaiLanguageModel({ ...endpoint, model: languageModel }) }),
    ...(languageModelPrice === undefined ? {} : { modelPrice: languageModelPrice }),
    ...(embeddingModel === undefined
      ? {}
      : {
          embeddingModel: openaiEmbeddingModel({ ...endpoint, model: embeddingModel }),
          embeddingModelNamed: (name: string) => openaiEmbeddingModel({ ...endpoint, model: name }),
        }),
    ...(embeddingPrice === undefined ? {} : { embeddingPrice: embeddingPrice.input }),
  };
}

/** It holds customers' texts: for its owner only, and never in a commit. */
export function makeDataFolder(folder: string): void {
  const created = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (created === undefined) return;
  chmodSync(folder, 0o700);
  writeFileSync(path.join(folder, '.gitignore'), '*\n');
}

function describePlugs(config: Config): Composition['plugs'] {
  const { store, threads, model } = config;
  // In memory, nothing outside of this process is used.
  const services = store === 'memory' ? {} : config.services;
  return [
    { plug: 'records', adapter: describeStore(config) },
    {
      plug: 'files',
      adapter: store === 'memory' ? 'memory' : (hostOf(services.blobsUrl) ?? blobFolder(config)),
    },
    { plug: 'wake-ups', adapter: named('Redis', services.queueUrl) ?? 'this process' },
    { plug: 'vectors', adapter: describeVectors(config) },
    {
      plug: 'intents',
      adapter:
        model?.languageModel === undefined
          ? 'lexical clusterer (no model)'
          : 'clusterer with a language model',
    },
    { plug: 'taxonomy', adapter: 'starter packs' },
    {
      plug: 'search',
      adapter: `BM25 in memory${model?.embeddingModel === undefined ? '' : ', and vectors'}`,
    },
    { plug: 'articles', adapter: 'extractive (no model)' },
    {
      plug: 'answers',
      adapter: model?.languageModel === undefined ? 'extractive (no model)' : 'language model',
    },
    { plug: 'model', adapter: describeModel(model) },
    {
      plug: 'notices',
      adapter: config.slack === undefined ? 'none' : `Slack, channel ${config.slack.channel}`,
    },
    { plug: 'computing', adapter: threads === 0 ? 'main thread' : `up to ${threads} worker threads` },
  ];
}

/** Never who may use it. */
export function describeStore({ store, dataFolder, services }: Config): string {
  if (store === 'memory') return 'memory';
  return named('MySQL or MariaDB', services.storeUrl) ?? `SQLite (${databasePath(dataFolder)})`;
}

function describeVectors({ store, dataFolder, services, model }: Config): string {
  if (model?.embeddingModel === undefined) return 'none (no embedding model)';
  if (store === 'memory') return 'memory';
  return named('Chroma', services.vectorsUrl) ?? `SQLite (${vectorsPath(dataFolder)})`;
}

function named(what: string, url: string | undefined): string | undefined {
  return url === undefined ? undefined : `${what} at ${hostOf(url)}`;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : (URL.parse(url)?.host ?? 'an unknown host');
}

/** Never the key, and of the URL the host only: a gateway's path may hold a token. */
export function describeModel(model: Config['model']): string {
  if (model === undefined) return 'none (nothing leaves this machine)';
  const names = [model.languageModel, model.embeddingModel].filter((name) => name !== undefined);
  const key = model.apiKey === undefined ? 'no key' : 'with a key';
  return `${names.join(' and ')} at ${URL.parse(model.url)?.host ?? 'an unknown host'}, ${key}`;
}
