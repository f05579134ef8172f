import { seededRandom } from '../text/random.ts';
import { type FigureDifference, quantile } from './compare-clusterings.ts';

/**
 * Compares two means over the same items by a paired bootstrap: items are drawn with replacement, and both sides are read on the same draw.
 * The interval is the middle of the drawn differences.
 * @param before one value per item; `after` has the same items in the same order
 */
export function compareMeans(
  before: readonly number[],
  after: readonly number[],
  options: { readonly samples?: number; readonly seed?: number; readonly confidence?: number } = {},
): FigureDifference {
  const { samples = 2000, seed = 1, confidence = 0.95 } = options;
  const count = Math.min(before.length, after.length);
  const random = seededRandom(seed);
  const drawn: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    let sum = 0;
    for (let draw = 0; draw < count; draw += 1) {
      const item = random.integer(count);
      sum += after[item]! - before[item]!;
    }
    drawn.push(sum / Math.max(1, count));
  }
  drawn.sort((left, right) => left - right);
  const mean = (values: readonly number[]) =>
    values.slice(0, count).reduce((sum, value) => sum + value, 0) / Math.max(1, count);
  return {
    before: mean(before),
    after: mean(after),
    difference: mean(after) - mean(before),
    low: quantile(drawn, (1 - confidence) / 2),
    high: quantile(drawn, 1 - (1 - confidence) / 2),
  };
}
