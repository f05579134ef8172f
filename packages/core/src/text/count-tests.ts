import { lowerBeta, lowerGamma, upperGamma } from './special-functions.ts';

/** P(X >= count) for a Poisson count. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  return mean <= 0 ? 0 : lowerGamma(count, mean);
}

/** From here on a negative binomial count is a Poisson count to five digits, and its own tail has fewer: log gammas of such sizes cancel. */
const endlessSize = 1e9;

/** P(X >= count) for a negative binomial count with variance mean + mean² / size. */
export function negativeBinomialTail(count: number, mean: number, size: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  return size > endlessSize ? poissonTail(count, mean) : lowerBeta(count, size, mean / (mean + size));
}

/** P(X >= count) among `trials` with this probability each. */
export function binomialTail(count: number, trials: number, probability: number): number {
  if (count <= 0) return 1;
  return count > trials ? 0 : lowerBeta(count, trials - count + 1, probability);
}

/** P(X >= value) for a chi-square variable. */
export function chiSquareTail(value: number, degrees: number): number {
  return degrees <= 0 ? 1 : upperGamma(degrees / 2, value / 2);
}

/**
 * Which of many tests to believe, so that of those believed a share of at most `rate` is wrong on average; when nothing is going on at all, the
 * chance of believing any is at most `rate` (Benjamini, Hochberg 1995; for independent or positively dependent tests).
 * @returns an adjusted p value per test, in order: believe those of at most `rate`
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (const [position, test] of order.entries()) {
    const rank = pValues.length - position;
    least = Math.min(least, (pValues[test]! * pValues.length) / rank);
    adjusted[test] = least;
  }
  return adjusted;
}

/** How far two mixes of the same kinds are apart: the population stability index; .1 is some, .25 a great change. Half a count is added to each. */
export function stabilityIndex(before: readonly number[], after: readonly number[]): number {
  const [sumBefore, sumAfter] = [before, after].map(
    (counts) => counts.reduce((sum, count) => sum + count, 0) + counts.length / 2,
  ) as [number, number];
  return before.reduce((sum, count, kind) => {
    const was = (count + 0.5) / sumBefore;
    const is = ((after[kind] ?? 0) + 0.5) / sumAfter;
    return sum + (is - was) * Math.log(is / was);
  }, 0);
}

/** Whether two rows of counts come from one mix: Pearson's test. Kinds too rare for it (expected below 5) are taken together. */
export function sameMix(
  before: readonly number[],
  after: readonly number[],
): { readonly statistic: number; readonly degrees: number; readonly p: number } {
  const [n, m] = [before, after].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [
    number,
    number,
  ];
  const smaller = Math.min(n, m) / Math.max(1, n + m);
  const cells: [number, number][] = [];
  let rare: [number, number] = [0, 0];
  for (const [kind, count] of before.entries()) {
    const other = after[kind] ?? 0;
    if ((count + other) * smaller >= 5) cells.push([count, other]);
    else rare = [rare[0] + count, rare[1] + other];
  }
  if ((rare[0] + rare[1]) * smaller >= 5) cells.push(rare);
  const total = cells.reduce((sum, [a, b]) => sum + a + b, 0);
  const left = cells.reduce((sum, [a]) => sum + a, 0);
  let statistic = 0;
  for (const [a, b] of cells) {
    const expected = ((a + b) * left) / total;
    const rest = a + b - expected;
    statistic += (a - expected) ** 2 / expected + (b - rest) ** 2 / rest;
  }
  const degrees = Math.max(0, cells.length - 1);
  return {
    statistic,
    degrees,
    p: degrees === 0 || !Number.isFinite(statistic) ? 1 : chiSquareTail(statistic, degrees),
  };
}
