import { z } from '@hono/zod-openapi';
import { columnRoles } from '@ticket-ai/core';
import { actorSchema, fileNameSchema, itemsOf, listOf, time } from './common.ts';

export const importSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    fileName: z.string().optional(),
    status: z.enum(['running', 'done', 'failed', 'undone']),
    batchCount: z.int().optional().openapi({ description: 'Known when the file was read to its end' }),
    batchesDone: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    startedAt: time,
    startedBy: actorSchema,
    finishedAt: time.optional(),
    error: z.string().optional().openapi({ description: 'Why it failed; start it again to continue' }),
  })
  .openapi('Import');

export const importListSchema = itemsOf(importSchema).openapi('ImportList');

const rejectedRowSchema = z
  .object({
    line: z.int(),
    column: z.string().optional(),
    reason: z.string(),
    text: z.string().openapi({ description: 'The row as it stands, cut at 1,000 characters' }),
  })
  .openapi('RejectedRow');

export const rejectedRowsSchema = itemsOf(rejectedRowSchema).openapi('RejectedRows');

export const importPreviewSchema = z
  .object({
    columns: z
      .object({
        mapping: z.record(z.string(), z.string()),
        encoding: z.string(),
        delimiter: z.string().optional(),
        layout: z.enum(['ticket-per-row', 'message-per-row', 'ticket-per-line']),
      })
      .optional()
      .openapi({ description: 'How the file was understood' }),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    doubled: z.int().openapi({ description: 'How many of the unchanged repeat an earlier row of the file' }),
    rejected: listOf(rejectedRowSchema),
  })
  .openapi('ImportPreview');

export const undoImportPreviewSchema = z
  .object({
    tickets: z.int(),
    intents: listOf(
      z.object({
        intentId: z.string(),
        name: z.string(),
        tickets: z.int(),
        ticketsToday: z.int(),
        exemplars: z.int().openapi({ description: 'Of the tickets that it is learned from' }),
        exemplarsToday: z.int(),
      }),
    ),
    articles: listOf(
      z.object({
        articleId: z.string(),
        title: z.string(),
        status: z.string(),
        replies: z.int().openapi({ description: 'Replies it rests on that would go' }),
        repliesInAll: z.int(),
      }),
    ),
  })
  .openapi('UndoImportPreview');

export const importUndoneSchema = z.object({ removed: z.int() }).openapi('ImportUndone');

const columnSchema = z
  .string()
  .regex(
    new RegExp(`^(${columnRoles.join('|')})=.{1,500}$`, 's'),
    `must be ROLE=NAME, where ROLE is one of ${columnRoles.join(', ')}`,
  );

export const importQuerySchema = z.strictObject({
  fileName: fileNameSchema.optional().openapi({ description: 'Needed when the body is the file itself' }),
  source: z.string().min(1).max(100).optional(),
  column: z
    .union([columnSchema, z.array(columnSchema)])
    .optional()
    .openapi({
      description: 'What a column of the file holds, such as `subject=Title`; may be given several times',
    }),
});
