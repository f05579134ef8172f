import { z } from '@hono/zod-openapi';
import { articleStatuses } from '@ticket-ai/core';
import { actorSchema, itemsOf, listOf, time } from './common.ts';

const status = z.enum(articleStatuses);
const part = z.enum(['symptoms', 'cause', 'steps', 'notes', 'sources', 'title', 'summary']);

/** A place in a source, not a copy of it. */
const span = z.object({
  kind: z.enum(['reply', 'passage']),
  ticketId: z.string().optional(),
  messageId: z.string().optional(),
  versionId: z.string().optional(),
  chunkId: z.string().optional(),
  start: z.int(),
  end: z.int(),
  page: z.int().optional(),
});

const sentence = z.object({
  text: z.string(),
  evidence: listOf(span),
  support: z.int(),
  verified: z.boolean(),
});

const content = z.object({
  title: z.string(),
  summary: z.string(),
  sections: listOf(z.object({ key: part, heading: z.string(), sentences: listOf(sentence) })),
  method: z.enum(['extractive', 'model', 'person']),
  language: z.string(),
});

const checks = z.object({
  removed: z.int(),
  unsupported: z.int(),
  conflicts: listOf(
    z.object({
      section: part,
      sentence: z.string(),
      about: z.enum(['number', 'path', 'negation']),
      source: span,
    }),
  ).optional(),
  overlap: z.object({ articleId: z.string(), title: z.string(), share: z.number() }).optional(),
});

const feedback = z.strictObject({ section: part.optional(), note: z.string().min(1).max(4000) });
const decision = z.enum(['approve', 'request-changes', 'reject', 'withdraw']);

export const articleSchema = z
  .object({
    id: z.string(),
    intentId: z.string(),
    status,
    title: z.string(),
    revisionId: z.string().optional(),
    publishedRevisionId: z.string().optional(),
    remark: z.string().optional(),
    stale: z.boolean(),
    staleReason: z.string().optional(),
    mergedInto: z.string().optional(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Article');

export const articleQuerySchema = z.strictObject({ status: status.optional() });

export const articleListSchema = itemsOf(
  z.object({ article: articleSchema, intentName: z.string(), ticketCount: z.int() }),
).openapi('ArticleList');

export const articleDetailSchema = z
  .object({
    article: articleSchema,
    intent: z.object({ id: z.string(), name: z.string() }),
    ticketCount: z.int(),
    revisions: listOf(
      z.object({
        id: z.string(),
        number: z.int(),
        parentId: z.string().optional(),
        content,
        checks: checks.optional(),
        createdAt: time,
        author: actorSchema,
      }),
    ),
    reviews: listOf(
      z.object({
        id: z.string(),
        revisionId: z.string(),
        decision,
        feedback: listOf(feedback),
        at: time,
        actor: actorSchema,
      }),
    ),
  })
  .openapi('ArticleDetail');

export const reviewSchema = z
  .strictObject({
    revisionId: z
      .string()
      .min(1)
      .max(500)
      .openapi({ description: 'The revision that was read: another one is refused' }),
    decision,
    feedback: z.array(feedback).max(50).optional(),
  })
  .openapi('Review');
