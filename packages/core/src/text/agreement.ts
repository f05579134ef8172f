/** How well two partitions of the same items agree, corrected for chance: 1 equal, about 0 unrelated. */
export interface Agreement {
  /** Adjusted Rand index (Hubert and Arabie 1985). */
  readonly ari: number;
  /** Adjusted mutual information, arithmetic mean (Vinh et al. 2010), as in scikit-learn. */
  readonly ami: number;
}

/** Both measures at once. Labels are any whole numbers; the arrays must have the same length. */
export function agreement(a: Int32Array, b: Int32Array): Agreement {
  const table = contingency(a, b);
  return { ari: ariOf(table), ami: amiOf(table) };
}

/** The adjusted Rand index of two labelings. */
export const adjustedRandIndex = (a: Int32Array, b: Int32Array): number => ariOf(contingency(a, b));

/** The adjusted mutual information of two labelings, with the exact expected value under random permutation. */
export const adjustedMutualInformation = (a: Int32Array, b: Int32Array): number => amiOf(contingency(a, b));

/** A cell of a sparse table of counts. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly count: number;
}

/** How often each group of one partition meets each group of another. */
export interface Contingency {
  readonly total: number;
  /** Sizes of the first partition's groups, in order of appearance. */
  readonly rowSums: readonly number[];
  /** Sizes of the second partition's groups, in order of appearance. */
  readonly columnSums: readonly number[];
  /** Cells that are not empty. */
  readonly cells: readonly Cell[];
}

/** Counts how two labelings of the same items meet. */
export function contingency(a: Int32Array, b: Int32Array): Contingency {
  if (a.length !== b.length) throw new RangeError('two labelings of different length cannot be compared');
  const [rows, columns] = [renumber(a), renumber(b)];
  const counts = new Map<number, number>();
  const rowSums: number[] = new Array(rows.count).fill(0);
  const columnSums: number[] = new Array(columns.count).fill(0);
  for (let i = 0; i < a.length; i++) {
    const row = rows.labels[i]!;
    const column = columns.labels[i]!;
    const key = row * columns.count + column;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    rowSums[row]! += 1;
    columnSums[column]! += 1;
  }
  const cells = Array.from(counts, ([key, count]) => ({
    row: Math.floor(key / columns.count),
    column: key % columns.count,
    count,
  }));
  return { total: a.length, rowSums, columnSums, cells };
}

function renumber(labels: Int32Array): { labels: Int32Array; count: number } {
  const seen = new Map<number, number>();
  const renumbered = labels.map((label) => {
    const known = seen.get(label);
    if (known !== undefined) return known;
    seen.set(label, seen.size);
    return seen.size - 1;
  });
  return { labels: renumbered, count: seen.size };
}

/** Pairs among n items. */
export const pairs = (n: number): number => (n * (n - 1)) / 2;
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** {@link adjustedRandIndex} of a table. */
export function ariOf({ total, rowSums, columnSums, cells }: Contingency): number {
  const together = sumOf(cells.map(({ count }) => pairs(count)));
  const inRows = sumOf(rowSums.map(pairs));
  const inColumns = sumOf(columnSums.map(pairs));
  const expected = total < 2 ? 0 : (inRows * inColumns) / pairs(total);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** {@link adjustedMutualInformation} of a table. */
export function amiOf(table: Contingency): number {
  const { total, rowSums, columnSums } = table;
  if (rowSums.length === columnSums.length && (rowSums.length <= 1 || rowSums.length === total)) return 1;
  const expected = expectedInformation(table);
  const mean = (entropy(rowSums, total) + entropy(columnSums, total)) / 2;
  const range = mean - expected;
  return (
    (mutualInformation(table) - expected) /
    (Math.abs(range) < 1e-15 ? Math.sign(range) * 1e-15 || 1e-15 : range)
  );
}

/** What one partition tells of the other, in nats. */
export function mutualInformation({ total, rowSums, columnSums, cells }: Contingency): number {
  const information = sumOf(
    cells.map(
      ({ row, column, count }) =>
        (count / total) * Math.log((count * total) / (rowSums[row]! * columnSums[column]!)),
    ),
  );
  return Math.max(0, information);
}

/** The entropy of a partition with these group sizes, in nats. */
export const entropy = (sums: readonly number[], total: number): number =>
  -sumOf(sums.map((n) => (n / total) * Math.log(n / total)));

/**
 * The mutual information to expect from two random partitions with these cluster sizes (hypergeometric model). Clusters of equal size
 * give equal terms, so each pair of sizes is worked out once: there are at most sqrt(2n) distinct sizes.
 */
function expectedInformation({ total, rowSums, columnSums }: Contingency): number {
  const logFactorial = new Float64Array(total + 1);
  for (let n = 2; n <= total; n++) logFactorial[n] = logFactorial[n - 1]! + Math.log(n);
  let expected = 0;
  for (const [a, countA] of countSizes(rowSums)) {
    for (const [b, countB] of countSizes(columnSums)) {
      expected += countA * countB * expectedTerm(a, b, total, logFactorial);
    }
  }
  return expected;
}

function expectedTerm(a: number, b: number, total: number, logFactorial: Float64Array): number {
  const fixed =
    logFactorial[a]! +
    logFactorial[b]! +
    logFactorial[total - a]! +
    logFactorial[total - b]! -
    logFactorial[total]!;
  let term = 0;
  for (let n = Math.max(1, a + b - total); n <= Math.min(a, b); n++) {
    const probability =
      fixed -
      logFactorial[n]! -
      logFactorial[a - n]! -
      logFactorial[b - n]! -
      logFactorial[total - a - b + n]!;
    term += (n / total) * Math.log((total * n) / (a * b)) * Math.exp(probability);
  }
  return term;
}

function countSizes(sums: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const size of sums) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}
