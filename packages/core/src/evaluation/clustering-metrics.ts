import {
  amiOf,
  ariOf,
  type Contingency,
  contingency,
  entropy,
  mutualInformation,
} from '../text/agreement.ts';
import { matchMaximum } from '../text/hungarian.ts';
import { numberLabels } from './number-labels.ts';

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
  /** Per item, averaged: how pure its cluster is of its label (Bagga and Baldwin 1998). */
  readonly bCubedPrecision: number;
  /** Per item, averaged: how much of its label is in its cluster. */
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
  return scoreLabeling(numberLabels(gold).labels, numberLabels(predicted).labels);
}

/** {@link clusteringMetrics} on numbers: any whole number per item, below 0 for unassigned. */
export function scoreLabeling(gold: Int32Array, predicted: Int32Array): ClusteringMetrics {
  const assigned = predicted.filter((cluster) => cluster >= 0);
  const table = contingency(
    gold,
    predicted.map((cluster, item) => (cluster < 0 ? -1 - item : cluster)),
  );
  const goldClusters = table.rowSums.length;
  const predictedClusters = new Set(assigned).size;
  const matched = matchMaximum(table.cells, table.rowSums.length, table.columnSums.length);
  return {
    items: gold.length,
    coverage: share(assigned.length, gold.length, 0),
    goldClusters,
    predictedClusters,
    clusterRatio: share(predictedClusters, goldClusters, 0),
    accuracy: share(matched.total, table.total, 0),
    ari: ariOf(table),
    ami: amiOf(table),
    ...informationShares(table),
    purity: purityOf(table),
    ...bCubed(table),
  };
}

const share = (part: number, whole: number, otherwise: number): number =>
  whole === 0 ? otherwise : part / whole;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function informationShares(table: Contingency) {
  const mutual = mutualInformation(table);
  const homogeneity = share(mutual, entropy(table.rowSums, table.total), 1);
  const completeness = share(mutual, entropy(table.columnSums, table.total), 1);
  return {
    nmi: share(2 * homogeneity * completeness, homogeneity + completeness, 0),
    homogeneity,
    completeness,
  };
}

function purityOf({ total, columnSums, cells }: Contingency): number {
  const largest = columnSums.map(() => 0);
  for (const { column, count } of cells) largest[column] = Math.max(largest[column] ?? 0, count);
  return share(sum(largest), total, 0);
}

function bCubed({ total, rowSums, columnSums, cells }: Contingency) {
  const precision = share(sum(cells.map(({ column, count }) => count ** 2 / columnSums[column]!)), total, 0);
  const recall = share(sum(cells.map(({ row, count }) => count ** 2 / rowSums[row]!)), total, 0);
  return {
    bCubedPrecision: precision,
    bCubedRecall: recall,
    bCubedF1: share(2 * precision * recall, precision + recall, 0),
  };
}
