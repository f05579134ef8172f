import { z } from '@hono/zod-openapi';
import { answerSchema } from './answer.ts';
import { actorSchema, itemsOf, listOf, time } from './common.ts';

const verdict = z.enum(['sent', 'edited', 'rejected', 'reopened']);
const reason = z.string().trim().min(1).max(2000);

/** What became of a suggested reply. */
export const outcomeRequestSchema = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('sent') }),
    z.strictObject({
      verdict: z.literal('edited'),
      text: z
        .string()
        .trim()
        .min(1)
        .max(20_000)
        .openapi({ description: 'What was sent instead; only how much it differs is kept' }),
    }),
    z.strictObject({ verdict: z.literal('rejected'), reason }),
    z.strictObject({ verdict: z.literal('reopened'), reason: reason.optional() }),
  ])
  .openapi('OutcomeRequest');

export const outcomeSchema = z
  .object({
    id: z.string(),
    answerId: z.string(),
    verdict,
    note: z.string().optional().openapi({ description: 'Why' }),
    distance: z
      .number()
      .optional()
      .openapi({ description: 'Of an edited one: the share of words that were changed' }),
    at: time,
    actor: actorSchema,
  })
  .openapi('Outcome');

export const replyListSchema = itemsOf(
  z.object({
    answer: answerSchema,
    withheld: z.int().openapi({ description: 'Sentences that rest on documents for others' }),
    standing: z.enum(['open', ...verdict.options]),
    outcomes: listOf(outcomeSchema),
  }),
).openapi('ReplyList');

export const outcomeCountsSchema = z
  .object({
    sent: z.int(),
    edited: z.int(),
    rejected: z.int(),
    reopened: z.int(),
    sentUnchanged: z.number().optional().openapi({
      description: 'Of those sent, edited and rejected: the share that was sent without changing a word',
    }),
    assisted: z.number().optional().openapi({
      description: 'The share that was sent with less than a fifth of its words changed, or none',
    }),
    meanDistance: z
      .number()
      .optional()
      .openapi({ description: 'Of the edited ones: the mean share of words that were changed' }),
  })
  .openapi('OutcomeCounts');
