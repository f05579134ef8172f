import { countLabels } from './choose-resolution.ts';
import { renumber } from './communities.ts';
import { classifyRows, fitComplementBayes } from './complement-bayes.ts';
import { featureKinds } from './features.ts';
import { normaliseRows, type SparseMatrix, selectColumns } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';
import { viewAgreement } from './view-agreement.ts';

/** Groups that may get better by learning their words. */
export interface SelfTrainingInput {
  readonly matrix: SparseMatrix;
  /** Per column, the position of its kind in `featureKinds`. */
  readonly kinds: Uint8Array;
  readonly labels: Int32Array;
  /** The groups as the words alone and as the characters alone see them: the witnesses. */
  readonly byWords: Int32Array;
  readonly byCharacters: Int32Array;
}

/** What became of the groups. */
export interface SelfTraining {
  readonly labels: Int32Array;
  /** How many rounds helped; 0: the labels are those given. */
  readonly rounds: number;
}

const rowsPerStep = 1000;
const mostRounds = 3;
/** What the first round must add to the agreement of the witnesses, and what each further one: measured, see the guide on how intents are found. */
const leastGain = { first: 0.012, later: 0.003 };

/**
 * The agreement of two partitions of few texts wavers by chance: on complaints, 250 to 470 at a time, one round changed it by ±.015 either way. Like
 * every standard error this falls with the square root of the number, and a gain must be about twice as large.
 */
const wavering = (texts: number) => 0.6 / Math.sqrt(texts);

/**
 * Learns a classifier from the groups and lets it sort the texts anew, as long as two witnesses say that this helps: the groups found by words
 * alone are sorted by words, those found by characters alone by characters, and if the two agree more afterwards than before, the words of
 * a text do tell its group, and the groups of all features are sorted by all features. Otherwise the groups stay. Where single words decide
 * (topics), it gains up to ten points of agreement with people's labels; where whole phrases do (requests about one product), it would lose some.
 */
export function* selfTrain(input: SelfTrainingInput): Stepwise<SelfTraining> {
  const { matrix, kinds } = input;
  const isCharacter = (column: number) => featureKinds[kinds[column]!] === 'character';
  const [words, characters] = [(c: number) => !isCharacter(c), isCharacter].map((keep) => {
    const part = selectColumns(matrix, keep);
    normaliseRows(part);
    return part;
  }) as [SparseMatrix, SparseMatrix];
  let { labels, byWords, byCharacters } = input;
  let agreed = viewAgreement([byWords, byCharacters]);
  const rise = Math.max(1, wavering(matrix.rows) / leastGain.first);
  let rounds = 0;
  for (; rounds < mostRounds; rounds++) {
    yield;
    byWords = yield* sortAnew(words, byWords);
    byCharacters = yield* sortAnew(characters, byCharacters);
    const next = viewAgreement([byWords, byCharacters]);
    if (next < agreed + rise * (rounds === 0 ? leastGain.first : leastGain.later)) break;
    agreed = next;
    labels = yield* sortAnew(matrix, labels);
  }
  return { labels, rounds };
}

/** The group of each row by a classifier fitted on the groups themselves. A group may end empty; labels are numbered by first appearance. */
export function* sortAnew(matrix: SparseMatrix, labels: Int32Array): Stepwise<Int32Array> {
  const classes = renumber(labels);
  const classifier = fitComplementBayes(matrix, classes, countLabels(classes));
  const sorted = new Int32Array(matrix.rows);
  for (let from = 0; from < matrix.rows; from += rowsPerStep) {
    yield;
    sorted.set(classifyRows(classifier, matrix, from, Math.min(matrix.rows, from + rowsPerStep)), from);
  }
  return renumber(sorted);
}
