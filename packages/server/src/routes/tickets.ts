import type { IntentId, TicketView } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { seesMoney } from './money.ts';
import { idParams } from './schemas/common.ts';
import {
  ingestResultSchema,
  newTicketsSchema,
  ticketDetailSchema,
  ticketPageSchema,
  ticketQuerySchema,
} from './schemas/ticket.ts';

const addTickets = openRoute('agent', {
  method: 'post',
  path: '/api/tickets',
  summary: 'Take tickets in, up to 500 at a time; known ones (same source and external id) are updated',
  request: jsonBody(newTicketsSchema),
  responses: replies(200, ingestResultSchema, 'What became of them'),
});

const listTickets = openRoute('viewer', {
  method: 'get',
  path: '/api/tickets',
  summary: 'List tickets, of one intent, without one, or of one status',
  request: { query: ticketQuerySchema },
  responses: replies(200, ticketPageSchema, 'A page of tickets'),
});

const readTicket = openRoute('viewer', {
  method: 'get',
  path: '/api/tickets/{id}',
  summary:
    'Read a ticket with its conversation and why it was assigned; by our id or the one in its own system',
  request: { params: idParams },
  responses: replies(200, ticketDetailSchema, 'The ticket'),
});

/** Tickets in, tickets out. */
export function addTicketRoutes(app: Api): void {
  app.openapi(addTickets, async (c) => {
    const { tickets } = c.req.valid('json');
    return c.json(fit(ingestResultSchema, await c.var.desk.ingest(tickets)), 200);
  });
  app.openapi(listTickets, async (c) => {
    const { intentId, unassigned, status, limit, cursor } = c.req.valid('query');
    const page = await c.var.desk.tickets.list({
      limit,
      unassigned: unassigned === 'true',
      ...(intentId === undefined ? {} : { intentId: intentId as IntentId }),
      ...(status === undefined ? {} : { status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return c.json(fit(ticketPageSchema, page), 200);
  });
  app.openapi(readTicket, async (c) => {
    const view: TicketView = await c.var.desk.tickets.get(c.req.valid('param').id);
    const reasons = await c.var.desk.tickets.why(view.ticket.id);
    const why = seesMoney(c.var.principal)
      ? reasons
      : reasons.map(({ trace: { costUsd: _, ...trace }, ...reason }) => ({ ...reason, trace }));
    return c.json(fit(ticketDetailSchema, { ...view, why }), 200);
  });
}
