import { z } from '@hono/zod-openapi';
import { actorSchema, itemsOf, time } from './common.ts';

export const roleSchema = z.enum(['viewer', 'agent', 'editor', 'admin']);

export const signInSchema = z
  .strictObject({ token: z.string().regex(/^[\w-]{43}$/, 'must be a login token') })
  .openapi('SignIn');

export const principalSchema = z
  .object({ actor: actorSchema, workspaceId: z.string(), role: roleSchema })
  .openapi('Principal');

export const newKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: roleSchema,
    expiresAt: time.optional(),
  })
  .openapi('NewKey');

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    createdAt: time,
    expiresAt: time.optional(),
    revokedAt: time.optional(),
  })
  .openapi('Key');

export const createdKeySchema = keySchema
  .extend({ key: z.string().openapi({ description: 'The key itself; shown this once' }) })
  .openapi('CreatedKey');

export const keyListSchema = itemsOf(keySchema).openapi('KeyList');
