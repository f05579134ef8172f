import { type Choice, fitConditionalLogit } from '../text/conditional-logit.ts';
import type { JudgedTicket } from './clusterer.ts';
import { candidateFeatures, describeCandidates } from './describe-candidates.ts';
import { type ExemplarIndex, exemplarVectors } from './exemplar-index.ts';

/**
 * What each of the `candidateFeatures` weighs before anybody has judged a ticket. Fitted on catalogues of 4, 10 and 40 labelled tickets an
 * intent, with all, half and a tenth of the intents known, from three public sets (banking questions, customer service requests, programming
 * titles); weights fitted on two of the sets rank the third as well.
 */
export const coldWeights = Float64Array.of(
  0.719, // log probability of the classifier
  0.716, // score of the classifier
  0.34, // share of the votes
  0.645, // nearest exemplar
  0.17, // three nearest exemplars
  0.632, // cosine to the centroid
  0.875, // lead in log probability
  0.69, // lead in similarity
  0.048, // has the nearest exemplar
  -0.971, // number of exemplars
  0.008, // near duplicate
  -0.178, // none: always
  0.807, // none: unfamiliar words
  4, // none: no familiar word (set by hand: such tickets were too rare to learn from)
  0.623, // none: log probability of the background
);

/** How many judgements it takes to believe them as much as the cold weights. */
const priorStrength = 20;
/** Judgements that are learned from, the newest: tickets and intents change. */
const mostJudgements = 3000;

/** The weights that fit the judgements best, starting from the cold ones. */
export function learnWeights(index: ExemplarIndex, judged: readonly JudgedTicket[]): Float64Array {
  const latest = judged.slice(-mostJudgements);
  const queries = exemplarVectors(
    index,
    latest.map(({ ticket }) => ticket),
  );
  const positions = new Map(index.intents.map(({ intentId }, position) => [intentId, position]));
  const choices = latest.flatMap(({ ticket, intentId, weight = 1 }, row): Choice[] => {
    const { candidates, options } = describeCandidates(index, ticket, queries, row);
    const right = intentId === undefined ? undefined : positions.get(intentId);
    const chosen = right === undefined ? candidates.length : candidates.indexOf(right);
    // An intent that is not even a candidate teaches nothing about the weights.
    return chosen < 0 ? [] : [{ options, chosen, weight: Math.min(weight, heaviest) }];
  });
  return fitConditionalLogit(choices, candidateFeatures.length, {
    prior: coldWeights,
    strength: priorStrength,
  });
}

/** A rare audit stands for many tickets; for learning, no single ticket may outweigh the rest. */
const heaviest = 5;

/** Weights as the state a clusterer keeps. */
export function writeWeights(weights: Float64Array): string {
  return JSON.stringify({ version: 1, weights: [...weights] });
}

/** The weights of a state; the cold ones where it is absent or from another version of the features. */
export function readWeights(state: string | undefined): Float64Array {
  if (state === undefined) return coldWeights;
  const parsed: unknown = JSON.parse(state);
  if (typeof parsed !== 'object' || parsed === null || !('weights' in parsed)) return coldWeights;
  const { weights } = parsed;
  return Array.isArray(weights) && weights.length === coldWeights.length && weights.every(Number.isFinite)
    ? Float64Array.from(weights as number[])
    : coldWeights;
}
