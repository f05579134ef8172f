import { z } from '@hono/zod-openapi';
import { itemsOf, listOf, time } from './common.ts';

const path = z.tuple([z.string(), z.string(), z.string()]).readonly().openapi({ description: 'L1, L2, L3' });

export const intentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    nameSource: z.enum(['lexical', 'model', 'import', 'person']),
    path,
    description: z.string(),
    terms: listOf(z.string()),
    ticketCount: z.int(),
    why: z.string(),
    pinned: z.boolean(),
    createdAt: time,
  })
  .openapi('Intent');

export const intentListSchema = itemsOf(intentSchema).openapi('IntentList');

export const discoveryRequestSchema = z
  .strictObject({
    granularity: z.enum(['coarse', 'default', 'fine']).optional(),
    intentCount: z.int().min(1).max(5000).optional(),
    seed: z
      .int()
      .nonnegative()
      .max(2 ** 31 - 1)
      .optional(),
  })
  .openapi('DiscoveryRequest');

export const startedDiscoverySchema = z.object({ runId: z.string() }).openapi('StartedDiscovery');

export const discoverySchema = z
  .object({
    id: z.string(),
    kind: z.enum(['discover', 'recluster']),
    status: z.enum(['running', 'candidate', 'done', 'failed', 'dropped']),
    error: z.string().optional(),
    seed: z.int(),
    granularity: z.enum(['coarse', 'default', 'fine']),
    intentCount: z.int().optional(),
    startedAt: time,
    finishedAt: time.optional(),
    notes: listOf(
      z.object({ code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) }),
    ),
  })
  .openapi('Discovery');

const node = { id: z.string(), name: z.string(), ticketCount: z.int(), intentCount: z.int() };
const filedIntent = z.object({ id: z.string(), name: z.string(), ticketCount: z.int() });
const level3 = z
  .object({ ...node, level: z.int().min(1).max(3), intents: listOf(filedIntent) })
  .openapi('CategoryLevel3');
const level2 = z
  .object({ ...node, level: z.int().min(1).max(3), children: listOf(level3) })
  .openapi('CategoryLevel2');
const level1 = z
  .object({ ...node, level: z.int().min(1).max(3), children: listOf(level2) })
  .openapi('CategoryLevel1');

export const taxonomySchema = itemsOf(level1).openapi('Taxonomy');
