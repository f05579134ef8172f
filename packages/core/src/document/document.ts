import type { ArticleId, ChunkId, DocumentId, DocumentVersionId, GenerationId } from '../ids.ts';
import type { Actor, JournalRow, StoredRecord } from '../record.ts';

/** How readable a page is. */
export type PageQuality = 'ok' | 'empty' | 'scanned' | 'garbled';

/**
 * How parsing a file went. Only `ok` and `partial` files have text to search. `too_large` and `timed_out`: reading was stopped at a limit,
 * which the warnings name.
 */
export type ParseStatus =
  | 'ok'
  | 'partial'
  | 'needs_ocr'
  | 'encrypted'
  | 'garbled'
  | 'too_large'
  | 'timed_out'
  | 'invalid';

/** One page of a document: a range of its text. Formats without pages have one. */
export interface PageSpan {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly quality: PageQuality;
}

/** A structural part of a document: a range of its text. */
export interface BlockSpan {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'code';
  /** 1 to 6, headings only. */
  readonly level?: number;
  readonly page: number;
  readonly start: number;
  readonly end: number;
  /** Where the cells of a table row stand, blank ones too (`start` = `end`). Absent: the parser does not know. */
  readonly cells?: readonly { readonly start: number; readonly end: number }[];
  /** Table rows only: whether the row names the columns. Absent: the parser does not know. */
  readonly header?: boolean;
}

/** A company document: an identity that versions hang on. A published article is a document too, with source `article:<id>`. */
export interface Document extends StoredRecord {
  readonly id: DocumentId;
  /** Unique in a workspace: file name, URL, or `article:<id>`. */
  readonly source: string;
  readonly title: string;
  readonly collection: 'documents' | 'articles';
  readonly articleId?: ArticleId;
  /** Who may read it: names of groups. Empty: everyone in the workspace. */
  readonly access: readonly string[];
  /** The version readers see. Absent until the first one is indexed. */
  readonly currentVersionId?: DocumentVersionId;
  /** The version added last: it becomes current when it is indexed, and stays apart when its file could not be read. */
  readonly latestVersionId?: DocumentVersionId;
  readonly deletedAt?: number;
  /** Its texts are being erased: until that is done, nothing can be added under its source. */
  readonly erasing?: boolean;
  readonly addedAt: number;
  readonly addedBy: Actor;
}

/** One immutable state of a document. Offsets everywhere are UTF-16 indices into `text`. */
export interface DocumentVersion extends StoredRecord {
  readonly id: DocumentVersionId;
  readonly documentId: DocumentId;
  /** From 1. */
  readonly number: number;
  readonly mediaType: string;
  readonly blobKey?: string;
  /** SHA-256 of the file's bytes. The same file has another version only after it was read better, or its text was erased. */
  readonly bytesHash: string;
  readonly textHash: string;
  /** Parser name and version. */
  readonly parser: string;
  readonly status: ParseStatus;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly blocks: readonly BlockSpan[];
  readonly warnings: readonly string[];
  readonly language: string;
  readonly addedAt: number;
}

/** A passage of a version, the unit of search. Insert-only; the quotable text is `text`, a verbatim range of the version's text. */
export interface Chunk extends JournalRow {
  readonly id: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  /** From 0. */
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly pageFrom: number;
  readonly pageTo: number;
  /** Headings above it, outermost first; indexed with it but never quotable. */
  readonly headingPath: readonly string[];
  readonly text: string;
  readonly textHash: string;
}

/** A vector index built with one chunker and one embedding model. Another of either is another index, built beside. */
export interface Generation extends StoredRecord {
  readonly id: GenerationId;
  /**
   * `live`: it held all that was shown at `position`. `retired`: the vectors of a model that is not in use; what is removed goes from them, and
   * nothing is added.
   */
  readonly status: 'building' | 'live' | 'retired';
  readonly chunker: string;
  readonly embeddingModel: string;
  /** The event sequence it was built up to. */
  readonly position: number;
}

/** A paid embedding, kept by text hash and model so that unchanged text is never embedded twice. Id: `<model>:<textHash>`. */
export interface EmbeddingRow extends JournalRow {
  readonly model: string;
  readonly textHash: string;
  /** Base64 of little-endian float32. */
  readonly embedding: string;
}
