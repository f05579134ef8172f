import type { AnswerGenerator } from './answer/answer-generator.ts';
import type { ArticleGenerator } from './article/article-generator.ts';
import type { Chunking } from './document/chunk-document.ts';
import type { DocumentParser } from './document/document-parser.ts';
import type { TicketAIEvent } from './events.ts';
import type { DocumentId, GenerateId, JobId, WorkspaceId } from './ids.ts';
import type { Clusterer } from './intent/clusterer.ts';
import type { MatchingPolicy } from './intent/matching-policy.ts';
import type { Embeddings } from './model/embeddings.ts';
import type { Models } from './model/models.ts';
import type { Actor } from './record.ts';
import type { Notifier } from './runtime/notifier.ts';
import type { Transaction, WorkspaceStore } from './runtime/store.ts';
import type { BesideRole } from './search/embedding-choice.ts';
import type { KeywordIndex } from './search/keyword-index.ts';
import type { SearchOptions, SearchResult } from './search/passage.ts';
import type { Retriever } from './search/retriever.ts';
import type { BlobStore } from './storage/blob-store.ts';
import type { VectorStore } from './storage/vector-store.ts';
import type { Taxonomy } from './taxonomy/taxonomy.ts';
import type { Parallel } from './text/parallel.ts';
import type { TicketReader } from './ticket/ticket-reader.ts';

/** What is being done, for progress displays. */
export interface Progress {
  /** The stage, e.g. `import`, `discover`, `index`. */
  readonly stage: string;
  readonly step?: string;
  readonly done: number;
  /** Absent while unknown. */
  readonly total?: number;
}

/** Which workflow, and what it is about. */
export interface WorkflowOptions {
  readonly name: string;
  /** Raise it when the steps change. A run that an earlier version began is refused with `invalid-transition`: its journal does not fit. */
  readonly version: number;
  /** The record it works on; one unfinished run per name and subject. A finished one is not run again, unless an edition is given. */
  readonly subject: string;
  /**
   * What the run is made from, for work that is done again and again on one subject: an unfinished run of the same edition (and version) goes
   * on, one of another is given up, because what it did rests on what no longer holds. A finished run is followed by a new one.
   */
  readonly edition?: string;
}

/** The steps of one workflow run. */
export interface Workflow {
  /** Does a step once: its writes and its journal row are one transaction. Given back from the journal when it was done before. */
  step<Output>(
    name: string,
    work: () => Promise<{
      readonly output: Output;
      readonly write?: (transaction: Transaction) => Promise<void>;
    }>,
  ): Promise<Output>;
  /** The last step: its writes, the end of the run and the end of the job are one transaction. */
  finish<Output>(write: (transaction: Transaction) => Promise<Output>): Promise<Output>;
  /** Stops until it is run again, for what `waitingFor` says; the steps so far stay done. Ends the job, as `finish` does. */
  pause<Output>(waitingFor: string, write: (transaction: Transaction) => Promise<Output>): Promise<Output>;
}

/** The exchangeable parts that stages use, the clock and the source of ids. */
export interface Parts {
  readonly blobs: BlobStore;
  readonly vectors: VectorStore;
  readonly keywordIndex: KeywordIndex;
  readonly retriever: Retriever;
  readonly clusterer: Clusterer;
  /** How sure automatic matches must be. */
  readonly matching: MatchingPolicy;
  readonly taxonomy: Taxonomy;
  readonly articleGenerator: ArticleGenerator;
  readonly answerGenerator: AnswerGenerator;
  readonly documentParsers: readonly DocumentParser[];
  /** Sizes of passages, per collection. */
  readonly chunking: Chunking;
  readonly ticketReaders: readonly TicketReader[];
  readonly parallel: Parallel;
  /** Absent: nobody is told. */
  readonly notifier?: Notifier;
  /** How long a job that is done is kept, in milliseconds. */
  readonly keepJobsMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly generateId: GenerateId;
  readonly onProgress?: (progress: Progress) => void;
}

/** An embedding model as the search uses it. */
export interface SearchEmbeddings {
  /** For the texts of one document: what was paid for them is kept as long as it. */
  readonly documentEmbeddings: (documentId: DocumentId) => Embeddings;
  /** For what is asked: remembered for a while, and not kept. */
  readonly questionEmbeddings: Embeddings;
}

/** One whose vectors are kept beside. */
export interface EmbeddingsBeside extends SearchEmbeddings {
  readonly role: BesideRole;
}

/** What every stage stands on: one workspace, one actor, the parts. Made by the pipeline; stages keep nothing else. */
export interface Context extends Parts {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly store: WorkspaceStore;
  readonly abortSignal?: AbortSignal;
  /** Inside a job: which one. */
  readonly jobId?: JobId;
  /** The models of the workspace; absent when none is plugged in, or when they shall not be asked. */
  readonly models?: Models;
  /** The embedding model of the workspace; absent when none is plugged in. */
  readonly embeddings?: Embeddings;
  /** The same for the texts of one document: what was paid for them is kept as long as it. */
  readonly documentEmbeddings?: (documentId: DocumentId) => Embeddings;
  /** The same for what is asked: remembered for a while, and not kept. */
  readonly questionEmbeddings?: Embeddings;
  /** Name of the embedding model that the configuration names: another one may be searched with. */
  readonly configuredEmbeddings?: string;
  /** Embedding models whose vectors are kept up to date beside those that are searched. */
  readonly beside: readonly EmbeddingsBeside[];
  /** Other embedding models of the provider, by name; absent where none can be made. */
  readonly embeddingsNamed?: (name: string) => SearchEmbeddings;
  /** Searches the documents and articles of the workspace: the search stage, which other stages reach through here only. */
  search(options: SearchOptions): Promise<SearchResult>;
  /**
   * Runs a transaction; inside a job, fenced by the job's lease: a worker that lost its lease commits nothing. `final` finishes the job in
   * the same transaction: give it to the last transaction of a stage, so that the stage's effect and the end of its job are one.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly final?: boolean },
  ): Promise<Result>;
  /** Runs long work as journaled steps: after a crash, finished steps are skipped and give their recorded output. */
  runWorkflow(options: WorkflowOptions, work: (workflow: Workflow) => Promise<void>): Promise<void>;
  /** Ends a stage: records what happened, and the jobs that follow from it, in the stage's own transaction. */
  commit(transaction: Transaction, events: readonly TicketAIEvent[]): Promise<void>;
}
