import type { Buffer } from 'node:buffer';
import { parse } from 'csv-parse/sync';

/** A parsed row and the offset behind it. */
export interface ParsedRow {
  readonly cells: readonly string[];
  readonly end: number;
}

/** What csv-parse made of a part of a file: rows up to the first one that is damaged or has another number of cells. */
export interface ParsedPortion {
  readonly rows: readonly ParsedRow[];
  /** A well-formed row with too many or too few cells, where reading stopped. */
  readonly misfit?: ParsedRow;
  /** Reading stopped at a row that is not well-formed, or too large. */
  readonly damaged: boolean;
}

const stopped = new Error('stopped');

/** Parses up to `limit` rows from an offset on. With a `width`, stops at the first row that does not have it. Never throws. */
export function parsePortion(
  bytes: Buffer,
  options: {
    readonly delimiter: string;
    readonly offset: number;
    readonly limit: number;
    readonly maxRowBytes: number;
    readonly width?: number;
  },
): ParsedPortion {
  const rows: ParsedRow[] = [];
  let misfit: ParsedRow | undefined;
  try {
    parse(bytes.subarray(options.offset), {
      ...dialect(options.delimiter),
      skip_empty_lines: true,
      max_record_size: options.maxRowBytes,
      to: options.limit,
      on_record: (cells: string[], info) => {
        const row = { cells: fitCells(cells, options.width), end: options.offset + info.bytes };
        if (options.width === undefined || row.cells.length === options.width) {
          rows.push(row);
          return null;
        }
        misfit = row;
        throw stopped;
      },
    });
    return { rows, damaged: false };
  } catch {
    return misfit === undefined ? { rows, damaged: true } : { rows, misfit, damaged: false };
  }
}

/** Reads one damaged row as well as it goes: quotes inside a text are kept as they stand, else all quotes are. No cell may open a quote that it does not close. */
export function parseLoosely(
  bytes: Buffer,
  { delimiter, width }: { readonly delimiter: string; readonly width: number },
): readonly string[] | undefined {
  for (const leniency of [{ relax_quotes: true }, { quote: null }]) {
    try {
      const [cells] = parse(bytes, { ...dialect(delimiter), ...leniency, to: 1 });
      const fitted = cells && fitCells(cells, width);
      if (fitted?.length !== width || ('quote' in leniency && fitted.some(isHalfQuoted))) continue;
      return fitted.map((cell) => cell.replace(/^"(.*)"$/s, '$1'));
    } catch {
      // The next leniency may do.
    }
  }
  return undefined;
}

function isHalfQuoted(cell: string): boolean {
  return cell.startsWith('"') && (cell.length === 1 || !cell.trimEnd().endsWith('"'));
}

function dialect(delimiter: string) {
  return { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };
}

/** Some exporters end each row with delimiters too many; empty cells beyond the header are no damage. */
function fitCells(cells: readonly string[], width = cells.length): readonly string[] {
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')
    ? cells.slice(0, width)
    : cells;
}
