import { z } from '@hono/zod-openapi';
import { messageDraftSchema, ticketDraftSchema } from '@ticket-ai/core';
import { actorSchema, limit, listOf, pageOf, time } from './common.ts';

const timeInput = z
  .union([z.int().nonnegative(), z.iso.datetime({ offset: true })])
  .openapi({ description: 'UTC epoch milliseconds or ISO 8601' });

/** A ticket as it comes in: the library's own schema, times as JSON can hold them, and no field more. */
const newTicketSchema = ticketDraftSchema
  .extend({
    messages: z
      .array(messageDraftSchema.extend({ at: timeInput.optional() }).strict())
      .max(1000)
      .default([]),
    createdAt: timeInput.optional(),
    resolvedAt: timeInput.optional(),
    reopenedAt: timeInput.optional(),
  })
  .strict()
  .openapi('NewTicket');

export const newTicketsSchema = z
  .strictObject({ tickets: z.array(newTicketSchema).min(1).max(500) })
  .openapi('NewTickets');

export const ingestResultSchema = z
  .object({
    created: listOf(z.string()),
    updated: listOf(z.string()),
    unchanged: z.int(),
    rejected: listOf(z.object({ index: z.int(), reason: z.string() })),
  })
  .openapi('IngestResult');

export const erasureSchema = z.object({ ticketIds: listOf(z.string()) }).openapi('TicketErasure');

const status = z.enum(['open', 'pending', 'solved', 'closed']);
const decision = z.enum(['discovered', 'matched', 'provisional', 'unassigned', 'person']);

export const ticketSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    externalId: z.string(),
    importId: z.string().optional(),
    subject: z.string(),
    status,
    requester: z.string().optional(),
    language: z.string(),
    createdAt: time.optional(),
    resolvedAt: time.optional(),
    reopenedAt: time.optional(),
    tags: listOf(z.string()),
    fields: z.record(z.string(), z.string()),
    messageCount: z.int(),
    ingestedAt: time,
    ingestedBy: actorSchema,
  })
  .openapi('Ticket');

const assignmentSchema = z
  .object({ intentId: z.string().optional(), decision, confidence: z.number() })
  .openapi('Assignment');

const entryShape = {
  ticket: ticketSchema,
  primary: assignmentSchema.optional(),
  secondary: assignmentSchema.optional(),
  intent: z.object({ id: z.string(), name: z.string() }).optional(),
};

export const ticketPageSchema = pageOf(z.object(entryShape).openapi('TicketEntry')).openapi('TicketPage');

const messageSchema = z.object({
  id: z.string(),
  position: z.int(),
  role: z.enum(['customer', 'agent']),
  at: time.optional(),
  text: z.string(),
});

const reasonSchema = z.object({
  decision: z.string(),
  confidence: z.number(),
  intentName: z.string().optional(),
  at: time,
  trace: z.object({
    reason: z.string(),
    code: z.string(),
    candidates: listOf(z.object({ intentId: z.string(), score: z.number() })),
    neighbours: listOf(z.object({ ticketId: z.string(), similarity: z.number() })).optional(),
    decidedBy: z.string(),
    threshold: z.number().optional(),
    certified: z.boolean().optional(),
    audit: z.number().optional(),
    costUsd: z
      .number()
      .optional()
      .openapi({ description: "Its share of the model's call; told to admins only" }),
  }),
});

export const ticketDetailSchema = z
  .object({
    ...entryShape,
    messages: listOf(messageSchema),
    why: listOf(reasonSchema).openapi({ description: 'Every decision, newest first' }),
  })
  .openapi('TicketDetail');

export const ticketQuerySchema = z
  .strictObject({
    intentId: z.string().max(500).optional(),
    unassigned: z.enum(['true', 'false']).optional(),
    status: status.optional(),
    limit: limit.default(50),
    cursor: z.string().max(2000).optional(),
  })
  .refine(
    ({ intentId, unassigned, status: wanted }) =>
      [intentId, unassigned, wanted].filter((given) => given !== undefined).length <= 1,
    {
      message: 'Give one of intentId, unassigned and status',
    },
  );
