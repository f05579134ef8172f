import type { BlockSpan } from './document.ts';

/** One block on its way into the canonical text of a document. */
export interface BlockDraft {
  readonly kind: BlockSpan['kind'];
  readonly text: string;
  /** Headings only. */
  readonly level?: number;
  /** Default 1. */
  readonly page?: number;
  /** Belongs to the same list or table as the block before: one line break between them instead of an empty line. */
  readonly joined?: boolean;
  /** Table rows only: texts of the cells. Then `text` is ignored: it is these, joined by ` | `, without blank ones at the end. */
  readonly cells?: readonly string[];
  /** Table rows only: whether the row names the columns. */
  readonly header?: boolean;
}

/** Collects blocks into one text and remembers where each of them stands. */
export interface DocumentText {
  /** Adds a block. White space around it is dropped; a block without text is not added. */
  add(block: BlockDraft): void;
  /** Characters so far. */
  readonly length: number;
  finish(): { readonly text: string; readonly blocks: readonly BlockSpan[] };
}

/** Makes the canonical text of a document block by block, so that no parser counts offsets itself. */
export function documentText(): DocumentText {
  const parts: string[] = [];
  const blocks: BlockSpan[] = [];
  let length = 0;
  const append = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  return {
    add({ kind, text, level, page = 1, joined = false, cells, header }) {
      const row = cells === undefined ? undefined : writeRow(cells);
      const visible = row?.text ?? (kind === 'code' ? text.replace(/^\n+|\s+$/gu, '') : text.trim());
      if (visible === '') return;
      if (length > 0) append(joined ? '\n' : '\n\n');
      const start = length;
      append(visible);
      blocks.push({
        kind,
        ...(level === undefined ? {} : { level }),
        page,
        start,
        end: length,
        ...(row === undefined
          ? {}
          : { cells: row.cells.map((cell) => ({ start: start + cell.start, end: start + cell.end })) }),
        ...(header === undefined ? {} : { header }),
      });
    },
    get length() {
      return length;
    },
    finish: () => ({ text: parts.join(''), blocks }),
  };
}

/** The text of a table row, and where in it its cells stand. */
export function writeRow(cells: readonly string[]): {
  readonly text: string;
  readonly cells: readonly { readonly start: number; readonly end: number }[];
} {
  const texts = cells.map((cell) => cell.trim());
  const filled = texts.slice(0, texts.findLastIndex((cell) => cell !== '') + 1);
  const spans: { start: number; end: number }[] = [];
  let text = '';
  for (const cell of filled) {
    if (spans.length > 0) text += text === '' ? '| ' : ' | ';
    spans.push({ start: text.length, end: text.length + cell.length });
    text += cell;
  }
  return { text, cells: spans };
}
