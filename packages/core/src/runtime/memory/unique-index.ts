import { hashText } from '../../text/random.ts';
import type { AnyRow } from '../row-values.ts';

/**
 * The rows of one kind by the fields that must be unique together. Keyed by a hash, and rows of the same hash are compared: keys as text would
 * take more memory than many a row.
 */
export interface UniqueIndex {
  /** Adds a row; one with the same values, if any, is replaced. Rows that lack one of the fields are passed over. */
  add(row: AnyRow): void;
  remove(row: AnyRow): void;
  /** The row whose values are those of `row`. */
  owner(row: AnyRow): AnyRow | undefined;
}

/** An empty index over fields. */
export function uniqueIndex(fields: readonly string[]): UniqueIndex {
  const buckets = new Map<number, AnyRow | AnyRow[]>();
  const rowsAt = (hash: number): readonly AnyRow[] => {
    const bucket = buckets.get(hash);
    if (bucket === undefined) return [];
    return Array.isArray(bucket) ? bucket : [bucket];
  };
  const isSame = (left: AnyRow, right: AnyRow) => fields.every((field) => left[field] === right[field]);
  function put(hash: number, rows: readonly AnyRow[]): void {
    const [only] = rows;
    if (only === undefined) buckets.delete(hash);
    else buckets.set(hash, rows.length === 1 ? only : [...rows]);
  }
  return {
    add(row) {
      const hash = hashOf(fields, row);
      if (hash !== undefined) put(hash, [...rowsAt(hash).filter((other) => !isSame(other, row)), row]);
    },
    remove(row) {
      const hash = hashOf(fields, row);
      if (hash === undefined) return;
      put(
        hash,
        rowsAt(hash).filter((other) => other !== row),
      );
    },
    owner(row) {
      const hash = hashOf(fields, row);
      return hash === undefined ? undefined : rowsAt(hash).find((other) => isSame(other, row));
    },
  };
}

/** A 32-bit hash; `undefined` when the row lacks one of the fields. */
function hashOf(fields: readonly string[], row: AnyRow): number | undefined {
  let hash = 0;
  for (const field of fields) {
    const value = row[field];
    if (value === undefined) return undefined;
    hash = Math.imul(hash, 31) + hashText(String(value));
  }
  return hash | 0;
}
