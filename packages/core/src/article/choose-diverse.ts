/** What {@link chooseDiverse} chooses among. */
export interface DiverseOptions {
  /** Number of candidates. */
  readonly size: number;
  readonly most: number;
  /** How relevant a candidate is, 0 to 1. */
  readonly relevance: (index: number) => number;
  /** How alike two candidates are, 0 to 1. */
  readonly similarity: (left: number, right: number) => number;
  /** Weight of relevance against novelty. Default .6 */
  readonly lambda?: number;
}

/** Maximal marginal relevance (Carbonell and Goldstein 1998): relevant candidates that do not repeat each other, best first. */
export function chooseDiverse({ size, most, relevance, similarity, lambda = 0.6 }: DiverseOptions): number[] {
  const chosen: number[] = [];
  const closest = new Float64Array(size);
  const left = new Set(Array.from({ length: size }, (_, index) => index));
  while (chosen.length < most && left.size > 0) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const index of left) {
      const score = lambda * relevance(index) - (1 - lambda) * closest[index]!;
      if (score > bestScore) [best, bestScore] = [index, score];
    }
    chosen.push(best);
    left.delete(best);
    for (const index of left) closest[index] = Math.max(closest[index]!, similarity(index, best));
  }
  return chosen;
}
