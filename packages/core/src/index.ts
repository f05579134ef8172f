// The story.

export type * from './answer/answer.ts';
export type * from './answer/answer-generator.ts';
export type { OutcomeCounts } from './answer/count-outcomes.ts';
export { extractiveAnswerGenerator } from './answer/extractive-answer-generator.ts';
export type { Reply } from './answer/list-replies.ts';
// With a language model.
export { type ModelAnswerGeneratorOptions, modelAnswerGenerator } from './answer/model-answer-generator.ts';
export { replyText } from './answer/outcomes.ts';
export type { Outcome } from './answer/record-outcome.ts';
export type { AnswerPart } from './answer/stream-answer.ts';
export * from './article/article.ts';
export type * from './article/article-generator.ts';
export { type ArticleWords, articleWords } from './article/article-words.ts';
export { pickRevision, type RevisedArticle, type RevisionDiff } from './article/diff-revisions.ts';
export type { ArticleEdit } from './article/edit-article.ts';
export { extractiveArticleGenerator } from './article/extractive-article-generator.ts';
export type { ArticleGap } from './article/list-gaps.ts';
// For whatever shows customers' texts to others.
export {
  type ModelArticleGeneratorOptions,
  modelArticleGenerator,
} from './article/model-article-generator.ts';
export { hidePersonalData } from './article/personal-data.ts';
export { type Quote, readQuote, readQuotes } from './article/read-quote.ts';
export { renderArticle } from './article/render-article.ts';
export type { RestingArticle } from './article/resting-articles.ts';
export { sourceTitles } from './article/source-titles.ts';
export type { Context, Progress, Workflow, WorkflowOptions } from './context.ts';
// For authors of document parsers: canonical text with exact offsets, and results for files that cannot be read.
export type { ChunkOptions } from './document/chunk-document.ts';
export * from './document/decode-text.ts';
export type * from './document/document.ts';
export * from './document/document-parser.ts';
export * from './document/document-text.ts';
export * from './document/list-marker.ts';
export { markdownParser } from './document/markdown-parser.ts';
export { mayRead, type Reader } from './document/may-read.ts';
export * from './document/raised-text.ts';
export { textParser } from './document/text-parser.ts';
// What everything stands on.
export { type ErrorCode, type ErrorDetails, errorCodes, TicketAIError, throwIfAborted } from './errors.ts';
export type { EventListener, EventOf, EventRow, EventType, TicketAIEvent } from './events.ts';
export * from './ids.ts';
export { checkInvariants, type Violation } from './intent/check-invariants.ts';
export type * from './intent/clusterer.ts';
export type { DiscoveryRequest } from './intent/discover-intents.ts';
export type * from './intent/intent.ts';
export type { HistoryEntry, Lineage } from './intent/intent-history.ts';
// The built-in parts, which need no key and no service.
export { lexicalClusterer } from './intent/lexical-clusterer.ts';
export { defaultBatchWaitMs, type MatchingPolicy } from './intent/matching-policy.ts';
export { type ModelClustererOptions, modelClusterer } from './intent/model-clusterer.ts';
export type { OpenAudit } from './intent/open-audits.ts';
export type { IntentLoss } from './intent/preview-removal.ts';
export type { IntentDiff, IntentFate, RunCost, RunDiff } from './intent/read-run-diff.ts';
export type { ReclusterRequest } from './intent/recluster-intents.ts';
export type { Certificate } from './intent/risk-control.ts';
export type { WatchRequest } from './intent/watch-intents.ts';
export type { JobName, JobPayloads, JobRequest } from './jobs.ts';
export { type ModelDryRun, modelDryRun } from './model/dry-run.ts';
export {
  type EmbeddingClient,
  type EmbeddingClientOptions,
  embeddingClient,
} from './model/embedding-client.ts';
export type { EmbeddingCache, EmbeddingGround, Embeddings, TextToEmbed } from './model/embeddings.ts';
export { openEmbeddings } from './model/embeddings.ts';
export type { ItemAbout, ItemReply, ItemsRequest, ModelItem, ReplyWords } from './model/generate-items.ts';
export type { ModelRequest } from './model/generate-structured.ts';
export type * from './model/ledger.ts';
export { type ListPrice, listPriceOf, listPrices } from './model/list-prices.ts';
export { type ModelClient, type ModelClientOptions, modelClient } from './model/model-client.ts';
export { type Models, openModels } from './model/models.ts';
export type { ModelGround, ModelQuestion, NamesOf } from './model/paid-reply.ts';
export type { ModelPrice } from './model/price.ts';
export type { ProviderClock } from './model/provider-clock.ts';
export type { ProviderLinkOptions } from './model/provider-link.ts';
export type { TicketAIOptions } from './options.ts';
export { createTicketAI } from './pipeline.ts';
export * from './record.ts';
export type * from './runtime/auth-verifier.ts';
// For authors of store adapters: the parts that every store must do alike.
export * from './runtime/commit-listeners.ts';
export * from './runtime/count-tickets.ts';
export * from './runtime/discard-workflows.ts';
export * from './runtime/erase-texts.ts';
export type * from './runtime/job.ts';
export * from './runtime/job-changes.ts';
export type * from './runtime/job-queue.ts';
export * from './runtime/lock.ts';
// The defaults in memory.
export {
  type MemoryAuthVerifier,
  type MemoryToken,
  memoryAuthVerifier,
} from './runtime/memory/memory-auth-verifier.ts';
export { memoryJobQueue } from './runtime/memory/memory-job-queue.ts';
export {
  type MemoryNotifier,
  type MemoryNotifierOptions,
  memoryNotifier,
} from './runtime/memory/memory-notifier.ts';
export { type MemoryStoreOptions, memoryStore } from './runtime/memory/memory-store.ts';
export * from './runtime/new-rows.ts';
export type * from './runtime/notifier.ts';
export * from './runtime/query-plan.ts';
export type { Usage } from './runtime/read-usage.ts';
export * from './runtime/record-kinds.ts';
export { type RecordLedgerOptions, recordLedger } from './runtime/record-ledger.ts';
export * from './runtime/resolve-aliases.ts';
export * from './runtime/row-values.ts';
export type * from './runtime/store.ts';
export * from './runtime/typed-rows.ts';
export type * from './runtime/workspace.ts';
export type * from './search/chunk-index.ts';
export { denseChannel } from './search/dense-channel.ts';
export type { BesideRole, EmbeddingChoice } from './search/embedding-choice.ts';
export { fusionRetriever } from './search/fusion-retriever.ts';
export { keywordChannel } from './search/keyword-channel.ts';
export type * from './search/keyword-index.ts';
export { memoryKeywordIndex } from './search/memory-keyword-index.ts';
export type * from './search/passage.ts';
export { planSearch, type SearchQuery } from './search/plan-search.ts';
export { repliesChannel } from './search/replies-channel.ts';
export type * from './search/retrieval-channel.ts';
export type * from './search/retriever.ts';
export type { IndexCheck } from './search/verify-index.ts';
export type { WordingHint } from './search/wording-hint.ts';
export * from './storage/blob-key.ts';
export * from './storage/blob-link.ts';
// Ports.
export type * from './storage/blob-store.ts';
export type * from './storage/cache.ts';
export { checkRate } from './storage/count-rate.ts';
export { memoryBlobs } from './storage/memory/memory-blob-store.ts';
export { type MemoryCacheOptions, memoryCache } from './storage/memory/memory-cache.ts';
export { type MemoryRateLimiterOptions, memoryRateLimiter } from './storage/memory/memory-rate-limiter.ts';
export { memoryVectors } from './storage/memory/memory-vector-store.ts';
export type * from './storage/rate-limiter.ts';
export * from './storage/vector-checks.ts';
export type * from './storage/vector-store.ts';
export {
  type AppliedOperations,
  applyOperations,
  type RefusedOperation,
} from './taxonomy/apply-operations.ts';
export type * from './taxonomy/category.ts';
export type { TreeChange } from './taxonomy/compare-trees.ts';
export type { IntentView } from './taxonomy/list-intents.ts';
export type { SuggestionView } from './taxonomy/list-suggestions.ts';
export { type ModelTaxonomyOptions, modelTaxonomy } from './taxonomy/model-taxonomy.ts';
export type { OperationContext, RefusalCode } from './taxonomy/operation-outcome.ts';
export type { PackTree, StarterPack } from './taxonomy/packs/starter-pack.ts';
export { starterPacks } from './taxonomy/packs/starter-packs.ts';
export type { ChangePreview, IntentChange, PreviewedIntent } from './taxonomy/preview-change.ts';
export type { TaxonomyPreview } from './taxonomy/preview-operations.ts';
export type { FiledIntent, TaxonomyNode } from './taxonomy/read-taxonomy.ts';
export { reviewTree, type TreeRemark } from './taxonomy/review-tree.ts';
export { starterPackTaxonomy } from './taxonomy/starter-pack-taxonomy.ts';
export type * from './taxonomy/taxonomy.ts';
export { otherPath } from './taxonomy/taxonomy.ts';
export type * from './taxonomy/taxonomy-change.ts';
export type * from './taxonomy/taxonomy-operation.ts';
export type { OutlineCategory, OutlineIntent, TaxonomyOutline } from './taxonomy/taxonomy-outline.ts';
export { defaultPolicy } from './taxonomy/taxonomy-policy.ts';
export { treeAfter } from './taxonomy/tree-after.ts';
export type { TreeDifference } from './taxonomy/tree-draft.ts';
export { cleanMessage } from './text/clean-message.ts';
export { type DiffPart, diffItems } from './text/diff-items.ts';
export { namesIn, namesOfPerson } from './text/names-in-message.ts';
export { inlineParallel, type Parallel } from './text/parallel.ts';
export { seededRandom } from './text/random.ts';
export type { ImportRequest } from './ticket/import-tickets.ts';
export type { IngestResult } from './ticket/ingest-tickets.ts';
export type { ImportPreview } from './ticket/preview-import.ts';
// Records, in flow order.
export * from './ticket/ticket.ts';
export type { RejectedDraft } from './ticket/ticket-batch.ts';
export * from './ticket/ticket-reader.ts';
export type * from './ticket-ai.ts';
