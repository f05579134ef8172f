import { z } from '@hono/zod-openapi';
import { type Api, openRoute, replies } from './api.ts';

const stateSchema = z.object({ status: z.enum(['ok', 'unavailable']) }).openapi('Health');
const reply = { description: 'It cannot', content: { 'application/json': { schema: stateSchema } } };

const health = openRoute('public', {
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process lives',
  responses: replies(200, stateSchema, 'It does'),
});

const readiness = openRoute('public', {
  method: 'get',
  path: '/readyz',
  summary: 'Whether requests can be answered: the store replies, and the server is not stopping',
  responses: { ...replies(200, stateSchema, 'They can'), 503: reply },
});

/** For whoever keeps the process running. */
export function addHealthRoutes(app: Api, isReady: () => Promise<boolean>): void {
  app.openapi(health, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(readiness, async (c) =>
    (await isReady())
      ? c.json({ status: 'ok' as const }, 200)
      : c.json({ status: 'unavailable' as const }, 503),
  );
}
