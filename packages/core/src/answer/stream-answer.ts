import type { Answer, AnswerSentence } from './answer.ts';

/** What comes while an answer is made: its sentences, each when it is proved, and at last the whole answer, which has them all. */
export type AnswerPart =
  | { readonly type: 'sentence'; readonly sentence: AnswerSentence }
  | { readonly type: 'answer'; readonly answer: Answer };

/** Makes an answer. */
type Make = (options: {
  readonly onSentence: (sentence: AnswerSentence) => void;
  readonly abortSignal: AbortSignal;
}) => Promise<Answer>;

/**
 * Turns the making of an answer into its parts as they come. Whoever stops reading stops the work, also while a part is waited for: the signal that
 * the work was given is aborted, and with it the call to a model.
 * @throws what the work throws, after the parts that came before
 */
export function streamAnswer(make: Make): AsyncGenerator<AnswerPart, void, undefined> {
  const stopped = new AbortController();
  const parts = partsOf(make, stopped);
  const leave = parts.return.bind(parts);
  return Object.assign(parts, {
    // A generator by itself would end only when the part that is waited for has come.
    return(value: undefined) {
      stopped.abort();
      return leave(value);
    },
  });
}

async function* partsOf(make: Make, stopped: AbortController): AsyncGenerator<AnswerPart, void, undefined> {
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
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    stopped.abort();
  }
}
