import type { Cell } from './agreement.ts';

/** A matching of rows and columns: each row with at most one column, each column with at most one row. */
export interface Matching {
  /** The sum of the matched counts. */
  readonly total: number;
  /** The column of each matched row. Pairs that never meet (count 0) are left out. */
  readonly columnOf: ReadonlyMap<number, number>;
}

/** The matching with the greatest sum of counts. */
export function matchMaximum(cells: readonly Cell[], rows: number, columns: number): Matching {
  const flipped = rows > columns;
  const [small, large] = flipped ? [columns, rows] : [rows, columns];
  const entries = cells.map(({ row, column, count }) =>
    flipped ? { small: column, large: row, count } : { small: row, large: column, count },
  );
  const kept = keepBest(entries, small, large);
  const table = Array.from({ length: small }, () => new Float64Array(kept.size));
  for (const entry of entries) {
    const column = kept.get(entry.large);
    if (column !== undefined) table[entry.small]![column] = -entry.count;
  }
  const largeAt = [...kept.keys()];
  const columnOf = new Map<number, number>();
  let total = 0;
  for (const [own, at] of minimumCost(table, kept.size).entries()) {
    const count = -(table[own]?.[at] ?? 0);
    if (count <= 0) continue;
    total += count;
    const other = largeAt[at]!;
    columnOf.set(flipped ? other : own, flipped ? own : other);
  }
  return { total, columnOf };
}

interface Entry {
  readonly small: number;
  readonly large: number;
  readonly count: number;
}

/**
 * With thousands of single-item clusters the table would be huge. Of the columns of each row only its `small` best can matter (the other
 * rows occupy at most `small - 1` of them), so the rest is left out without changing the optimum.
 */
function keepBest(entries: readonly Entry[], small: number, large: number): Map<number, number> {
  const perRow = new Map<number, Entry[]>();
  for (const entry of entries) {
    const row = perRow.get(entry.small);
    if (row === undefined) perRow.set(entry.small, [entry]);
    else row.push(entry);
  }
  const keep = new Set<number>();
  for (const row of perRow.values()) {
    row.sort((left, right) => right.count - left.count || left.large - right.large);
    for (const entry of row.slice(0, small)) keep.add(entry.large);
  }
  for (let column = 0; column < large && keep.size < small; column += 1) keep.add(column);
  return new Map([...keep].map((column, position) => [column, position]));
}

/** The column of each row by the Hungarian method (Kuhn 1955, Munkres 1957) with potentials; rows <= columns; rows^2 x columns steps. */
function minimumCost(cost: readonly Float64Array[], columns: number): Int32Array {
  const rows = cost.length;
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) addRow(cost, row, columns, rowPotential, columnPotential, rowOf);
  const columnOf = new Int32Array(rows).fill(-1);
  for (let column = 1; column <= columns; column += 1) {
    if (rowOf[column]! > 0) columnOf[rowOf[column]! - 1] = column - 1;
  }
  return columnOf;
}

function addRow(
  cost: readonly Float64Array[],
  row: number,
  columns: number,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
  rowOf: Int32Array,
): void {
  const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const used = new Uint8Array(columns + 1);
  const way = new Int32Array(columns + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    used[column] = 1;
    const current = rowOf[column]!;
    let delta = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other <= columns; other += 1) {
      if (used[other] === 1) continue;
      const reduced = cost[current - 1]![other - 1]! - rowPotential[current]! - columnPotential[other]!;
      if (reduced < least[other]!) {
        least[other] = reduced;
        way[other] = column;
      }
      if (least[other]! < delta) {
        delta = least[other]!;
        next = other;
      }
    }
    for (let other = 0; other <= columns; other += 1) {
      if (used[other] === 1) {
        rowPotential[rowOf[other]!] = rowPotential[rowOf[other]!]! + delta;
        columnPotential[other] = columnPotential[other]! - delta;
      } else least[other] = least[other]! - delta;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    rowOf[column] = rowOf[way[column]!]!;
    column = way[column]!;
  }
}
