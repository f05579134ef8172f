import type { AnyKind, AnyRow } from '../row-values.ts';
import { type SortedRows, sortRows } from './sorted-rows.ts';
import { uniqueIndex } from './unique-index.ts';

/** The rows of one kind, with secondary maps: one per unique key, and one per field that was asked for, made at the first question. */
export interface MemoryTable {
  readonly size: number;
  get(id: string): AnyRow | undefined;
  rows(): Iterable<AnyRow>;
  /** Adds or replaces by id. */
  put(row: AnyRow): void;
  remove(id: string): void;
  /** The row that holds the unique values of this one; `unique` is the key's place in the kind's list. */
  owner(unique: number, row: AnyRow): AnyRow | undefined;
  /** Ids of the rows whose field has this value. */
  idsWith(field: string, value: unknown): ReadonlySet<string>;
  ordered(field: string): SortedRows;
}

const noIds: ReadonlySet<string> = new Set();

/** An empty table. */
export function memoryTable(kind: AnyKind): MemoryTable {
  const rows = new Map<string, AnyRow>();
  const uniques = kind.unique.map(uniqueIndex);
  const indexes = new Map<string, FieldIndex>();
  const orders = new Map<string, SortedRows>();

  function enter(row: AnyRow): void {
    rows.set(row.id, row);
    for (const unique of uniques) unique.add(row);
    for (const [field, index] of indexes) addToIndex(index, row[field], row.id);
    for (const order of orders.values()) order.add(row);
  }

  function leave(row: AnyRow): void {
    rows.delete(row.id);
    for (const unique of uniques) unique.remove(row);
    for (const [field, index] of indexes) removeFromIndex(index, row[field], row.id);
    for (const order of orders.values()) order.remove(row);
  }

  return {
    get size() {
      return rows.size;
    },
    get: (id) => rows.get(id),
    rows: () => rows.values(),
    put(row) {
      const before = rows.get(row.id);
      if (before !== undefined) leave(before);
      enter(row);
    },
    remove(id) {
      const row = rows.get(id);
      if (row !== undefined) leave(row);
    },
    owner: (unique, row) => uniques[unique]?.owner(row),
    idsWith(field, value) {
      let index = indexes.get(field);
      if (index === undefined) {
        index = new Map();
        for (const row of rows.values()) addToIndex(index, row[field], row.id);
        indexes.set(field, index);
      }
      const ids = index.get(value);
      return typeof ids === 'string' ? new Set([ids]) : (ids ?? noIds);
    },
    ordered(field) {
      const known = orders.get(field);
      if (known !== undefined) return known;
      const order = sortRows(field, rows.values());
      orders.set(field, order);
      return order;
    },
  };
}

/** Ids by value. Most values of some fields (the ticket of a message) have one row: a set of its own would outweigh the row. */
type FieldIndex = Map<unknown, string | Set<string>>;

function addToIndex(index: FieldIndex, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === undefined) index.set(value, id);
  else if (typeof ids === 'string') index.set(value, new Set([ids, id]));
  else ids.add(id);
}

function removeFromIndex(index: FieldIndex, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === id) index.delete(value);
  else if (ids instanceof Set) ids.delete(id);
}
