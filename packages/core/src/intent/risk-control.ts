/** One judged ticket, scored by the matcher as it is today. */
export interface ScoredJudgement {
  /** What the matcher gives its best candidate now, 0 to 1. */
  readonly score: number;
  /** The judge disagrees with that candidate. */
  readonly isWrong: boolean;
  /** 1 divided by the probability with which the ticket was picked for judgement. */
  readonly weight: number;
}

/** What {@link certifyThreshold} is asked to guarantee. */
export interface CertificationOptions {
  /** Share of wrong automatic matches that is accepted, 0 to 1. */
  readonly targetError: number;
  /**
   * Standard deviations of the one-sided bound. Default 1.64: each single bound holds 95 times in 100, and the threshold chosen among them keeps its
   * promise about 90 times (measured on simulated populations; at 1.28 it was 80 to 85).
   */
  readonly deviations?: number;
  /** Fewer effective judgements than this certify nothing. Default 30. */
  readonly leastJudgements?: number;
}

/** How far automatic matches are certified. */
export interface Certificate {
  /** Score from which on matches are within the target; absent: no threshold is. */
  readonly threshold?: number;
  readonly targetError: number;
  /** Share of judged matches above the threshold that were wrong, weighted; above the best threshold found where none is certified. */
  readonly observedError: number;
  /** Upper bound of that share. */
  readonly errorBound: number;
  /** Number of equally weighted judgements that would tell as much: (Σw)² / Σw². */
  readonly effectiveJudgements: number;
}

/**
 * The smallest of some thresholds whose matches are wrong at most as often as wanted, by a one-sided Wilson bound (Wilson 1927) on weighted
 * judgements with Kish's effective sample size. Counting weighted judgements as if each were one would promise too much: a few audits that
 * stand for many tickets are few.
 *
 * Judgements must have been picked by chance with known probability; those that somebody came across prove nothing and must be left out.
 * The judge's own errors count as disagreement: where they reach the target, no threshold is certified.
 */
export function certifyThreshold(
  judgements: readonly ScoredJudgement[],
  { targetError, deviations = 1.64, leastJudgements = 30 }: CertificationOptions,
): Certificate {
  const sorted = judgements.toSorted((a, b) => b.score - a.score);
  let certified: Certificate | undefined;
  let best: Certificate = { targetError, observedError: 0, errorBound: 1, effectiveJudgements: 0 };
  let [weights, squares, wrong] = [0, 0, 0];
  for (const [at, { score, isWrong, weight }] of sorted.entries()) {
    weights += weight;
    squares += weight * weight;
    if (isWrong) wrong += weight;
    // Thresholds lie between scores, never between equal ones; a grid keeps the choice from hunting for lucky places.
    const next = sorted[at + 1]?.score;
    if (next !== undefined && levelOf(next) === levelOf(score)) continue;
    const effectiveJudgements = squares === 0 ? 0 : (weights * weights) / squares;
    if (effectiveJudgements < leastJudgements) continue;
    const observedError = wrong / weights;
    const errorBound = wilsonUpperBound(observedError, effectiveJudgements, deviations);
    const found = { targetError, observedError, errorBound, effectiveJudgements };
    if (errorBound < best.errorBound) best = found;
    if (errorBound <= targetError) certified = { ...found, threshold: levelOf(score) };
  }
  return certified ?? best;
}

/** Thresholds are multiples of this. */
const gridStep = 0.02;

function levelOf(score: number): number {
  return Math.floor(score / gridStep) * gridStep;
}

/** Upper end of the one-sided Wilson interval of a share seen in `count` cases. */
export function wilsonUpperBound(share: number, count: number, deviations: number): number {
  if (count === 0) return 1;
  const square = deviations * deviations;
  const centre = share + square / (2 * count);
  const spread = deviations * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count));
  return Math.min(1, (centre + spread) / (1 + square / count));
}
