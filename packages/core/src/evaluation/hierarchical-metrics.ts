import { contingency } from '../text/agreement.ts';
import { matchMaximum } from '../text/hungarian.ts';
import { numberLabels } from './number-labels.ts';

/** An item's places from the top of a hierarchy down; `undefined` where it has none. */
export type LabelPath = readonly (string | undefined)[];

/** Precision, recall and F1 over sets of ancestors, 0 to 1. */
export interface HierarchicalMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Hierarchical precision and recall (Kiritchenko, Matwin, Famili 2005): an item stands for itself and all its ancestors but the root, so a
 * ticket in a wrong intent under the right heading is half right. The names of the two hierarchies differ, so at each level predicted places
 * are first matched to gold ones, one to one, so that most items agree (Hungarian); what stays unmatched agrees with nothing. A level at
 * which all gold labels are one says nothing, like the root, and is left out; so is an item at the levels where its gold label is blank. An
 * item that was not placed loses recall only.
 * @param gold one path per item, all of one length
 * @param predicted one path per item, of that length too
 */
export function hierarchicalMetrics(
  gold: readonly LabelPath[],
  predicted: readonly LabelPath[],
): HierarchicalMetrics {
  const depth = gold.reduce((most, path) => Math.max(most, path.length), 0);
  let [agreed, inGold, inPredicted] = [0, 0, 0];
  for (let level = 0; level < depth; level += 1) {
    const items = [...gold.keys()].filter((item) => gold[item]?.[level] !== undefined);
    const goldAt = numberLabels(items.map((item) => pathTo(gold[item], level)));
    if (goldAt.names.length < 2) continue;
    const placed = items.filter((item) => predicted[item]?.[level] !== undefined);
    const goldPlaced = numberLabels(placed.map((item) => pathTo(gold[item], level))).labels;
    const predictedAt = numberLabels(placed.map((item) => pathTo(predicted[item], level))).labels;
    const table = contingency(goldPlaced, predictedAt);
    agreed += matchMaximum(table.cells, table.rowSums.length, table.columnSums.length).total;
    inGold += items.length;
    inPredicted += placed.length;
  }
  const precision = inPredicted === 0 ? 0 : agreed / inPredicted;
  const recall = inGold === 0 ? 0 : agreed / inGold;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** A place is its whole path: "Other" under Billing is not "Other" under Delivery. */
function pathTo(path: LabelPath | undefined, level: number): string {
  return JSON.stringify(path?.slice(0, level + 1) ?? []);
}
