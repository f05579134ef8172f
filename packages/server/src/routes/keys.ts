import { TicketAIError } from '@ticket-ai/core';
import type { LocalAuth } from '../auth/local-auth.ts';
import { type Api, errorReply, fit, jsonBody, openRoute, replies } from './api.ts';
import { createdKeySchema, keyListSchema, newKeySchema } from './schemas/access.ts';
import { idParams } from './schemas/common.ts';

const createKey = openRoute('admin', {
  method: 'post',
  path: '/api/keys',
  summary: 'Make an API key; the key itself is shown this once',
  request: jsonBody(newKeySchema),
  responses: replies(201, createdKeySchema, 'The key'),
});

const listKeys = openRoute('admin', {
  method: 'get',
  path: '/api/keys',
  summary: 'List API keys, newest first',
  responses: replies(200, keyListSchema, 'All keys, without the keys themselves'),
});

const revokeKey = openRoute('admin', {
  method: 'delete',
  path: '/api/keys/{id}',
  summary: 'Revoke an API key',
  request: { params: idParams },
  responses: { 204: { description: 'The key is worthless from now on' }, default: errorReply },
});

/** API keys. */
export function addKeyRoutes(app: Api, { keys }: Pick<LocalAuth, 'keys'>): void {
  app.openapi(createKey, async (c) => {
    const { name, role, expiresAt } = c.req.valid('json');
    if (expiresAt !== undefined && expiresAt <= Date.now())
      throw new TicketAIError('invalid-input', { message: 'expiresAt: must be in the future.' });
    const { key, record } = await keys.create({
      name,
      role,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    return c.json(fit(createdKeySchema, { ...record, key }), 201);
  });
  app.openapi(listKeys, async (c) => c.json(fit(keyListSchema, { items: await keys.list() }), 200));
  app.openapi(revokeKey, async (c) => {
    await keys.revoke(c.req.valid('param').id);
    return c.body(null, 204);
  });
}
