/** What is known of a decision to answer or not. */
export interface RiskedAnswer {
  readonly answerable: boolean;
  readonly shown: boolean;
  readonly confidence: number;
  readonly right: boolean;
}

/** What happens when only answers of at least `confidence` are given. Shares from 0 to 1. */
export interface RiskPoint {
  readonly confidence: number;
  /** Answerable questions that are answered. */
  readonly answered: number;
  /** Unanswerable questions that are answered. */
  readonly falseAnswers: number;
  /** Of all that is answered: what is not right. */
  readonly risk: number;
}

/**
 * The risk-coverage curve (El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification"): one point per
 * confidence that occurs among the shown answers, the surest first. Answers of the same confidence cannot be told apart and come together.
 */
export function riskCoverage(answers: readonly RiskedAnswer[]): RiskPoint[] {
  const answerable = answers.filter((answer) => answer.answerable).length;
  const unanswerable = answers.length - answerable;
  const shown = answers
    .filter((answer) => answer.shown)
    .sort((left, right) => right.confidence - left.confidence);
  const points: RiskPoint[] = [];
  let [answered, fooled, right] = [0, 0, 0];
  for (const [index, answer] of shown.entries()) {
    if (answer.answerable) answered += 1;
    else fooled += 1;
    if (answer.right) right += 1;
    if (shown[index + 1]?.confidence === answer.confidence) continue;
    points.push({
      confidence: answer.confidence,
      answered: answered / Math.max(1, answerable),
      falseAnswers: fooled / Math.max(1, unanswerable),
      risk: 1 - right / (index + 1),
    });
  }
  return points;
}

/** The false answers at the first point of a curve that answers at least this share; `undefined` when it never does. */
export function falseAnswersAt(curve: readonly RiskPoint[], answered: number): number | undefined {
  return curve.find((point) => point.answered >= answered - 1e-9)?.falseAnswers;
}

/** Bins of the calibration error: few enough that some dozens of answers fill them. */
const bins = 10;

/**
 * Expected calibration error (Naeini et al. 2015): the mean distance between confidence and share of right answers in ten bins of equal
 * width, weighted by their answers. `undefined` without answers.
 */
export function calibrationError(
  answers: readonly Pick<RiskedAnswer, 'confidence' | 'right'>[],
): number | undefined {
  if (answers.length === 0) return undefined;
  const binOf = ({ confidence }: { readonly confidence: number }) =>
    Math.min(bins - 1, Math.floor(confidence * bins));
  let error = 0;
  for (const bin of Map.groupBy(answers, binOf).values()) {
    const confidence = bin.reduce((sum, answer) => sum + answer.confidence, 0);
    const right = bin.filter((answer) => answer.right).length;
    error += Math.abs(confidence - right) / answers.length;
  }
  return error;
}

/** What a question scores by a single number, such as the best search score. */
export interface SingleScore {
  readonly answerable: boolean;
  readonly scores: Readonly<Record<string, number>>;
}

/** A rule "answer when the score is at least x" that answers as many answerable questions as asked for. */
export interface ThresholdRule {
  readonly score: string;
  readonly threshold: number;
  readonly answered: number;
  readonly falseAnswers: number;
}

/**
 * The best that a threshold on one score does when it answers at least a share of the answerable questions: of all scores, the one with the
 * fewest false answers. Chosen on the same questions, so it flatters the rule: what beats it beats it fairly.
 */
export function bestThreshold(
  questions: readonly SingleScore[],
  answered: number,
): ThresholdRule | undefined {
  const names = [...new Set(questions.flatMap(({ scores }) => Object.keys(scores)))].sort();
  const rules = names.flatMap((score): ThresholdRule[] => {
    const curve = riskCoverage(
      questions.map(({ answerable, scores }) => ({
        answerable,
        shown: scores[score] !== undefined,
        confidence: scores[score] ?? 0,
        right: answerable,
      })),
    );
    const point = curve.find((one) => one.answered >= answered - 1e-9);
    return point === undefined
      ? []
      : [{ score, threshold: point.confidence, answered: point.answered, falseAnswers: point.falseAnswers }];
  });
  return rules.sort(
    (left, right) => left.falseAnswers - right.falseAnswers || right.answered - left.answered,
  )[0];
}
