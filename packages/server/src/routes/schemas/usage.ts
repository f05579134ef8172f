import { z } from '@hono/zod-openapi';
import { listOf } from './common.ts';

const spending = {
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedInputTokens: z.number().openapi({ description: 'The part of inputTokens that was cached' }),
  costUsd: z.number(),
};

export const usageSchema = z
  .object({
    total: z.object(spending),
    purposes: listOf(z.object({ purpose: z.string(), ...spending })),
    models: listOf(z.object({ model: z.string(), ...spending })),
    days: listOf(z.object({ day: z.string(), ...spending })),
    runs: listOf(z.object({ runId: z.string(), ...spending })),
    intents: listOf(z.object({ intentId: z.string(), ...spending })),
  })
  .openapi('Usage');
