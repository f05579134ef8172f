import { z } from '@hono/zod-openapi';
import { type Api, fit, openRoute, replies } from './api.ts';

const documentSchema = z.looseObject({ openapi: z.string() }).openapi('OpenApiDocument');

const readDocument = openRoute('viewer', {
  method: 'get',
  path: '/api/openapi.json',
  summary: 'This description',
  responses: replies(200, documentSchema, 'OpenAPI 3.1'),
});

/** The OpenAPI 3.1 document, made from the same schemas that check requests and cut replies. `x-access` names the role a route needs. */
export function describeApi(app: Api) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Ticket AI',
      version: '1',
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
  });
}

/** The description of the API, for who may use it. */
export function addDocumentRoute(app: Api, cookieName: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
  });
  let document: ReturnType<typeof describeApi> | undefined;
  app.openapi(readDocument, (c) => {
    document ??= describeApi(app);
    return c.json(fit(documentSchema, { ...document }), 200);
  });
}
