import { z } from '@hono/zod-openapi';
import { articleStatuses } from '@ticket-ai/core';
import { actorSchema, itemsOf, listOf, time } from './common.ts';

const status = z.enum(articleStatuses);
const part = z.enum(['symptoms', 'cause', 'steps', 'notes', 'sources', 'title', 'summary']);

/** A place in a source, and what stands there where it is asked for. */
const span = z.object({
  kind: z.enum(['reply', 'passage']),
  ticketId: z.string().optional(),
  messageId: z.string().optional(),
  versionId: z.string().optional(),
  chunkId: z.string().optional(),
  start: z.int(),
  end: z.int(),
  page: z.int().optional(),
  quote: z.string().optional().openapi({
    description:
      'The words there, of the current and the published revision; absent when they were erased, or are for others',
  }),
  title: z.string().optional().openapi({ description: 'Of the document' }),
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

const words = z.string().trim().min(1).max(2000);

const edit = z.strictObject({
  title: words.optional(),
  summary: words.optional(),
  sections: z
    .array(
      z.strictObject({
        key: z.enum(['symptoms', 'cause', 'steps', 'notes', 'sources']),
        sentences: z
          .array(
            z.strictObject({
              text: words,
              from: z.int().min(1).optional().openapi({
                description:
                  'The sentence of that section whose evidence it keeps, counted from 1; one whose words stay needs none',
              }),
            }),
          )
          .max(200)
          .openapi({ description: 'The section as it shall be, whole; without sentences it goes' }),
      }),
    )
    .max(5)
    .optional(),
});

export const editSchema = edit
  .extend({ revisionId: z.string().min(1).max(500) })
  .openapi('ArticleEdit', { description: 'What is not named stays byte for byte' });

export const draftRequestSchema = z
  .strictObject({ intentId: z.string().min(1).max(500) })
  .openapi('DraftRequest');

export const draftedSchema = z
  .object({
    intentId: z.string(),
    article: articleSchema.optional().openapi({ description: 'Absent while the first draft is written' }),
  })
  .openapi('Drafted');

export const gapListSchema = itemsOf(
  z.object({
    intent: z.object({
      id: z.string(),
      name: z.string(),
      path: listOf(z.string()),
      ticketCount: z.int(),
    }),
    share: z.number(),
    unanswered: z.int(),
    refused: z
      .int()
      .openapi({ description: 'Tickets whose suggested reply was rejected, or that came back' }),
    article: articleSchema.optional(),
  }),
).openapi('GapList');

const revisionNumber = z.coerce.number().int().min(1);

export const diffQuerySchema = z.strictObject({
  from: revisionNumber.optional().openapi({ description: 'Default: the one before' }),
  to: revisionNumber.optional().openapi({ description: 'Default: the newest' }),
});

export const revisionDiffSchema = z
  .object({
    from: z.int(),
    to: z.int(),
    parts: listOf(
      z.object({ kind: z.enum(['same', 'removed', 'added']), items: listOf(z.string()) }),
    ).openapi({ description: 'Lines of the article as Markdown' }),
  })
  .openapi('RevisionDiff');

export const articleTextQuerySchema = z.strictObject({
  format: z.enum(['markdown', 'html']).default('markdown'),
  revision: revisionNumber.optional().openapi({ description: 'Default: what is published, else the newest' }),
});

export const reviewSchema = z
  .strictObject({
    revisionId: z
      .string()
      .min(1)
      .max(500)
      .openapi({ description: 'The revision that was read: another one is refused' }),
    decision,
    feedback: z.array(feedback).max(50).optional(),
    edit: edit.optional().openapi({ description: 'With `approve` only: what is approved and published' }),
  })
  .openapi('Review');
