import { TicketAIError } from '@ticket-ai/core';
import { parse } from 'csv-parse/sync';
import { suggest } from '../../suggest.ts';

/** Gold labels by the id of the row, as assignments.csv names it. Rows with an empty label are left out. */
export interface GoldLabels {
  readonly column: string;
  readonly labels: ReadonlyMap<string, string>;
  /** The filled columns label_l1, label_l2, ... above `column`, from the top down, each by row id. */
  readonly above: readonly LevelLabels[];
}

/** The labels of one column. */
export interface LevelLabels {
  readonly column: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** How the reader of the tickets understood the same file. */
export interface CsvDialect {
  readonly encoding: string;
  readonly delimiter?: string | undefined;
  /** Column of the ids; without one, rows are numbered from 1. */
  readonly id?: string | undefined;
}

/**
 * Reads the labels of a CSV file. This is the only place that reads them: the engine's readers skip every `label*` column.
 * @param wanted the label column; default: the deepest of label_l3, label_l2, label_l1 that is filled, else `label`, else the first `label*`
 * @throws `invalid-input` when there is no such column
 */
export function readLabels(
  bytes: Uint8Array,
  { encoding, delimiter = ',', id }: CsvDialect,
  wanted?: string,
): GoldLabels {
  const text = new TextDecoder(encoding).decode(bytes);
  const rows: Record<string, string>[] = parse(text, {
    columns: true,
    delimiter,
    bom: true,
    skipEmptyLines: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    trim: true,
    skipRecordsWithError: true,
  });
  const names = Object.keys(rows[0] ?? {});
  const column = wanted === undefined ? deepestLabel(rows, names) : findLabel(wanted, names);
  const idColumn = id ?? names.find((name) => name.toLowerCase() === 'id');
  const keyOf = (row: Record<string, string>, index: number) =>
    (idColumn === undefined ? '' : row[idColumn]) || String(index + 1);
  const labelsOf = (name: string) => {
    const labels = new Map<string, string>();
    for (const [index, row] of rows.entries()) {
      const key = keyOf(row, index);
      const label = row[name] ?? '';
      if (label !== '' && !labels.has(key)) labels.set(key, label);
    }
    return labels;
  };
  const labels = labelsOf(column);
  if (labels.size === 0)
    throw new TicketAIError('invalid-input', { message: `Column "${column}" holds no label at all.` });
  const above = levelColumns(names)
    .filter((name) => !isLevel(column) || name < column)
    .map((name) => ({ column: name, labels: labelsOf(name) }))
    .filter((level) => level.labels.size > 0);
  return { column, labels, above };
}

const isLevel = (name: string) => /^label_l\d$/i.test(name);

/** label_l1, label_l2, ... from the top down. */
function levelColumns(names: readonly string[]): string[] {
  return names.filter(isLevel).sort();
}

function deepestLabel(rows: readonly Record<string, string>[], names: readonly string[]): string {
  const filled = [...levelColumns(names).reverse(), ...names.filter((name) => /^label/i.test(name))].find(
    (name) => rows.some((row) => row[name]),
  );
  if (filled !== undefined) return filled;
  throw new TicketAIError('invalid-input', {
    message: `The file has no labels: no column begins with "label". It has: ${names.join(', ')}. Name one with --label, or give a labelled file with --gold.`,
  });
}

function findLabel(wanted: string, names: readonly string[]): string {
  if (names.includes(wanted)) return wanted;
  const near = suggest(wanted, names);
  throw new TicketAIError('invalid-input', {
    message: `There is no column "${wanted}".${near === undefined ? '' : ` Did you mean "${near}"?`} The file has: ${names.join(', ')}.`,
  });
}
