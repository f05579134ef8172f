import { z } from '@hono/zod-openapi';
import { listOf, time } from './common.ts';

/** A question, or a ticket to answer; one of them. */
export const questionSchema = z
  .union([
    z.strictObject({ question: z.string().trim().min(1).max(10_000) }),
    z.strictObject({ ticketId: z.string().min(1).max(500) }),
  ])
  .openapi('Question');

const citationSchema = z
  .object({
    documentId: z.string(),
    versionId: z.string(),
    chunkId: z.string(),
    source: z.string(),
    title: z.string(),
    page: z.int(),
    start: z.int(),
    end: z.int(),
    quote: z.string(),
  })
  .openapi('Citation');

export const answerSentenceSchema = z
  .object({
    text: z.string(),
    citations: listOf(citationSchema),
    /** Places in other documents that say otherwise. */
    contradictedBy: listOf(citationSchema).optional(),
  })
  .openapi('AnswerSentence');

export const answerSchema = z
  .object({
    id: z.string(),
    ticketId: z.string().optional(),
    question: z.string(),
    status: z.enum(['answered', 'partial', 'abstained']),
    sentences: listOf(answerSentenceSchema),
    confidence: z.number(),
    missing: listOf(z.string()),
    channels: z.record(z.string(), z.enum(['ok', 'degraded', 'off'])),
    generator: z.string(),
    createdAt: time,
  })
  .openapi('Answer');
