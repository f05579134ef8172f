import type { ChunkId, DocumentVersionId, MessageId, TicketId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import type { Models } from '../model/models.ts';
import type { ArticleContent, SectionFeedback } from './article.ts';

/** A piece of text an article may rest on. */
export type Evidence =
  | {
      readonly kind: 'reply';
      readonly ticketId: TicketId;
      readonly messageId: MessageId;
      /** What an agent wrote, as stored. */
      readonly text: string;
      readonly at?: number;
      /** The ticket was solved and not reopened after it. */
      readonly resolved: boolean;
      readonly language: string;
    }
  | {
      readonly kind: 'passage';
      readonly versionId: DocumentVersionId;
      readonly chunkId: ChunkId;
      /** Title of the document and headings above the passage. */
      readonly title: string;
      readonly text: string;
      /** Offset of `text` in the version's text. */
      readonly start: number;
      readonly page: number;
      readonly language: string;
    };

/** A draft, or why there is none. */
export type ArticleDraft = {
  /** Who made the draft, when it was not the generator itself: the generator is asked again when the article is drafted again. */
  readonly generator?: string;
} & (
  | {
      readonly status: 'drafted';
      readonly content: ArticleContent;
      /** What the reviewer should know, such as feedback that could not be followed; never part of the article. */
      readonly remarks?: readonly string[];
    }
  | { readonly status: 'needs-evidence'; readonly reason: string }
);

/** PORT. Writes an article from evidence. Every sentence names its evidence; the draft stage verifies it and decides what may be shown. */
export interface ArticleGenerator {
  /** Name and version; part of a revision's fingerprint. */
  readonly name: string;
  generate(options: {
    readonly intent: Intent;
    /** Customers' words, for wording and relevance only; never copied into the article. */
    readonly questions: readonly string[];
    readonly evidence: readonly Evidence[];
    readonly previous?: ArticleContent;
    /** Sections not named keep their previous text byte for byte (the draft stage enforces it). */
    readonly feedback?: readonly SectionFeedback[];
    /** The models of the workspace, when it has any. */
    readonly models?: Models;
    readonly abortSignal?: AbortSignal;
  }): Promise<ArticleDraft>;
}
