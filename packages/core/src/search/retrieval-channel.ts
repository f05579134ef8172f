import type { ChunkId, TicketId } from '../ids.ts';
import type { Embeddings } from '../model/embeddings.ts';
import type { ChunkIndex } from './chunk-index.ts';
import type { SearchFilter } from './passage.ts';
import type { SearchQuery } from './plan-search.ts';

/** What is searched for, and for whom. Made by the search stage: a caller cannot widen it. */
export interface RetrievalRequest {
  /** Workspace and index generation. */
  readonly collection: string;
  readonly query: SearchQuery;
  /** At most so many hits. */
  readonly topK: number;
  /** What may be shown. A channel that knows it of its chunks leaves out the rest; what it lets through is taken out before fusion. */
  readonly filter: SearchFilter;
  /** Tickets that words of the query are from; for masking. */
  readonly ticketIds?: readonly TicketId[];
  /** Words of replies to similar tickets, the most telling first; empty where no ticket was answered. */
  readonly replyWords?: () => Promise<readonly string[]>;
  /** The embedding model of the workspace, on its ledger; absent when none is plugged in. */
  readonly embeddings?: Embeddings;
  readonly abortSignal?: AbortSignal;
}

/** A chunk that a channel proposes. */
export interface ChannelHit {
  readonly chunkId: ChunkId;
  /** Greater is better; comparable only within one channel. */
  readonly score: number;
}

/** PORT. One way of finding chunks: by words, by meaning, by letters. A retriever fuses several. */
export interface RetrievalChannel {
  /** Names it in results, e.g. `keyword`. */
  readonly name: string;
  /** What it searches in, when the search stage has to keep that up to date with the records. */
  readonly index?: ChunkIndex;
  /**
   * At most `topK` hits, each once, best first, without a least score. `undefined` when it cannot take part in this search at all, e.g. because no
   * embedding model is plugged in: then it counts as off. What it throws is reported as degraded; the other channels go on.
   */
  retrieve(request: RetrievalRequest): Promise<readonly ChannelHit[] | undefined>;
}
