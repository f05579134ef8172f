import { calibrationError, type RiskPoint, riskCoverage } from './risk-coverage.ts';

/** A question whose right answer is known. */
export interface GoldenQuestion {
  readonly id: string;
  readonly question: string;
  /** Whether the sources hold the answer. */
  readonly answerable: boolean;
  /** The source that holds it, and the place in it. */
  readonly document?: string;
  readonly quote?: string;
  /** What a right answer contains, and what would show a wrong one. */
  readonly mustContain: readonly string[];
  readonly mustNot: readonly string[];
  readonly tags: readonly string[];
}

/** An answer as it is shown. */
export interface ShownAnswer {
  readonly status: 'answered' | 'partial' | 'abstained';
  readonly confidence: number;
  readonly sentences: readonly {
    readonly text: string;
    readonly citations: readonly { readonly document: string; readonly quote: string }[];
  }[];
}

/** What is to be said of one answer. */
export interface AnswerVerdict {
  readonly id: string;
  readonly answerable: boolean;
  readonly shown: boolean;
  readonly confidence: number;
  /** It cites the document that holds the answer. */
  readonly rightDocument: boolean;
  /** Share of the words of the known quote that stand in the cited quotes. */
  readonly quoteOverlap: number;
  /** It says all it must and nothing it must not. */
  readonly saysIt: boolean;
  /**
   * Answerable, shown, says it, and rests on the known document or on a place that says the same. The figure that counts: nothing else is a
   * right answer.
   */
  readonly right: boolean;
}

/** Shares from 0 to 1; `undefined` where there is nothing to divide by. */
export interface AnswerScores {
  readonly questions: number;
  readonly answerable: number;
  readonly unanswerable: number;
  /** Answerable questions that were answered. */
  readonly answered: number | undefined;
  /** Answerable questions that were answered rightly. */
  readonly right: number | undefined;
  /** Unanswerable questions that were answered all the same. The one to keep near 0. */
  readonly falseAnswers: number | undefined;
  /** Of the answered answerable questions: */
  readonly rightDocument: number | undefined;
  readonly quoteOverlap: number | undefined;
  readonly saysIt: number | undefined;
  /** Of all that was answered: how much is right. */
  readonly precision: number | undefined;
  /** Mean gap between confidence and share of right answers, over everything that was answered. */
  readonly calibrationError: number | undefined;
  /** What is risked when only the surest answers are given, from few to all. */
  readonly curve: readonly RiskPoint[];
}

/** Same place, other words around it: half of the known quote is enough to tell that it is the one. */
const samePlace = 0.5;

/** Judges one answer, by code alone. */
export function judgeAnswer(golden: GoldenQuestion, answer: ShownAnswer): AnswerVerdict {
  const shown = answer.status !== 'abstained' && answer.sentences.length > 0;
  const citations = answer.sentences.flatMap((sentence) => sentence.citations);
  const said = folded(answer.sentences.map(({ text }) => text).join('\n'));
  const rightDocument = citations.some(({ document }) => isSameDocument(document, golden.document));
  const quoteOverlap = overlapOf(golden.quote ?? '', citations.map(({ quote }) => quote).join('\n'));
  const saysIt =
    golden.mustContain.every((text) => said.includes(folded(text))) &&
    !golden.mustNot.some((text) => said.includes(folded(text)));
  return {
    id: golden.id,
    answerable: golden.answerable,
    shown,
    confidence: answer.confidence,
    rightDocument,
    quoteOverlap,
    saysIt,
    right: golden.answerable && shown && saysIt && (rightDocument || quoteOverlap >= samePlace),
  };
}

/** Adds verdicts up. */
export function scoreAnswers(verdicts: readonly AnswerVerdict[]): AnswerScores {
  const answerable = verdicts.filter((verdict) => verdict.answerable);
  const unanswerable = verdicts.filter((verdict) => !verdict.answerable);
  const shown = verdicts.filter((verdict) => verdict.shown);
  const answered = answerable.filter((verdict) => verdict.shown);
  return {
    questions: verdicts.length,
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    answered: mean(answerable, (verdict) => Number(verdict.shown)),
    right: mean(answerable, (verdict) => Number(verdict.right)),
    falseAnswers: mean(unanswerable, (verdict) => Number(verdict.shown)),
    rightDocument: mean(answered, (verdict) => Number(verdict.rightDocument)),
    quoteOverlap: mean(answered, (verdict) => verdict.quoteOverlap),
    saysIt: mean(answered, (verdict) => Number(verdict.saysIt)),
    precision: mean(shown, (verdict) => Number(verdict.right)),
    calibrationError: calibrationError(shown),
    curve: riskCoverage(verdicts),
  };
}

/** The same, tag by tag, in the order of the tags' names. */
export function scoreAnswersByTag(
  golden: readonly Pick<GoldenQuestion, 'tags'>[],
  verdicts: readonly AnswerVerdict[],
): ReadonlyMap<string, AnswerScores> {
  const tags = [...new Set(golden.flatMap((question) => question.tags))].sort();
  return new Map(
    tags.map((tag) => [tag, scoreAnswers(verdicts.filter((_, index) => golden[index]?.tags.includes(tag)))]),
  );
}

const mean = <Item>(items: readonly Item[], value: (item: Item) => number): number | undefined =>
  items.length === 0 ? undefined : items.reduce((sum, item) => sum + value(item), 0) / items.length;

/** A document of a folder may be named with or without its folder. */
const isSameDocument = (cited: string, known: string | undefined): boolean =>
  known !== undefined && (cited === known || cited.endsWith(`/${known}`) || known.endsWith(`/${cited}`));

/** As people compare texts: without markup, and white space is white space. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[*_`|]/gu, ' ')
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

function overlapOf(known: string, cited: string): number {
  const words = (text: string) => new Set(folded(text).match(/[\p{L}\p{N}]+/gu));
  const [wanted, there] = [words(known), words(cited)];
  return wanted.size === 0 ? 0 : [...wanted].filter((word) => there.has(word)).length / wanted.size;
}
