import { type RunOptions, throttledYield } from '../text/parallel.ts';
import { seededRandom, shuffleInPlace } from '../text/random.ts';
import { type ClusteringMetrics, scoreLabeling } from './clustering-metrics.ts';

/** The figures that two clusterings are compared by. */
export const comparedFigures = [
  'accuracy',
  'ari',
  'ami',
  'bCubedF1',
  'homogeneity',
  'completeness',
  'coverage',
] as const;

/** Name of a compared figure. */
export type ComparedFigure = (typeof comparedFigures)[number];

/** What two clusterings of the same items reach, and how sure their difference is. */
export interface FigureDifference {
  readonly before: number;
  readonly after: number;
  /** `after - before`: above 0 is better. */
  readonly difference: number;
  /** Bounds of the confidence interval of `difference`. */
  readonly low: number;
  readonly high: number;
}

/** The same items with their labels and two clusterings; below 0 is unassigned. */
export interface ClusteringPair {
  readonly gold: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** How {@link compareClusterings} draws; stops between resamples, and tells how many are done. */
export interface CompareOptions extends RunOptions {
  /** Resamples. Default 400. */
  readonly samples?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Confidence of the intervals. Default .95. */
  readonly confidence?: number;
}

/**
 * Compares two clusterings of the same items by a paired bootstrap over items: both are scored on the same resamples, so what is hard for
 * both does not blur the difference. A resample is half of the items, drawn without replacement: its spread equals that of the ordinary
 * bootstrap (for a mean, variance s² / (n/2) x (1 - 1/2) = s² / n), and no item meets a copy of itself, which would flatter every figure
 * that counts pairs. The interval is the middle of the resampled differences, moved to the difference seen on all items. It tells how far the
 * choice of items matters, not the choice of the clusterer's seed.
 * @throws the signal's reason when it is aborted
 */
export async function compareClusterings(
  { gold, before, after }: ClusteringPair,
  { samples = 400, seed = 1, confidence = 0.95, abortSignal, onProgress }: CompareOptions = {},
): Promise<Readonly<Record<ComparedFigure, FigureDifference>>> {
  const whole = [scoreLabeling(gold, before), scoreLabeling(gold, after)] as const;
  const random = seededRandom(seed);
  const order = Int32Array.from(gold, (_, item) => item);
  const half = Math.ceil(gold.length / 2);
  const giveWay = throttledYield(abortSignal);
  const resampled: (readonly [ClusteringMetrics, ClusteringMetrics])[] = [];
  while (resampled.length < samples) {
    await giveWay();
    const items = shuffleInPlace(order, random).slice(0, half);
    const pick = (labels: Int32Array) => items.map((item) => labels[item]!);
    const labels = pick(gold);
    resampled.push([scoreLabeling(labels, pick(before)), scoreLabeling(labels, pick(after))]);
    onProgress?.(resampled.length, samples);
  }
  const compare = (figure: ComparedFigure): FigureDifference => {
    const differences = resampled.map((scores) => gain(scores, figure)).sort((a, b) => a - b);
    const mean = differences.reduce((sum, value) => sum + value, 0) / Math.max(1, samples);
    const difference = gain(whole, figure);
    const bound = (share: number) => difference + quantile(differences, share) - mean;
    return {
      before: whole[0][figure],
      after: whole[1][figure],
      difference,
      low: bound((1 - confidence) / 2),
      high: bound((1 + confidence) / 2),
    };
  };
  return Object.fromEntries(comparedFigures.map((figure) => [figure, compare(figure)])) as Record<
    ComparedFigure,
    FigureDifference
  >;
}

function gain(
  [before, after]: readonly [ClusteringMetrics, ClusteringMetrics],
  figure: ComparedFigure,
): number {
  return after[figure] - before[figure];
}

/** Of ascending values, with linear interpolation. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}
