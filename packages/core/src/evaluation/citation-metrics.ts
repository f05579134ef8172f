import type { Answer } from '../answer/answer.ts';

/** An answer beside what is known about its question. */
export interface JudgedAnswer {
  readonly answer: Pick<Answer, 'status' | 'sentences'>;
  /** Whether the sources hold the answer. */
  readonly answerable: boolean;
  /** Sources that hold it; a citation of one of them is right. */
  readonly sources?: readonly string[];
}

/** How trustworthy answers and their citations are; shares from 0 to 1. */
export interface CitationMetrics {
  readonly answers: number;
  /** Citations whose quote stands exactly where they say. Anything below 1 is a fault of code. */
  readonly quoteValidity: number;
  /** Sentences with at least one citation. */
  readonly citedSentences: number;
  /** Answerable questions that were answered, at least in part. */
  readonly answeredShare: number;
  /** Unanswerable questions that were answered all the same. The one to keep near 0. */
  readonly falseAnswers: number;
  /** Of the answered answerable questions with known sources: how many cite one of them. */
  readonly rightSource: number;
}

/**
 * Scores answers and their citations.
 * @param textOf the text of a document version, to check offsets against
 */
export function citationMetrics(
  judged: readonly JudgedAnswer[],
  textOf: (versionId: string) => string | undefined,
): CitationMetrics {
  const sentences = judged.flatMap(({ answer }) => answer.sentences);
  const citations = sentences.flatMap((sentence) => sentence.citations);
  const isShown = ({ answer }: JudgedAnswer) => answer.status !== 'abstained';
  const answerable = judged.filter((one) => one.answerable);
  const unanswerable = judged.filter((one) => !one.answerable);
  const sourced = answerable.filter((one) => isShown(one) && one.sources !== undefined);
  return {
    answers: judged.length,
    quoteValidity: shareOf(
      citations,
      ({ versionId, start, end, quote }) => quote !== '' && textOf(versionId)?.slice(start, end) === quote,
      1,
    ),
    citedSentences: shareOf(sentences, (sentence) => sentence.citations.length > 0, 1),
    answeredShare: shareOf(answerable, isShown, 0),
    falseAnswers: shareOf(unanswerable, isShown, 0),
    rightSource: shareOf(
      sourced,
      ({ answer, sources = [] }) =>
        answer.sentences.some(({ citations: own }) => own.some(({ source }) => sources.includes(source))),
      0,
    ),
  };
}

function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean, whenNone: number): number {
  return items.length === 0 ? whenNone : items.filter(holds).length / items.length;
}
