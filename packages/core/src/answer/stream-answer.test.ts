import { expect, test } from 'vitest';
import { type AnswerPart, streamAnswer } from './stream-answer.ts';

const sentence = { text: 'A refund takes 5 days.', citations: [] } as never;

/** An answer that does not come; whether its making was stopped. */
function neverAnswered() {
  const seen = { stopped: false };
  const parts = streamAnswer(
    ({ onSentence, abortSignal }) =>
      new Promise((_resolve, reject) => {
        onSentence(sentence);
        abortSignal.addEventListener('abort', () => {
          seen.stopped = true;
          reject(abortSignal.reason);
        });
      }),
  );
  return { parts, seen };
}

test('whoever leaves while a part is waited for stops the work at once', { timeout: 5000 }, async () => {
  const { parts, seen } = neverAnswered();
  expect((await parts.next()).value).toEqual({ type: 'sentence', sentence });
  const waited = parts.next();
  await parts.return();
  expect(seen.stopped).toBe(true);
  expect(await waited).toEqual({ done: true, value: undefined });
});

test('whoever stops reading stops the work', async () => {
  const { parts, seen } = neverAnswered();
  const read: AnswerPart[] = [];
  for await (const part of parts) {
    read.push(part);
    break;
  }
  expect([read.length, seen.stopped]).toEqual([1, true]);
});
