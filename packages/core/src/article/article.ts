import type {
  ArticleId,
  ChunkId,
  DocumentVersionId,
  IntentId,
  MessageId,
  RevisionId,
  TicketId,
} from '../ids.ts';
import type { Actor, JournalRow, StoredRecord } from '../record.ts';

/** Every state an article can be in. */
export const articleStatuses = [
  'needs-evidence',
  'paused',
  'merge-suggested',
  'merged',
  'in-review',
  'changes-requested',
  'approved',
  'published',
  'rejected',
  'withdrawn',
] as const;

/**
 * Where an article stands. `needs-evidence`: too little is known to write one. `paused`: the model's budget is used up; drafting goes on where
 * it stopped. `merge-suggested`: another article says the same; a person merges them, or approves it as one of its own. `merged`: it went up
 * in another one.
 */
export type ArticleStatus = (typeof articleStatuses)[number];

/** A place in a source that supports a sentence: an agent's message or a passage of a document. A span, not a copy. */
export type EvidenceSpan =
  | {
      readonly kind: 'reply';
      readonly ticketId: TicketId;
      readonly messageId: MessageId;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'passage';
      readonly versionId: DocumentVersionId;
      readonly chunkId: ChunkId;
      readonly start: number;
      readonly end: number;
      readonly page: number;
    };

/** The parts of an article, in reading order. */
export type ArticleSectionKey = 'symptoms' | 'cause' | 'steps' | 'notes' | 'sources';

/** One sentence, and what proves it. */
export interface ArticleSentence {
  /** The company's words (agents' replies and documents, personal data masked); never a customer's. */
  readonly text: string;
  readonly evidence: readonly EvidenceSpan[];
  /** Number of distinct tickets that support it. */
  readonly support: number;
  /** Code found a quote for it in its source. */
  readonly verified: boolean;
}

/** One part of an article. Feedback names sections; the others stay byte-equal. */
export interface ArticleSection {
  readonly key: ArticleSectionKey;
  readonly heading: string;
  readonly sentences: readonly ArticleSentence[];
}

/** The whole text of one revision; Markdown is rendered from it. */
export interface ArticleContent {
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly ArticleSection[];
  /** How it was made; shown to readers. */
  readonly method: 'extractive' | 'model' | 'person';
  readonly language: string;
}

/** The one article of an intent. Its text is in its revisions. */
export interface Article extends StoredRecord {
  readonly id: ArticleId;
  /** Unique. */
  readonly intentId: IntentId;
  readonly status: ArticleStatus;
  readonly title: string;
  readonly revisionId?: RevisionId;
  readonly publishedRevisionId?: RevisionId;
  /** Why there is no draft, or what a reviewer should know of it. */
  readonly remark?: string;
  /** What it says, published or in review, may not hold any more. */
  readonly stale: boolean;
  /** Why it is out of date. */
  readonly staleReason?: string;
  /** The newest revision when it was marked: one that was written since does not have the fault. */
  readonly staleRevisionId?: RevisionId;
  /** It was marked because replies that cite it were refused: what it rests on still stands. */
  readonly staleByReplies?: true;
  /** The article it went up in. */
  readonly mergedInto?: ArticleId;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One immutable state of an article. */
export interface Revision extends JournalRow {
  readonly id: RevisionId;
  readonly articleId: ArticleId;
  /** From 1. */
  readonly number: number;
  readonly parentId?: RevisionId;
  readonly content: ArticleContent;
  /** The feedback this revision answers. */
  readonly feedback: readonly SectionFeedback[];
  readonly fingerprint: string;
  /** What code found out about it when it was drafted. */
  readonly checks?: ArticleChecks;
  readonly createdAt: number;
  readonly author: Actor;
}

/** What a reviewer should know of a draft. */
export interface ArticleChecks {
  /** Sentences without proof that were left out. */
  readonly removed: number;
  /** Sentences that their quotes do not support: kept for the reviewer, marked; they are published only when a person says so. */
  readonly unsupported: number;
  /** Where a source gives another value than the draft. Absent when there is none. */
  readonly conflicts?: readonly ArticleConflict[];
  /** An article that says the same. */
  readonly overlap?: ArticleOverlap;
  readonly backTest?: BackTest;
}

/** A sentence of a draft, and a place in a source that says otherwise: a person decides which one holds. */
export interface ArticleConflict {
  readonly section: ArticleSectionKey;
  readonly sentence: string;
  readonly about: 'number' | 'path' | 'negation';
  /** A span, not a copy: it vanishes with its source. */
  readonly source: EvidenceSpan;
}

/** Another article, and how much of the draft stands in it. */
export interface ArticleOverlap {
  readonly articleId: ArticleId;
  readonly title: string;
  /** The share of the draft's steps that stand in it; 1 when the titles are equal. */
  readonly share: number;
}

/** How an article did on solved tickets that its author did not see. */
export interface BackTest {
  /** Tickets whose agent gave an instruction. */
  readonly tested: number;
  /** Those whose instructions stand in the article, at least half of them. */
  readonly answered: number;
  /** The others, and the instructions the article lacks. */
  readonly failed: readonly { readonly ticketId: TicketId; readonly missing: readonly EvidenceSpan[] }[];
}

/** What a reviewer wants changed, in which section; without a section: the whole article. */
export interface SectionFeedback {
  readonly section?: ArticleSectionKey | 'title' | 'summary';
  readonly note: string;
}

/** A reviewer's decision on one revision. */
export interface Review extends JournalRow {
  readonly id: string;
  readonly articleId: ArticleId;
  readonly revisionId: RevisionId;
  readonly decision: 'approve' | 'request-changes' | 'reject' | 'withdraw';
  readonly feedback: readonly SectionFeedback[];
  readonly at: number;
  /** Always a person: nothing is approved by a machine. */
  readonly actor: Actor;
}
