/** One choice among options, each described by the same features. */
export interface Choice {
  /** Option after option, `features` numbers each. */
  readonly options: Float64Array;
  /** Position of the option that was right. */
  readonly chosen: number;
  /** Default 1. */
  readonly weight?: number;
}

/** How {@link fitConditionalLogit} learns. */
export interface ConditionalLogitOptions {
  /** Where the weights stay without data. Default zeros. */
  readonly prior?: Float64Array;
  /** How hard the prior holds, in choices. Default 10. */
  readonly strength?: number;
  /** Newton-like steps. Default 60. */
  readonly steps?: number;
}

/** Probability of each option under a conditional logit (McFadden 1974): softmax of the weighted features. */
export function choiceProbabilities(options: Float64Array, weights: Float64Array): Float64Array {
  const features = weights.length;
  const utilities = new Float64Array(options.length / features);
  let highest = Number.NEGATIVE_INFINITY;
  for (let option = 0; option < utilities.length; option++) {
    let utility = 0;
    for (let f = 0; f < features; f++) utility += weights[f]! * options[option * features + f]!;
    utilities[option] = utility;
    highest = Math.max(highest, utility);
  }
  let sum = 0;
  for (let option = 0; option < utilities.length; option++) {
    utilities[option] = Math.exp(utilities[option]! - highest);
    sum += utilities[option]!;
  }
  return utilities.map((value) => value / sum);
}

/**
 * Learns the weights by which choices were made: maximum likelihood with a Gaussian prior. Each step moves every weight by its gradient over its own
 * curvature, halved among the features; the objective is concave, so more steps only come nearer. Deterministic, milliseconds for
 * thousands of choices.
 */
export function fitConditionalLogit(
  choices: readonly Choice[],
  features: number,
  { prior = new Float64Array(features), strength = 10, steps = 60 }: ConditionalLogitOptions = {},
): Float64Array {
  const weights = prior.slice();
  const total = choices.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return weights;
  const gradient = new Float64Array(features);
  const curvature = new Float64Array(features);
  const mean = new Float64Array(features);
  const square = new Float64Array(features);
  for (let step = 0; step < steps; step++) {
    for (let f = 0; f < features; f++) gradient[f] = strength * (prior[f]! - weights[f]!);
    curvature.fill(strength);
    for (const { options, chosen, weight = 1 } of choices) {
      const probabilities = choiceProbabilities(options, weights);
      mean.fill(0);
      square.fill(0);
      for (let option = 0; option < probabilities.length; option++) {
        const probability = probabilities[option]!;
        for (let f = 0; f < features; f++) {
          const value = options[option * features + f]!;
          mean[f]! += probability * value;
          square[f]! += probability * value * value;
        }
      }
      for (let f = 0; f < features; f++) {
        gradient[f]! += weight * (options[chosen * features + f]! - mean[f]!);
        curvature[f]! += weight * (square[f]! - mean[f]! ** 2);
      }
    }
    for (let f = 0; f < features; f++) weights[f]! += (stepShare * gradient[f]!) / curvature[f]!;
  }
  return weights;
}

/** Features that say much the same would overshoot together if each moved all the way. */
const stepShare = 0.25;
