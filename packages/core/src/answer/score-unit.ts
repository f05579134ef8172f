import { fitOf } from './answer-cues.ts';
import type { Candidate, Candidates } from './candidates.ts';
import { isCode } from './codes.ts';
import type { QuestionPart } from './question.ts';
import { presence } from './words.ts';

/** Signs that a unit answers a question part. Each is general: none knows a topic. From 0 to 1. */
export interface Signs {
  /** The share of the question's word weight that stands in the unit itself. */
  readonly own: number;
  /** The share that stands in it, in its headings or around it, or that customers wrote who got such an answer. */
  readonly told: number;
  /** The greatest single gap: the weight share of the most telling word that stands nowhere. */
  readonly gap: number;
  /** Whether what is asked for stands there. */
  readonly focus: number;
  /** It has the form of the answer that is asked for. */
  readonly fit: number;
  /** The share of the rest of the message that stands there or in the passage; one half when there is no rest. */
  readonly background: number;
  /** How high its passage was found. */
  readonly prior: number;
  /** Agents replied like this to similar tickets. */
  readonly wording: number;
}

/** How much a word counts that stands beside the answer instead of in it. */
const inHeadings = 0.85;
const inPassage = 0.7;

/** A code names one thing: where the answer has the form that is asked for, it is worth so many words. */
const codeCounts = 3;

/** A unit that hardly shares a word with the question is an answer only when agents answered like it. */
const leastOwn = 0.15;
const leastWording = 0.2;

/** The signs of a unit, or nothing when it cannot be an answer of the kind that is asked for. */
export function signsOf(
  part: QuestionPart,
  candidate: Candidate,
  { weightOf, isKnown }: Omit<Candidates, 'all'>,
): Signs | undefined {
  const { unit, own, headings, around, prior, wording } = candidate;
  const answer = unit.lines.map(({ text }) => text).join('\n');
  const fit = fitOf(answer, part.kind, part.measure);
  if (fit === 'unfit' || isNoAnswer(answer) || (unit.kind === 'list' && part.kind !== 'procedure'))
    return undefined;
  let [inside, told, total, gap, focus] = [0, 0, 0, 0, 0];
  for (const [term, meanings] of part.meanings) {
    const weight = weightOf(term) * (fit === 'fit' && isCode(term) ? codeCounts : 1);
    const here = presence(term, meanings, own);
    const there = Math.max(
      here,
      inHeadings * presence(term, meanings, headings),
      inPassage * presence(term, meanings, around),
    );
    if (there === 0 && (part.required.has(term) || (part.told.has(term) && isKnown(term)))) return undefined;
    total += weight;
    inside += weight * here;
    told += weight * Math.max(there, toldBy(candidate, term));
    gap = Math.max(gap, weight * (1 - there));
    if (term === part.focus) focus = there;
  }
  if (total === 0 || (inside < leastOwn * total && wording < leastWording)) return undefined;
  return {
    own: inside / total,
    told: told / total,
    gap: gap / total,
    focus: part.focus === undefined ? 0.5 : focus,
    fit: fit === 'fit' ? 1 : 0,
    background: backgroundOf(part, candidate, weightOf),
    prior,
    wording,
  };
}

/** A customer wrote the word, and the reply was much like the unit: then it is another word for what stands there. */
function toldBy({ replies }: Candidate, term: string): number {
  let best = 0;
  for (const { likeness, asked } of replies) if (likeness > best && asked.has(term)) best = likeness;
  return Math.min(0.8, 1.5 * best);
}

function backgroundOf(
  { background }: QuestionPart,
  { own, headings, around }: Candidate,
  weightOf: (term: string) => number,
): number {
  let [covered, total] = [0, 0];
  for (const [term, meanings] of background) {
    const weight = weightOf(term);
    total += weight;
    covered +=
      weight *
      Math.max(
        presence(term, meanings, own),
        inHeadings * presence(term, meanings, headings),
        inPassage * presence(term, meanings, around),
      );
  }
  return total === 0 ? 0.5 : covered / total;
}

/** A question, or a sentence that only says where to read on, does not answer. */
const isNoAnswer = (text: string): boolean =>
  /\?\s*$/u.test(text) ||
  (text.length < 200 &&
    /^(?:see|refer to|read|siehe|véase)\b|\b(?:information|details?|description|reference|more)\b.{0,100}\b(?:see|refer to)\b/iu.test(
      text,
    ));

/**
 * Weights of a logistic regression on the signs, fitted on questions about product manuals and about an invented telephone company, with and
 * without the page that answers. The sample help desk's questions were not in the fit, but were looked at.
 */
const weights: Signs & { readonly none: number } = {
  none: -4.5,
  own: 0.85,
  told: 0.69,
  gap: -3.32,
  focus: 0.74,
  fit: 1.33,
  background: 1.12,
  prior: 1.43,
  wording: 2.0,
};

/** The estimated probability that a unit with these signs answers. */
export function likelihoodOf(signs: Signs): number {
  let sum = weights.none;
  for (const sign of Object.keys(signs) as (keyof Signs)[]) sum += weights[sign] * signs[sign];
  return 1 / (1 + Math.exp(-sum));
}

/**
 * A likelihood as the share of answers of that likelihood which were right (Platt scaling, 1999): fitted on the sample help desk's questions, with
 * and without tickets, with and without the page that answers. It keeps the order.
 */
export function calibrated(likelihood: number): number {
  const odds = Math.log(Math.max(1e-9, likelihood) / Math.max(1e-9, 1 - likelihood));
  return 1 / (1 + Math.exp(-(2.2 * odds + 0.4)));
}
