import { assignMaximum } from './hungarian.ts';

/** How well a clustering agrees with gold labels. All figures 0 to 1 (adjusted ones may be below 0), greater is better. */
export interface ClusteringMetrics {
  readonly items: number;
  /** Share of items that were assigned to a cluster. */
  readonly coverage: number;
  readonly goldClusters: number;
  readonly predictedClusters: number;
  /** Predicted clusters divided by gold clusters; 1 is right. */
  readonly clusterRatio: number;
  /** One-to-one matching of clusters to labels (Hungarian). */
  readonly accuracy: number;
  /** Arithmetic mean normalisation. Rises with the number of clusters: never read it alone. */
  readonly nmi: number;
  readonly ami: number;
  readonly ari: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly purity: number;
  readonly bCubedPrecision: number;
  readonly bCubedRecall: number;
  readonly bCubedF1: number;
}

/**
 * Compares a clustering with gold labels. An unassigned item (`undefined`) counts as a cluster of its own, so that leaving items out never
 * raises a figure; `predictedClusters` does not count those.
 * @param gold one label per item
 * @param predicted one cluster per item, in the same order
 */
export function clusteringMetrics(
  gold: readonly string[],
  predicted: readonly (string | undefined)[],
): ClusteringMetrics {
  const assigned = predicted.filter((cluster) => cluster !== undefined);
  const filled = predicted.map((cluster, item) =>
    cluster === undefined ? `unassigned ${item}` : `cluster ${cluster}`,
  );
  const table = contingency(gold, filled);
  const information = mutualInformation(table);
  const goldClusters = table.rows.length;
  const predictedClusters = new Set(assigned).size;
  return {
    items: gold.length,
    coverage: share(assigned.length, gold.length, 0),
    goldClusters,
    predictedClusters,
    clusterRatio: share(predictedClusters, goldClusters, 0),
    accuracy: share(assignMaximum(table.cells, table.rows.length, table.columns.length), table.total, 0),
    ...information,
    ari: adjustedRand(table),
    ...bCubed(table),
  };
}

/** How often each label meets each cluster. */
interface Contingency {
  readonly total: number;
  /** Sizes of the labels. */
  readonly rows: readonly number[];
  /** Sizes of the clusters. */
  readonly columns: readonly number[];
  readonly cells: readonly { readonly row: number; readonly column: number; readonly count: number }[];
}

const share = (part: number, whole: number, otherwise: number): number =>
  whole === 0 ? otherwise : part / whole;
const sum = (values: Iterable<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

function contingency(gold: readonly string[], predicted: readonly string[]): Contingency {
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  const cells = new Map<string, { row: number; column: number; count: number }>();
  const rowSizes: number[] = [];
  const columnSizes: number[] = [];
  const number = (names: Map<string, number>, sizes: number[], name: string) => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    sizes[known] = (sizes[known] ?? 0) + 1;
    return known;
  };
  gold.forEach((label, item) => {
    const row = number(rows, rowSizes, label);
    const column = number(columns, columnSizes, predicted[item] ?? '');
    const cell = cells.get(`${row} ${column}`) ?? { row, column, count: 0 };
    cell.count += 1;
    cells.set(`${row} ${column}`, cell);
  });
  return { total: gold.length, rows: rowSizes, columns: columnSizes, cells: [...cells.values()] };
}

function mutualInformation({ total: n, rows, columns, cells }: Contingency) {
  const entropy = (sizes: readonly number[]) => -sum(sizes.map((size) => (size / n) * Math.log(size / n)));
  const goldEntropy = entropy(rows);
  const clusterEntropy = entropy(columns);
  const mutual = Math.max(
    0,
    sum(
      cells.map(
        ({ row, column, count }) => (count / n) * Math.log((count * n) / (rows[row]! * columns[column]!)),
      ),
    ),
  );
  const homogeneity = share(mutual, goldEntropy, 1);
  const completeness = share(mutual, clusterEntropy, 1);
  const expected = n === 0 ? 0 : expectedInformation(rows, columns, n);
  const room = (goldEntropy + clusterEntropy) / 2 - expected;
  const largest = new Map<number, number>();
  for (const { column, count } of cells) largest.set(column, Math.max(largest.get(column) ?? 0, count));
  return {
    nmi: share(2 * homogeneity * completeness, homogeneity + completeness, 0),
    ami: Math.abs(room) > 1e-12 ? (mutual - expected) / room : 1,
    homogeneity,
    completeness,
    purity: share(sum(largest.values()), n, 0),
  };
}

/** What two random clusterings with these sizes share on average (Vinh, Epps, Bailey 2010). Equal sizes are counted once. */
function expectedInformation(rows: readonly number[], columns: readonly number[], n: number): number {
  const logFactorial = new Float64Array(n + 1);
  for (let value = 2; value <= n; value += 1)
    logFactorial[value] = logFactorial[value - 1]! + Math.log(value);
  const lf = (value: number) => logFactorial[value]!;
  let expected = 0;
  for (const [a, rowCount] of countBy(rows)) {
    for (const [b, columnCount] of countBy(columns)) {
      let term = 0;
      for (let both = Math.max(1, a + b - n); both <= Math.min(a, b); both += 1) {
        const logProbability =
          lf(a) +
          lf(b) +
          lf(n - a) +
          lf(n - b) -
          lf(n) -
          lf(both) -
          lf(a - both) -
          lf(b - both) -
          lf(n - a - b + both);
        term += (both / n) * Math.log((n * both) / (a * b)) * Math.exp(logProbability);
      }
      expected += rowCount * columnCount * term;
    }
  }
  return expected;
}

function countBy(sizes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

function adjustedRand({ total, rows, columns, cells }: Contingency): number {
  const pairs = (size: number) => (size * (size - 1)) / 2;
  const together = sum(cells.map(({ count }) => pairs(count)));
  const inGold = sum(rows.map(pairs));
  const inClusters = sum(columns.map(pairs));
  const expected = share(inGold * inClusters, pairs(total), 0);
  const most = (inGold + inClusters) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Per item: how pure its cluster is of its label (precision), how much of its label is in its cluster (recall). */
function bCubed({ total, rows, columns, cells }: Contingency) {
  const precision = share(sum(cells.map(({ column, count }) => count ** 2 / columns[column]!)), total, 0);
  const recall = share(sum(cells.map(({ row, count }) => count ** 2 / rows[row]!)), total, 0);
  return {
    bCubedPrecision: precision,
    bCubedRecall: recall,
    bCubedF1: share(2 * precision * recall, precision + recall, 0),
  };
}
