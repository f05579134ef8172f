import { z } from '@hono/zod-openapi';
import { itemsOf, listOf, time } from './common.ts';

export const matchingStatusSchema = z
  .object({
    policy: z.object({
      targetError: z.number(),
      auditShare: z.number(),
      uncertifiedThreshold: z.number(),
      batchWaitMs: z.number(),
    }),
    threshold: z.number().optional().openapi({
      description:
        'Score from which on tickets are matched automatically; absent: none are, a model is asked',
    }),
    certified: z.boolean().openapi({ description: 'Whether judgements prove that the target is kept' }),
    certificate: z
      .object({
        threshold: z.number().optional(),
        targetError: z.number(),
        observedError: z.number(),
        errorBound: z.number(),
        effectiveJudgements: z.number(),
      })
      .optional(),
    undecided: z.int().openapi({ description: "Tickets that wait for a model's word" }),
    waiting: z.int().openapi({ description: 'Tickets that wait for an intent that fits' }),
  })
  .openapi('MatchingStatus');

export const emergingListSchema = itemsOf(
  z
    .object({
      name: z.string(),
      description: z.string(),
      terms: listOf(z.string()),
      ticketIds: listOf(z.string()),
      requesters: z.int(),
    })
    .openapi('EmergingIntent'),
).openapi('EmergingIntentList');

export const auditListSchema = itemsOf(
  z
    .object({
      ticketId: z.string(),
      intentId: z.string(),
      score: z.number(),
      standsFor: z.number().openapi({ description: 'For how many matches the answer counts' }),
      at: time,
    })
    .openapi('OpenAudit'),
).openapi('OpenAuditList');
