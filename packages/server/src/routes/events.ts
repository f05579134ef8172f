import { type Api, errorReply, fit, openRoute } from './api.ts';
import { type EventRouteOptions, followEvents } from './follow-events.ts';
import { eventListSchema, eventQuerySchema } from './schemas/work.ts';

const listEvents = openRoute('viewer', {
  method: 'get',
  path: '/api/events',
  summary:
    'What happened after a sequence number; with `Accept: text/event-stream` also what happens from now on',
  request: { query: eventQuerySchema },
  responses: {
    200: {
      description: 'Events, oldest first. A stream goes on after a break by Last-Event-ID.',
      content: {
        'application/json': { schema: eventListSchema },
        'text/event-stream': { schema: { type: 'string' } },
      },
    },
    default: errorReply,
  },
});

/** Events, as a list or as they come. */
export function addEventRoutes(app: Api, options: EventRouteOptions): void {
  app.openapi(listEvents, async (c) => {
    const { after, limit } = c.req.valid('query');
    if (c.req.header('accept')?.includes('text/event-stream')) return followEvents(c, { ...options, after });
    return c.json(fit(eventListSchema, { items: await c.var.desk.events({ after, limit }) }), 200);
  });
}
