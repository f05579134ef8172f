import { TicketAIError } from '@ticket-ai/core';
import { compareMeans, type FigureDifference } from '@ticket-ai/core/evaluation';
import * as z from 'zod';
import { readResultFile } from './read-json-file.ts';

const share = z.number().optional();

const scores = z.object({
  questions: z.number(),
  answerable: z.number(),
  unanswerable: z.number(),
  answered: share,
  right: share,
  falseAnswers: share,
  rightDocument: share,
  quoteOverlap: share,
  saysIt: share,
  precision: share,
  calibrationError: share,
});
const rule = z.object({
  score: z.string(),
  threshold: z.number(),
  answered: z.number(),
  falseAnswers: z.number(),
});

/** What `eval answers --json` prints. */
const answerResultSchema = z.object({
  version: z.literal(1),
  ...scores.shape,
  quoteValidity: z.number(),
  curve: z.array(
    z.object({ confidence: z.number(), answered: z.number(), falseAnswers: z.number(), risk: z.number() }),
  ),
  /** Beside the best threshold on a single search score, at the same share of answered questions. */
  against: z.array(
    z.object({ answered: z.number(), falseAnswers: z.number().optional(), threshold: rule.optional() }),
  ),
  tags: z.record(z.string(), scores),
  documents: z.number(),
  tickets: z.number(),
  unread: z.array(z.object({ document: z.string(), reason: z.string() })),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
  seconds: z.object({ index: z.number(), answer: z.number() }),
  verdicts: z.array(
    z.object({
      id: z.string(),
      answerable: z.boolean(),
      shown: z.boolean(),
      confidence: z.number(),
      rightDocument: z.boolean(),
      quoteOverlap: z.number(),
      saysIt: z.boolean(),
      right: z.boolean(),
    }),
  ),
});

/** What `eval answers --json` prints. */
export type AnswerResult = z.output<typeof answerResultSchema>;

/** Reads what `eval answers --json` printed into a file. @throws `invalid-input` for anything else */
export const readAnswerResult = (file: string): Promise<AnswerResult> =>
  readResultFile(file, answerResultSchema, 'eval answers');

/** The figures that a result is held against a baseline by; greater is better in each. */
export const answerFigures = {
  right: 'right answers',
  refused: 'unanswerable questions refused',
} as const;

/** Compares question by question (paired bootstrap). @throws `invalid-input` when the questions differ */
export function compareAnswers(
  before: AnswerResult,
  after: AnswerResult,
): Readonly<Record<keyof typeof answerFigures, FigureDifference>> {
  const asked = ({ verdicts }: AnswerResult) =>
    JSON.stringify(verdicts.map(({ id, answerable }) => [id, answerable]));
  if (asked(before) !== asked(after))
    throw new TicketAIError('invalid-input', {
      message: `The baseline is about other questions (${before.questions} against ${after.questions}), so they cannot be compared one by one. Run it on the same golden file.`,
    });
  const values = (
    { verdicts }: AnswerResult,
    answerable: boolean,
    value: (one: AnswerResult['verdicts'][number]) => boolean,
  ) => verdicts.filter((one) => one.answerable === answerable).map((one) => Number(value(one)));
  return {
    right: compareMeans(
      values(before, true, ({ right }) => right),
      values(after, true, ({ right }) => right),
    ),
    refused: compareMeans(
      values(before, false, ({ shown }) => !shown),
      values(after, false, ({ shown }) => !shown),
    ),
  };
}
