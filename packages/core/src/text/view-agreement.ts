import { agreement } from './agreement.ts';

/** How well partitions of the same items agree: the mean of AMI and ARI over all pairs, 0 by chance, 1 when equal. */
export function viewAgreement(labelings: readonly Int32Array[]): number {
  const scores: number[] = [];
  for (let a = 0; a < labelings.length; a++) {
    for (let b = a + 1; b < labelings.length; b++) {
      const { ami, ari } = agreement(labelings[a]!, labelings[b]!);
      scores.push((ami + ari) / 2);
    }
  }
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Weighted moving mean with weights falling from `reach` to 1 on both sides; at the ends only over what is there. */
export function smoothed(values: readonly number[], reach: number): number[] {
  return values.map((_, at) => {
    let [sum, weights] = [0, 0];
    for (let offset = 1 - reach; offset < reach; offset++) {
      const value = values[at + offset];
      if (value === undefined) continue;
      sum += value * (reach - Math.abs(offset));
      weights += reach - Math.abs(offset);
    }
    return sum / weights;
  });
}
