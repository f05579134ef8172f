import type { DiscoveryRequest, RunId } from '@ticket-ai/core';
import { type Api, fit, found, jsonBody, openRoute, replies } from './api.ts';
import { idParams } from './schemas/common.ts';
import { discoveryRequestSchema, discoverySchema, startedDiscoverySchema } from './schemas/intent.ts';

const startDiscovery = openRoute('editor', {
  method: 'post',
  path: '/api/discoveries',
  summary: 'Look for intents among the tickets that have none, in the background',
  request: jsonBody(discoveryRequestSchema),
  responses: replies(202, startedDiscoverySchema, 'Where to look how it goes: see Location'),
});

const readDiscovery = openRoute('viewer', {
  method: 'get',
  path: '/api/discoveries/{id}',
  summary: 'See how a discovery goes',
  request: { params: idParams },
  responses: replies(200, discoverySchema, 'The discovery'),
});

/** Finding intents. */
export function addDiscoveryRoutes(app: Api): void {
  app.openapi(startDiscovery, async (c) => {
    const { granularity, intentCount, seed } = c.req.valid('json');
    const request: DiscoveryRequest = {
      ...(granularity === undefined ? {} : { granularity }),
      ...(intentCount === undefined ? {} : { intentCount }),
      ...(seed === undefined ? {} : { seed }),
    };
    const { runId } = await c.var.desk.discover(request);
    c.header('Location', `/api/discoveries/${runId}`);
    return c.json({ runId }, 202);
  });
  app.openapi(readDiscovery, async (c) => {
    const { id } = c.req.valid('param');
    const run = found(await (await c.var.desk.store()).runs.get(id as RunId), 'discovery', id);
    return c.json(fit(discoverySchema, run), 200);
  });
}
