import type { EmbeddingModel, LanguageModel } from 'ai';
import type { AnswerGenerator } from './answer/answer-generator.ts';
import { extractiveAnswerGenerator } from './answer/extractive-answer-generator.ts';
import { modelAnswerGenerator } from './answer/model-answer-generator.ts';
import type { ArticleGenerator } from './article/article-generator.ts';
import { extractiveArticleGenerator } from './article/extractive-article-generator.ts';
import { modelArticleGenerator } from './article/model-article-generator.ts';
import type { Parts, Progress } from './context.ts';
import { type ChunkOptions, readChunking } from './document/chunk-document.ts';
import type { DocumentParser } from './document/document-parser.ts';
import { markdownParser } from './document/markdown-parser.ts';
import { textParser } from './document/text-parser.ts';
import { TicketAIError } from './errors.ts';
import type { EventListener } from './events.ts';
import { type GenerateId, ulidGenerator, type WorkspaceId } from './ids.ts';
import type { Clusterer } from './intent/clusterer.ts';
import { lexicalClusterer } from './intent/lexical-clusterer.ts';
import { type MatchingPolicy, matchingPolicy } from './intent/matching-policy.ts';
import { modelClusterer } from './intent/model-clusterer.ts';
import type { ModelDryRun } from './model/dry-run.ts';
import { type EmbeddingClient, embeddingClient } from './model/embedding-client.ts';
import type { Budget } from './model/ledger.ts';
import { type ModelClient, modelClient } from './model/model-client.ts';
import type { ModelPrice } from './model/price.ts';
import type { ProviderLinkOptions } from './model/provider-link.ts';
import { type RecentEmbeddings, recentEmbeddings } from './model/recent-embeddings.ts';
import type { Actor } from './record.ts';
import type { JobQueue } from './runtime/job-queue.ts';
import { memoryJobQueue } from './runtime/memory/memory-job-queue.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import type { Notifier } from './runtime/notifier.ts';
import type { Store } from './runtime/store.ts';
import { denseChannel } from './search/dense-channel.ts';
import { fusionRetriever } from './search/fusion-retriever.ts';
import { keywordChannel } from './search/keyword-channel.ts';
import type { KeywordIndex } from './search/keyword-index.ts';
import { memoryKeywordIndex } from './search/memory-keyword-index.ts';
import { repliesChannel } from './search/replies-channel.ts';
import type { RetrievalChannel } from './search/retrieval-channel.ts';
import type { Retriever } from './search/retriever.ts';
import type { BlobStore } from './storage/blob-store.ts';
import { memoryBlobs } from './storage/memory/memory-blob-store.ts';
import { memoryVectors } from './storage/memory/memory-vector-store.ts';
import type { VectorStore } from './storage/vector-store.ts';
import { modelTaxonomy } from './taxonomy/model-taxonomy.ts';
import type { Taxonomy } from './taxonomy/taxonomy.ts';
import { inlineParallel, type Parallel } from './text/parallel.ts';
import type { TicketReader } from './ticket/ticket-reader.ts';

/** Every plug of Ticket AI. All are optional: what is left out runs in memory, offline and deterministic. */
export interface TicketAIOptions {
  /** The records. Default: memory. */
  readonly store?: Store;
  /** Original files and exports. Default: memory. */
  readonly blobs?: BlobStore;
  /** Embeddings of documents, to search by meaning; used where there is an `embeddingModel`. Default: memory. */
  readonly vectors?: VectorStore;
  /** Wakes workers. Default: inside this process. */
  readonly queue?: JobQueue;
  /** Default: BM25 in memory, kept up to date from the store's events. */
  readonly keywordIndex?: KeywordIndex;
  /** Ways of finding besides the keyword index and the vectors; what each finds is fused. Default: none. */
  readonly retrievalChannels?: readonly RetrievalChannel[];
  /** Replaces retrieval as a whole. Default: the fusion of the keyword index, the vectors and `retrievalChannels`. */
  readonly retriever?: Retriever;
  /** Any language model of the AI SDK. Default: none; everything works without. */
  readonly model?: LanguageModel;
  /** What the model charges. Without it, calls and tokens are counted but no money. */
  readonly modelPrice?: ModelPrice;
  /** How the provider may be called: calls at a time and per minute, attempts. Default: 4 at a time, 4 attempts. */
  readonly modelLimits?: ProviderLinkOptions;
  /** Any embedding model of the AI SDK: one more view of what tickets have in common, and one more way to find documents. Default: none. */
  readonly embeddingModel?: EmbeddingModel;
  /** Makes another embedding model of the same provider by its name, at the same price: `index.build` tries one beside the running one. */
  readonly embeddingModelNamed?: (name: string) => EmbeddingModel;
  /** US dollars per million tokens. Without it, calls and tokens are counted but no money. */
  readonly embeddingPrice?: number;
  /**
   * What models may cost. Default: no bounds.
   * @throws `missing-setting` for a bound in dollars on a model without price: its money is not counted
   */
  readonly budget?: Budget;
  /** Models are not asked: what they would be asked is counted in it, and what they would have told stays unknown. */
  readonly dryRun?: ModelDryRun;
  /** Default: `modelClusterer()` where there is a model, else `lexicalClusterer()`, which needs none. */
  readonly clusterer?: Clusterer;
  /** How often automatic matches may be wrong, and how that is watched. Default: 5 %, every twentieth match audited. */
  readonly matching?: Partial<MatchingPolicy>;
  /** Default: built by the model, if there is one; else curated starter packs. */
  readonly taxonomy?: Taxonomy;
  /** Default: `modelArticleGenerator()` where there is a model, else extractive: every sentence is an agent's or a document's. */
  readonly articleGenerator?: ArticleGenerator;
  /** Default: `modelAnswerGenerator()` where there is a model, else extractive: every sentence is a document's. */
  readonly answerGenerator?: AnswerGenerator;
  /**
   * Sizes of passages in tokens, per collection. Default 350, at most 512, 50 repeated where a paragraph is split. They hold for what is added from
   * now on; `documents.rechunk()` cuts the rest. @throws `invalid-input` for sizes that do not fit together
   */
  readonly chunking?: { readonly documents?: ChunkOptions; readonly articles?: ChunkOptions };
  /** Added before the built-in ones for Markdown and plain text. */
  readonly documentParsers?: readonly DocumentParser[];
  /** File formats that can be imported. Default: none; arrays of tickets need no reader. */
  readonly ticketReaders?: readonly TicketReader[];
  /** Where heavy computation runs. Default: this thread. */
  readonly parallel?: Parallel;
  /** Tells people of drafts that wait for a review, of alerts and of work that is held up. Default: nobody is told. */
  readonly notifier?: Notifier;
  /** The workspace to work in; made when it does not exist. Default: `default`, UTC. */
  readonly workspace?: { readonly id: string; readonly name?: string; readonly timeZone?: string };
  /** In whose name. Default: the person `local`. */
  readonly actor?: Actor;
  /**
   * `inline` (default): each call also does the work that follows from it, and throws when that fails. `workers`: calls return when their
   * own part is done; the rest is done by `startWorker()`, here or in other processes.
   */
  readonly work?: 'inline' | 'workers';
  /** Epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: ULIDs of `now`. */
  readonly generateId?: GenerateId;
  /** Hears every event after its commit; what it throws is ignored. */
  readonly onEvent?: EventListener;
  /** Hears how long work goes on. */
  readonly onProgress?: (progress: Progress) => void;
  /** How long a dead worker's job stays untouched. Default 30,000. */
  readonly leaseMs?: number;
  /** How long a job that is done can still be looked at, in milliseconds from when it was made. Default 30 days. Dead jobs stay. */
  readonly keepJobsMs?: number;
}

/** The options with every default filled in. */
export interface Plugs extends Parts {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly workspace: { readonly id: WorkspaceId; readonly name: string; readonly timeZone: string };
  readonly actor: Actor;
  readonly work: 'inline' | 'workers';
  readonly onEvent?: EventListener;
  readonly leaseMs: number;
  /** One for all contexts: the provider's limits are the process's, not those of one call. */
  readonly modelClient?: ModelClient;
  readonly embeddingClient?: EmbeddingClient;
  /** Others of its provider; the same one for the same name. */
  readonly embeddingClientNamed?: (name: string) => EmbeddingClient;
  readonly recentEmbeddings: RecentEmbeddings;
  readonly dryRun?: ModelDryRun;
  readonly budget?: Budget;
}

/** Fills in the defaults: the whole product with nothing but this process. */
export function fillIn(options: TicketAIOptions): Plugs {
  const now = options.now ?? Date.now;
  const generateId = options.generateId ?? ulidGenerator(now, Math.random);
  const keywordIndex = options.keywordIndex ?? memoryKeywordIndex();
  const vectors = options.vectors ?? memoryVectors();
  const workspace = options.workspace ?? { id: 'default' };
  const work = options.work ?? 'inline';
  return {
    store: options.store ?? memoryStore({ now, generateId }),
    blobs: options.blobs ?? memoryBlobs(),
    vectors,
    queue: options.queue ?? memoryJobQueue(),
    keywordIndex,
    retriever:
      options.retriever ??
      fusionRetriever({
        channels: [
          keywordChannel({ keywordIndex }),
          repliesChannel({ keywordIndex }),
          denseChannel({ vectors }),
          ...(options.retrievalChannels ?? []),
        ],
      }),
    clusterer: options.clusterer ?? (options.model === undefined ? lexicalClusterer() : modelClusterer()),
    matching: matchingPolicy(options.matching, { isAwaited: work === 'inline' }),
    taxonomy: options.taxonomy ?? modelTaxonomy(),
    articleGenerator:
      options.articleGenerator ??
      (options.model === undefined ? extractiveArticleGenerator() : modelArticleGenerator()),
    answerGenerator:
      options.answerGenerator ??
      (options.model === undefined ? extractiveAnswerGenerator() : modelAnswerGenerator()),
    documentParsers: [...(options.documentParsers ?? []), markdownParser(), textParser()],
    chunking: readChunking(options.chunking),
    ticketReaders: options.ticketReaders ?? [],
    parallel: options.parallel ?? inlineParallel(),
    workspace: {
      id: workspace.id as WorkspaceId,
      name: workspace.name ?? workspace.id,
      timeZone: workspace.timeZone ?? 'UTC',
    },
    actor: options.actor ?? { kind: 'person', id: 'local' },
    work,
    now,
    generateId,
    ...(options.notifier === undefined ? {} : { notifier: options.notifier }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    leaseMs: options.leaseMs ?? 30_000,
    keepJobsMs: options.keepJobsMs ?? 30 * 86_400_000,
    ...clientsOf(options),
    recentEmbeddings: recentEmbeddings(),
    ...(options.dryRun === undefined ? {} : { dryRun: options.dryRun }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
  };
}

function clientsOf({
  model,
  modelPrice,
  embeddingModel,
  embeddingModelNamed,
  embeddingPrice,
  modelLimits,
  budget = {},
}: TicketAIOptions): Pick<Plugs, 'modelClient' | 'embeddingClient' | 'embeddingClientNamed'> {
  const isMoneyBounded = Object.values(budget).some(({ usd }) => usd !== undefined);
  if (isMoneyBounded) {
    if (model !== undefined && modelPrice === undefined) throw missingPrice('modelPrice');
    if (embeddingModel !== undefined && embeddingPrice === undefined) throw missingPrice('embeddingPrice');
  }
  const embeddingClientOf = (wanted: EmbeddingModel): EmbeddingClient =>
    embeddingClient({
      ...modelLimits,
      model: wanted,
      ...(embeddingPrice === undefined ? {} : { price: embeddingPrice }),
    });
  return {
    ...(model === undefined
      ? {}
      : { modelClient: modelClient({ ...modelLimits, model, ...(modelPrice && { price: modelPrice }) }) }),
    ...(embeddingModel === undefined ? {} : { embeddingClient: embeddingClientOf(embeddingModel) }),
    ...(embeddingModelNamed === undefined
      ? {}
      : { embeddingClientNamed: remembered((name) => embeddingClientOf(embeddingModelNamed(name))) }),
  };
}

/** One client per model: the provider's limits are kept to by all that share it. */
function remembered<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}

function missingPrice(option: string): TicketAIError {
  return new TicketAIError('missing-setting', {
    message: `The budget has a bound in dollars, but \`${option}\` is missing: without it no money is counted, and the bound would never hold.`,
    context: { option },
  });
}
