import type { BlockSpan, PageSpan, ParseStatus } from './document.ts';

/** Bounds a parser must keep. */
export interface ParseLimits {
  /** Default 25 MB. */
  readonly bytes: number;
  /** Default 500. */
  readonly pages: number;
  /** Default 5,000,000. */
  readonly characters: number;
  /** Default 30,000. */
  readonly milliseconds: number;
}

/** The default bounds. */
export const defaultParseLimits: ParseLimits = {
  bytes: 25_000_000,
  pages: 500,
  characters: 5_000_000,
  milliseconds: 30_000,
};

/**
 * A document as text with structure. Offsets are UTF-16 indices into `text`; pages and blocks are in text order and do not overlap. Each
 * list item and table row is a line of its own; items keep a visible mark (`1. `, `- `), cells of a row are joined by ` | `.
 */
export interface ParsedDocument {
  readonly status: ParseStatus;
  readonly title?: string;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly blocks: readonly BlockSpan[];
  /** Sentences for people: what was cut, hidden, unreadable. */
  readonly warnings: readonly string[];
}

/** One file for a parser. */
export interface ParseInput {
  readonly bytes: Uint8Array;
  readonly fileName?: string;
  readonly limits?: Partial<ParseLimits>;
  readonly abortSignal?: AbortSignal;
}

/** Where another process finds a parser: the export `name` of `module`, called with `options`. */
export interface ParserFactory {
  /** URL of an ES module (`import.meta.url` of a file that exports it), or `@ticket-ai/core`. */
  readonly module: string;
  /** A function that gives a {@link DocumentParser}. */
  readonly name: string;
  /** Its argument; travels by structured clone. */
  readonly options?: unknown;
}

/**
 * PORT. Turns the bytes of a file into text with pages and blocks. Unreadable files are results with a status (never a success without
 * text); it throws only when it fails itself.
 */
export interface DocumentParser {
  /** Name and version, e.g. `unpdf@1`. */
  readonly name: string;
  /** Media types it reads. */
  readonly mediaTypes: readonly string[];
  /** How a guarded process makes the same parser; without it the parser cannot be guarded. */
  readonly factory?: ParserFactory;
  parse(options: ParseInput): Promise<ParsedDocument>;
  /** Ends what the parser keeps open. Called when the desk closes; it may be called again. */
  close?(): Promise<void>;
}
