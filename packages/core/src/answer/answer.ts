import type { AnswerId, ChunkId, DocumentId, DocumentVersionId, TicketId } from '../ids.ts';
import type { Actor, JournalRow, StoredRecord } from '../record.ts';
import type { ChannelState } from '../search/passage.ts';

/** `answered`: all that was asked; `partial`: some of it; `abstained`: the sources do not say. */
export type AnswerStatus = 'answered' | 'partial' | 'abstained';

/** A verified place in a source. */
export interface Citation {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  /** The document's source: file name, URL, or `article:<id>`. */
  readonly source: string;
  readonly title: string;
  readonly page: number;
  /** UTF-16 offsets in the version's text. */
  readonly start: number;
  readonly end: number;
  /** Exactly the text between `start` and `end`. */
  readonly quote: string;
}

/** A sentence that is shown, with at least one verified citation. */
export interface AnswerSentence {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Places in other documents that say otherwise of the same thing. Code cannot know who is right: show both. */
  readonly contradictedBy?: readonly Citation[];
}

/** An answer to a question or a ticket. */
export interface Answer extends StoredRecord {
  readonly id: AnswerId;
  readonly ticketId?: TicketId;
  readonly question: string;
  readonly status: AnswerStatus;
  readonly sentences: readonly AnswerSentence[];
  /** 0 to 1. */
  readonly confidence: number;
  /** What the sources do not say, in words. */
  readonly missing: readonly string[];
  readonly channels: ChannelState;
  readonly generator: string;
  readonly createdAt: number;
  readonly createdBy: Actor;
}

/** Something that became of a suggested reply. Rows are added, never changed: the newest one tells where it stands. */
export interface Feedback extends JournalRow {
  readonly id: string;
  readonly answerId: AnswerId;
  /** `sent`: as it is; `edited`: with changes; `reopened`: it was sent, and the ticket came back. */
  readonly verdict: 'sent' | 'edited' | 'rejected' | 'reopened';
  /** Why; erased with the ticket. */
  readonly note?: string;
  /** Of an edited one: the share of its words that were changed, 0 to 1. What was sent instead is not kept. */
  readonly distance?: number;
  readonly at: number;
  readonly actor: Actor;
}
