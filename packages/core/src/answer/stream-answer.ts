import type { Answer, AnswerSentence } from './answer.ts';

/** What comes while an answer is made: its sentences, each when it is proved, and at last the whole answer, which has them all. */
export type AnswerPart =
  | { readonly type: 'sentence'; readonly sentence: AnswerSentence }
  | { readonly type: 'answer'; readonly answer: Answer };

/**
 * Turns the making of an answer into its parts as they come. Whoever stops reading stops the work: the signal that the work was given is
 * aborted, and with it the call to a model.
 * @throws what the work throws, after the parts that came before
 */
export async function* streamAnswer(
  make: (options: {
    readonly onSentence: (sentence: AnswerSentence) => void;
    readonly abortSignal: AbortSignal;
  }) => Promise<Answer>,
): AsyncGenerator<AnswerPart, void, undefined> {
  const stopped = new AbortController();
  const waiting: AnswerPart[] = [];
  let wake = () => {};
  let isOver = false;
  const onSentence = (sentence: AnswerSentence) => {
    waiting.push({ type: 'sentence', sentence });
    wake();
  };
  const work = make({ onSentence, abortSignal: stopped.signal }).finally(() => {
    isOver = true;
    wake();
  });
  work.catch(() => {});
  try {
    while (!isOver || waiting.length > 0) {
      const part = waiting.shift();
      if (part !== undefined) yield part;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (isOver) resolve();
        });
    }
    yield { type: 'answer', answer: await work };
  } finally {
    stopped.abort();
  }
}
