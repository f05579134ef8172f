import type { IntentId, TicketView } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { seesMoney } from './money.ts';
import { idParams } from './schemas/common.ts';
import {
  erasureSchema,
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

const eraseTicket = openRoute('admin', {
  method: 'delete',
  path: '/api/tickets/{id}/texts',
  summary:
    'Erase for good what the customer wrote in a ticket, wherever it is kept; its intent stays, and no import brings the texts back',
  request: { params: idParams },
  responses: replies(202, erasureSchema, 'It is being erased'),
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
  app.openapi(eraseTicket, async (c) => {
    const ticketIds = await c.var.desk.tickets.erase([c.req.valid('param').id]);
    return c.json(fit(erasureSchema, { ticketIds }), 202);
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
