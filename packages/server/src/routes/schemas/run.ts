import { z } from '@hono/zod-openapi';
import { actorSchema, itemsOf, listOf, time } from './common.ts';

const granularity = z.enum(['coarse', 'default', 'fine']);

const changeSchema = z
  .object({
    settled: z.int(),
    moved: z.int(),
    released: z.int(),
    placed: z.int(),
    churn: z
      .number()
      .openapi({ description: 'Share of the tickets with an intent that get another or none' }),
  })
  .openapi('RunChange');

export const runSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['discover', 'recluster']),
    status: z.enum(['running', 'candidate', 'done', 'failed', 'dropped']),
    error: z.string().optional(),
    basedOn: z.string().optional(),
    seed: z.int(),
    granularity,
    intentCount: z.int().optional(),
    churnBudget: z.number().optional(),
    change: changeSchema.optional(),
    startedAt: time,
    finishedAt: time.optional(),
    startedBy: actorSchema,
    notes: listOf(
      z.object({ code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) }),
    ),
  })
  .openapi('Run');

export const runListSchema = itemsOf(runSchema)
  .extend({ activeRunId: z.string().optional() })
  .openapi('RunList');

export const reclusterRequestSchema = z
  .strictObject({
    granularity: granularity.optional(),
    intentCount: z.int().min(1).max(5000).optional(),
    seed: z
      .int()
      .nonnegative()
      .max(2 ** 31 - 1)
      .optional(),
    churnBudget: z.number().min(0).max(1).optional(),
  })
  .openapi('ReclusterRequest');

const fate = z.enum(['kept', 'new', 'split', 'merged', 'lost']);

export const runDiffSchema = z
  .object({
    run: runSchema,
    change: changeSchema,
    cost: z
      .object({
        calls: z.int(),
        inputTokens: z.int(),
        outputTokens: z.int(),
        usd: z.number(),
      })
      .optional()
      .openapi({ description: 'What it cost; told to admins only' }),
    counts: z.record(fate, z.int()),
    intentsBefore: z.int(),
    intentsAfter: z.int(),
    intents: listOf(
      z.object({
        intentId: z.string(),
        name: z.string(),
        fate,
        before: z.int(),
        after: z.int(),
        arrived: z.int(),
        left: z.int(),
        goes: listOf(z.object({ intentId: z.string(), name: z.string(), tickets: z.int() })),
      }),
    ),
  })
  .openapi('RunDiff');
