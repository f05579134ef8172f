import type { AnswerId, Outcome } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { idParams, rangeQuerySchema } from './schemas/common.ts';
import {
  outcomeCountsSchema,
  outcomeRequestSchema,
  outcomeSchema,
  replyListSchema,
} from './schemas/reply.ts';

const listReplies = openRoute('viewer', {
  method: 'get',
  path: '/api/tickets/{id}/replies',
  summary: 'List the replies that were suggested to a ticket, newest first, and what became of them',
  request: { params: idParams },
  responses: replies(200, replyListSchema, 'The replies'),
});

const recordOutcome = openRoute('agent', {
  method: 'post',
  path: '/api/answers/{id}/outcomes',
  summary:
    'Say what became of a suggested reply: `sent`, `edited`, `rejected`, or `reopened` when the ticket came back; the same again changes nothing',
  request: { params: idParams, ...jsonBody(outcomeRequestSchema) },
  responses: replies(201, outcomeSchema, 'What was recorded'),
});

const countOutcomes = openRoute('viewer', {
  method: 'get',
  path: '/api/answers/outcomes',
  summary: 'Count what became of suggested replies in a time: how many were sent unchanged',
  request: { query: rangeQuerySchema },
  responses: replies(200, outcomeCountsSchema, 'The counts'),
});

/** Suggested replies and what becomes of them. They are suggested by answering a ticket. */
export function addReplyRoutes(app: Api): void {
  app.openapi(listReplies, async (c) => {
    const { groups } = c.var.principal;
    const items = await c.var.desk.answers.list(c.req.valid('param').id, { reader: { groups } });
    return c.json(fit(replyListSchema, { items }), 200);
  });
  app.openapi(recordOutcome, async (c) => {
    const id = c.req.valid('param').id as AnswerId;
    const row = await c.var.desk.answers.record(id, c.req.valid('json') as Outcome);
    return c.json(fit(outcomeSchema, row), 201);
  });
  app.openapi(countOutcomes, async (c) => {
    const { from, below } = c.req.valid('query');
    const counts = await c.var.desk.answers.counts({
      ...(from === undefined ? {} : { from }),
      ...(below === undefined ? {} : { below }),
    });
    return c.json(fit(outcomeCountsSchema, counts), 200);
  });
}
