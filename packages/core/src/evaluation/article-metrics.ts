/** A step that an article must hold, written by somebody who knows the answer and not by reading the article. */
export interface GoldenStep {
  readonly text: string;
  /** The words that tell the step from others: all must stand in one sentence, in any order; `a|b`: one of them is enough. A word stands for those that begin with it. */
  readonly words: readonly string[];
}

/** What one article was to say, and what it says. */
export interface JudgedArticle {
  readonly golden: readonly GoldenStep[];
  /** Its steps, in order; empty when no article was written. */
  readonly steps: readonly string[];
}

/** Which steps of an article are right, and what it lacks. */
export interface ArticleVerdict {
  /** Steps that hold no golden step. */
  readonly wrong: readonly string[];
  /** Right steps that hold no golden step which a step before them does not hold, too: no fault of truth, but of reading. */
  readonly repeated: readonly string[];
  /** Golden steps that no step holds. */
  readonly missing: readonly GoldenStep[];
  /** Share of its steps that hold a golden step, 0 to 1; 1 when it has no steps. */
  readonly precision: number;
  /** Share of the golden steps that it holds, 0 to 1; 1 when there are none. */
  readonly recall: number;
}

/**
 * Judges the steps of an article. One sentence may hold several golden steps ("scan the code and enter the digits"), and several sentences the
 * same one: neither is wrong, but the latter is counted as repeated. Wording does not count, only the words that a golden step names.
 */
export function judgeArticle({ golden, steps }: JudgedArticle): ArticleVerdict {
  const wrong = steps.filter((step) => !golden.some((one) => holdsStep(step, one)));
  const repeated = steps.filter((step, index) => {
    const held = golden.filter((one) => holdsStep(step, one));
    const before = steps.slice(0, index);
    return held.length > 0 && held.every((one) => before.some((other) => holdsStep(other, one)));
  });
  const missing = golden.filter((one) => !steps.some((step) => holdsStep(step, one)));
  return {
    wrong,
    repeated,
    missing,
    precision: steps.length === 0 ? 1 : 1 - wrong.length / steps.length,
    recall: golden.length === 0 ? 1 : 1 - missing.length / golden.length,
  };
}

/** Figures over all articles. */
export interface ArticleScores {
  /** Share of all written steps that are right: long articles count more. */
  readonly precision: number;
  /** Share of all golden steps that are written. */
  readonly recall: number;
  /** Share of all written steps that are right and say nothing new. */
  readonly repeated: number;
}

/** Sums verdicts up: every step counts the same. Without steps precision and recall are 1. */
export function scoreArticles(articles: readonly JudgedArticle[]): ArticleScores {
  const verdicts = articles.map(judgeArticle);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const share = (bad: number, all: number) => (all === 0 ? 1 : 1 - bad / all);
  const written = sum(articles.map(({ steps }) => steps.length));
  return {
    precision: share(sum(verdicts.map(({ wrong }) => wrong.length)), written),
    repeated: written === 0 ? 0 : sum(verdicts.map(({ repeated }) => repeated.length)) / written,
    recall: share(
      sum(verdicts.map(({ missing }) => missing.length)),
      sum(articles.map(({ golden }) => golden.length)),
    ),
  };
}

function holdsStep(sentence: string, { words }: GoldenStep): boolean {
  const text = sentence.toLowerCase();
  return words.every((word) =>
    word
      .toLowerCase()
      .split('|')
      .some((choice) => startsWord(text, choice)),
  );
}

function startsWord(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  return false;
}
