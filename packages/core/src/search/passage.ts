import type { Chunk, Document } from '../document/document.ts';
import type { ChunkId, TicketId } from '../ids.ts';

/** What may be searched. Set by code from who asks, never by the question. */
export interface SearchFilter {
  /** Default: both. */
  readonly collections?: readonly ('documents' | 'articles')[];
  /** Groups of the reader; a document with an access list is found only by members of one of its groups. */
  readonly groups?: readonly string[];
}

/** A way of finding, and how it went this time. */
export type ChannelState = Readonly<Record<string, 'ok' | 'degraded' | 'off'>>;

/** A hit before it is checked against the records. */
export interface RetrievedChunk {
  readonly chunkId: ChunkId;
  /** Greater is better; comparable only within one result. */
  readonly score: number;
  /** Rank (from 1) per channel that found it. */
  readonly channels: Readonly<Record<string, number>>;
}

/** A hit that the records confirm: live version, not deleted, readable by who asks. */
export interface Passage {
  readonly chunk: Chunk;
  readonly document: Document;
  readonly score: number;
  readonly channels: Readonly<Record<string, number>>;
}

/** What to search for. */
export interface SearchOptions {
  readonly query: string;
  /** Default 8. */
  readonly topK?: number;
  readonly filter?: SearchFilter;
  /** Tickets that words of the query are from: the names they tell are masked before an embedding model sees it, and their replies are not looked at. */
  readonly ticketIds?: readonly TicketId[];
}

/** What was found, best first. */
export interface SearchResult {
  readonly passages: readonly Passage[];
  readonly channels: ChannelState;
  /**
   * The share of the query's word weight that the workspace's texts know at all, 0 to 1: near 0 means off-topic. Where something was found that who asks
   * may not read, the share of its words that the passages know.
   */
  readonly coverage: number;
}
