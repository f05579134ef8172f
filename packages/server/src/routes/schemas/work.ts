import { z } from '@hono/zod-openapi';
import { actorSchema, itemsOf, limit, time } from './common.ts';

export const jobSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['waiting', 'leased', 'done', 'dead']),
    priority: z.number(),
    attempts: z.int(),
    dueAt: time,
    leasedUntil: time.optional(),
    error: z.string().optional(),
    createdAt: time,
    finishedAt: time.optional(),
  })
  .openapi('Job');

export const jobListSchema = itemsOf(jobSchema).openapi('JobList');

export const jobQuerySchema = z.strictObject({
  status: z.enum(['waiting', 'leased', 'done', 'dead']).optional(),
  limit: limit.default(100),
});

export const eventSchema = z
  .object({
    id: z.string(),
    sequence: z.int(),
    type: z.string(),
    event: z.looseObject({ type: z.string() }),
    at: time,
    actor: actorSchema,
  })
  .openapi('Event');

export const eventListSchema = itemsOf(eventSchema).openapi('EventList');

export const eventQuerySchema = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(0)
    .openapi({ description: 'The last sequence number you have' }),
  limit: limit.default(100),
});
