import { compareValues, type Position } from '../query-plan.ts';
import type { AnyRow } from '../row-values.ts';

/** Rows in the order of one field, then id. Changes are kept aside and merged at the next reading, so that writing stays cheap. */
export interface SortedRows {
  add(row: AnyRow): void;
  remove(row: AnyRow): void;
  /** All rows after a position, in order. */
  walk(descending: boolean, after?: Position): Iterable<AnyRow>;
}

/** Compares rows by a field, then by id. */
export function rowOrder(field: string): (left: AnyRow, right: AnyRow) => number {
  return (left, right) => compareValues(left[field], right[field]) || compareValues(left.id, right.id);
}

/** An order of the given rows, kept up to date by `add` and `remove`. */
export function sortRows(field: string, rows: Iterable<AnyRow>): SortedRows {
  const compare = rowOrder(field);
  const added = new Set<AnyRow>(rows);
  const removed = new Set<AnyRow>();
  let sorted: readonly AnyRow[] = [];

  function settle(): readonly AnyRow[] {
    if (added.size > 0 || removed.size > 0) {
      const kept = removed.size > 0 ? sorted.filter((row) => !removed.has(row)) : sorted;
      sorted = merge(kept, [...added].sort(compare), compare);
      added.clear();
      removed.clear();
    }
    return sorted;
  }

  return {
    add: (row) => void added.add(row),
    remove: (row) => void (added.delete(row) || removed.add(row)),
    walk: (descending, after) => walk(settle(), field, descending, after),
  };
}

function merge(
  left: readonly AnyRow[],
  right: readonly AnyRow[],
  compare: (a: AnyRow, b: AnyRow) => number,
): readonly AnyRow[] {
  const [last] = left.slice(-1);
  const [first] = right;
  if (last === undefined || first === undefined) return left.length > 0 ? left : right;
  if (compare(last, first) < 0) return left.concat(right);
  // Two sorted runs: the engine's merge sort finds them and needs one pass.
  return left.concat(right).sort(compare);
}

function* walk(
  rows: readonly AnyRow[],
  field: string,
  descending: boolean,
  after?: Position,
): Iterable<AnyRow> {
  const step = descending ? -1 : 1;
  let index = after === undefined ? (descending ? rows.length - 1 : 0) : seek(rows, field, descending, after);
  for (let row = rows[index]; row !== undefined; row = rows[index]) {
    yield row;
    index += step;
  }
}

/** The index of the first row after the position, in the direction of reading. */
function seek(rows: readonly AnyRow[], field: string, descending: boolean, after: Position): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    const order = row === undefined ? 1 : comparePosition(row, field, after);
    if (descending ? order < 0 : order <= 0) low = middle + 1;
    else high = middle;
  }
  return descending ? low - 1 : low;
}

/** Where a row stands relative to a position: below 0 before it, 0 at it, above 0 after it (ascending). */
export function comparePosition(row: AnyRow, field: string, position: Position): number {
  return compareValues(row[field], position.value) || compareValues(row.id, position.id);
}
