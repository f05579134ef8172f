import { TicketAIError } from '@ticket-ai/core';
import { compareMeans, type FigureDifference } from '@ticket-ai/core/evaluation';
import * as z from 'zod';
import { readResultFile } from './read-json-file.ts';

const means = z.object({ questions: z.number(), ndcg: z.number(), recall: z.number() });

/** What `eval retrieval --json` prints. */
const retrievalResultSchema = z.object({
  version: z.literal(1),
  documents: z.number(),
  questions: z.number(),
  unread: z.array(z.object({ document: z.string(), reason: z.string() })),
  seconds: z.object({ index: z.number(), ask: z.number() }),
  /** Means when the first `k` documents count. */
  scores: z.array(means.extend({ k: z.number(), hitRate: z.number(), mrr: z.number() })),
  /** nDCG of the first ten and recall of the first five, per tag of the questions. */
  tags: z.record(z.string(), means),
  verdicts: z.array(
    z.object({ id: z.string(), ndcg: z.number(), recall: z.number(), rank: z.number().optional() }),
  ),
});

/** What `eval retrieval --json` prints. */
export type RetrievalResult = z.output<typeof retrievalResultSchema>;

/** Reads what `eval retrieval --json` printed into a file. @throws `invalid-input` for anything else */
export const readRetrievalResult = (file: string): Promise<RetrievalResult> =>
  readResultFile(file, retrievalResultSchema, 'eval retrieval');

/** The figures that a result is held against a baseline by. */
export const retrievalFigures = { ndcg: 'nDCG@10', recall: 'recall@5' } as const;

/** Compares question by question (paired bootstrap). @throws `invalid-input` when the questions differ */
export function compareRetrieval(
  before: Pick<RetrievalResult, 'questions' | 'verdicts'>,
  after: Pick<RetrievalResult, 'questions' | 'verdicts'>,
): Readonly<Record<keyof typeof retrievalFigures, FigureDifference>> {
  const ids = ({ verdicts }: Pick<RetrievalResult, 'verdicts'>) =>
    JSON.stringify(verdicts.map(({ id }) => id));
  if (ids(before) !== ids(after))
    throw new TicketAIError('invalid-input', {
      message: `The baseline is about other questions (${before.questions} against ${after.questions}), so they cannot be compared one by one. Run it on the same questions.`,
    });
  const compare = (figure: keyof typeof retrievalFigures) =>
    compareMeans(
      before.verdicts.map((verdict) => verdict[figure]),
      after.verdicts.map((verdict) => verdict[figure]),
    );
  return { ndcg: compare('ndcg'), recall: compare('recall') };
}
