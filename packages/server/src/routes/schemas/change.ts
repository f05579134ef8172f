import { z } from '@hono/zod-openapi';
import { actorSchema, itemsOf, listOf, time } from './common.ts';
import { intentSchema } from './intent.ts';

const intentId = z.string().min(1).max(500);
const path = z.tuple([z.string(), z.string(), z.string()]).readonly();
const parts = z.int().min(2).max(50).optional();

/** A change of intents that somebody thinks of, or makes. */
export const intentChangeSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('rename'), intentId, name: z.string().min(1).max(200) }),
    z.strictObject({
      type: z.literal('merge'),
      intentIds: z.array(intentId).min(2).max(100),
      winner: intentId.optional().openapi({ description: 'Whose id stays; default: see the preview' }),
    }),
    z.strictObject({ type: z.literal('split'), intentId, parts }),
    z.strictObject({ type: z.literal('move'), intentId, path }),
  ])
  .openapi('IntentChange');

export const changeRequestSchema = z
  .strictObject({ change: intentChangeSchema, reason: z.string().max(2000).optional() })
  .openapi('ChangeRequest');

export const previewRequestSchema = z.strictObject({ change: intentChangeSchema }).openapi('PreviewRequest');

export const previewSchema = z
  .object({
    intents: listOf(
      z.object({
        intentId: z.string().optional(),
        name: z.string(),
        nameAfter: z.string(),
        path,
        pathAfter: path,
        tickets: z.int(),
        ticketsAfter: z.int(),
      }),
    ),
    tickets: z.int().openapi({ description: 'Tickets that read differently afterwards' }),
    articles: listOf(
      z.object({ articleId: z.string(), intentId: z.string(), title: z.string(), status: z.string() }),
    ),
    winner: z
      .object({
        intentId: z.string(),
        because: z.enum(['pinned', 'approved-article', 'older', 'larger', 'chosen']),
      })
      .optional(),
    refused: z.string().optional(),
  })
  .openapi('ChangePreview');

export const changedSchema = z
  .object({ intents: listOf(intentSchema).openapi({ description: 'What the intents are now' }) })
  .openapi('ChangedIntents');

export const undoRequestSchema = z
  .strictObject({
    eventId: z.string().max(500).optional().openapi({ description: 'Default: the latest change' }),
    reason: z.string().max(2000).optional(),
  })
  .openapi('UndoRequest');

export const undoneSchema = z.object({ eventId: z.string(), type: z.string() }).openapi('UndoneChange');

const brief = z.object({ id: z.string(), name: z.string() });

export const lineageSchema = z
  .object({
    id: z.string().openapi({ description: 'What the id stands for today' }),
    name: z.string(),
    absorbed: listOf(brief),
    splitFrom: brief.optional(),
    parts: listOf(brief),
    createdAt: time,
    createdBy: actorSchema,
    createdInRun: z.string(),
    history: listOf(
      z.object({
        eventId: z.string(),
        type: z.string(),
        at: time,
        actor: actorSchema,
        reason: z.string().optional(),
        undone: z.boolean(),
      }),
    ),
  })
  .openapi('Lineage');

const alertSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['surge', 'drift', 'topic']),
    day: z.string(),
    at: time,
    intentId: z.string().optional(),
    tickets: z.int(),
    expected: z.number(),
    p: z.number(),
    stabilityIndex: z.number().optional(),
    movers: listOf(z.object({ intentId: z.string().optional(), before: z.int(), after: z.int() })).optional(),
    terms: listOf(z.string()).optional(),
    ticketIds: listOf(z.string()),
  })
  .openapi('Alert');

export const alertListSchema = itemsOf(alertSchema).openapi('AlertList');
export const alertQuerySchema = z.strictObject({
  from: z.iso.date().optional().openapi({ description: 'Only from this day on' }),
});
