import { type Api, fit, openRoute, replies } from './api.ts';
import { idParams } from './schemas/common.ts';
import { intentListSchema, intentSchema } from './schemas/intent.ts';

const listIntents = openRoute('viewer', {
  method: 'get',
  path: '/api/intents',
  summary: 'List what customers ask for, most tickets first',
  responses: replies(200, intentListSchema, 'All active intents'),
});

const readIntent = openRoute('viewer', {
  method: 'get',
  path: '/api/intents/{id}',
  summary: 'Read an intent by id (also one that was merged away) or exact name',
  request: { params: idParams },
  responses: replies(200, intentSchema, 'The intent'),
});

/** What customers ask for. */
export function addIntentRoutes(app: Api): void {
  app.openapi(listIntents, async (c) =>
    c.json(fit(intentListSchema, { items: await c.var.desk.intents.list() }), 200),
  );
  app.openapi(readIntent, async (c) =>
    c.json(fit(intentSchema, await c.var.desk.intents.get(c.req.valid('param').id)), 200),
  );
}
