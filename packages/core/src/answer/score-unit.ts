import { fitOf } from './answer-cues.ts';
import { type Candidate, presence } from './candidates.ts';
import type { QuestionPart } from './question.ts';

/** Signs that a unit answers a question part. Each is general: none knows a topic. All from 0 to about 1. */
export interface Signs {
  /** The share of the question's word weight that stands in the unit, its headings or around it. */
  readonly coverage: number;
  /** The share that stands in the unit itself. */
  readonly own: number;
  /** Whether what is asked for stands there. */
  readonly focus: number;
  /** The greatest single gap: the weight share of the most telling word that stands nowhere. */
  readonly gap: number;
  /** How many words agree, whatever their share: 2 of 2 prove less than 6 of 7. */
  readonly evidence: number;
  /** It has the form of the answer that is asked for. */
  readonly fit: number;
  readonly prior: number;
  /** Agents replied like this to similar tickets. */
  readonly wording: number;
}

/** How much a word counts that stands beside the answer instead of in it. */
const inHeadings = 0.85;
const inContext = 0.4;

/** The signs of a unit, or nothing when it cannot be an answer of the kind that is asked for. */
export function signsOf(
  part: QuestionPart,
  candidate: Candidate,
  weightOf: (term: string) => number,
): Signs | undefined {
  const { unit, own, headings, context, prior, wording } = candidate;
  const answer = unit.lines.map(({ text }) => text).join('\n');
  const fit = fitOf(answer, part.kind, part.measure);
  if (fit === 'unfit' || isNoAnswer(answer) || (unit.kind === 'list' && part.kind !== 'procedure')) return undefined;
  let [covered, inside, total, gap, agreeing, focus] = [0, 0, 0, 0, 0, 0];
  for (const [term, meanings] of part.meanings) {
    const weight = weightOf(term);
    const here = presence(term, meanings, own);
    const there = Math.max(
      here,
      inHeadings * presence(term, meanings, headings),
      inContext * presence(term, meanings, context),
    );
    if (there === 0 && part.required.has(term)) return undefined;
    total += weight;
    inside += weight * here;
    covered += weight * there;
    agreeing += there;
    gap = Math.max(gap, weight * (1 - there));
    if (term === part.focus) focus = there;
  }
  if (total === 0) return undefined;
  return {
    coverage: covered / total,
    own: inside / total,
    focus: part.focus === undefined ? 0.5 : focus,
    gap: gap / total,
    evidence: 1 - 1 / (1 + agreeing / 2),
    fit: fit === 'fit' ? 1 : 0,
    prior,
    wording,
  };
}

/** A question, or a sentence that only says where to read on, does not answer. */
const isNoAnswer = (text: string): boolean =>
  /\?\s*$/u.test(text) ||
  (text.length < 200 &&
    /^(?:see|refer to|read|siehe|véase)\b|\b(?:information|details?|description|reference|more)\b.{0,100}\b(?:see|refer to)\b/iu.test(
      text,
    ));

/** Weights of a logistic regression on the signs. */
const weights: Signs & { readonly none: number } = {
  none: -7.5,
  coverage: 5,
  own: 2,
  focus: 1,
  gap: -1,
  evidence: 2,
  fit: 0.7,
  prior: 0.5,
  wording: 4,
};

/** The estimated probability that a unit with these signs answers. */
export function likelihoodOf(signs: Signs): number {
  let sum = weights.none;
  for (const sign of Object.keys(signs) as (keyof Signs)[]) sum += weights[sign] * signs[sign];
  return 1 / (1 + Math.exp(-sum));
}
