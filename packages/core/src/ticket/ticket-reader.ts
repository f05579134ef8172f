import type { TicketDraft } from './ticket.ts';

/** What a column or field of a ticket file may hold; `authorRole` only in files with one row per message. */
export const columnRoles = [
  'id',
  'subject',
  'body',
  'createdAt',
  'resolvedAt',
  'requester',
  'status',
  'language',
  'tags',
  'authorRole',
] as const;

/** One of {@link columnRoles}. */
export type ColumnRole = (typeof columnRoles)[number];

/** Which column or field of the file holds what. Values are names as they stand in the file. */
export type ColumnMapping = { readonly [Role in ColumnRole]?: string };

/** A row that cannot become a ticket. The good rows around it are kept. */
export interface RejectedRow {
  readonly kind: 'rejected';
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column name or position (from 1), where one is to blame. */
  readonly column?: string;
  /** One sentence: what is wrong and what to do. */
  readonly reason: string;
  /** The row as it stands, cut at 1,000 characters. */
  readonly text: string;
}

/** What a reader yields. */
export type TicketReaderItem =
  | {
      readonly kind: 'columns';
      readonly mapping: ColumnMapping;
      readonly encoding: string;
      readonly delimiter?: string;
      readonly layout: 'ticket-per-row' | 'message-per-row' | 'ticket-per-line';
    }
  | {
      readonly kind: 'ticket';
      readonly line: number /** The id as given in the file, else the row number. */;
      readonly rowId: string;
      readonly draft: TicketDraft;
    }
  | RejectedRow;

/**
 * PORT. Reads tickets from a file format. Yields the recognised columns first, then tickets and rejected rows in file order.
 * Columns whose name starts with `label` are gold labels for evaluation: never read.
 */
export interface TicketReader {
  /** File endings without the dot, such as `csv`. */
  readonly formats: readonly string[];
  /** @throws `invalid-input` when the file as a whole cannot be read (not text, no header, required column missing), with line and column */
  read(options: {
    readonly bytes: Uint8Array;
    /** Overrides the recognised columns. @throws `invalid-input` for a name the file does not have */
    readonly columns?: ColumnMapping;
    /** Written into the drafts; default the reader's format. */
    readonly source?: string;
    readonly abortSignal?: AbortSignal;
  }): AsyncIterable<TicketReaderItem>;
}
