import { z } from '@hono/zod-openapi';
import { itemsOf, listOf, time } from './common.ts';

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(200);

/** A change of the tree; the person who asks for it is its source. */
const operationSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('create'),
      path: z.union([z.tuple([name]), z.tuple([name, name]), z.tuple([name, name, name])]),
    }),
    z.strictObject({ type: z.literal('place'), intentId: id, path: z.tuple([name, name, name]) }),
    z.strictObject({ type: z.literal('rename'), categoryId: id, name }),
    z.strictObject({ type: z.literal('move'), categoryId: id, parentId: id }),
    z.strictObject({ type: z.literal('merge'), from: id, into: id }),
    z.strictObject({
      type: z.literal('split'),
      categoryId: id,
      parts: z
        .array(z.strictObject({ name, members: z.array(id).min(1).max(5000) }))
        .min(1)
        .max(20),
    }),
    z.strictObject({ type: z.literal('remove'), categoryId: id }),
  ])
  .openapi('TaxonomyOperation');

export const operationsSchema = z
  .strictObject({ operations: z.array(operationSchema).min(1).max(500) })
  .openapi('TaxonomyOperations');

const names = listOf(z.string());
const changeSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.enum(['added', 'removed']), categoryId: z.string(), path: names }),
    z.object({
      type: z.enum(['renamed', 'moved']),
      categoryId: z.string(),
      level: z.int(),
      from: names,
      to: names,
    }),
    z.object({ type: z.literal('refiled'), intentId: z.string(), from: names, to: names }),
  ])
  .openapi('TaxonomyChange');

export const taxonomyPreviewSchema = z
  .object({
    changes: listOf(changeSchema),
    refused: listOf(z.object({ code: z.string(), message: z.string() })).openapi({
      description: 'Why operations cannot be done; with any of them, none is done',
    }),
    intents: names.openapi({ description: 'Ids of intents whose path reads differently afterwards' }),
    tickets: z.int(),
    articles: z.int(),
    advice: listOf(z.object({ code: z.string(), message: z.string() })),
  })
  .openapi('TaxonomyPreview');

export const suggestionQuerySchema = z.strictObject({
  status: z.enum(['open', 'accepted', 'rejected']).optional(),
});

export const suggestionListSchema = itemsOf(
  z
    .object({
      id: z.string(),
      kind: z.string(),
      status: z.enum(['open', 'accepted', 'rejected']),
      sentence: z.string(),
      raisedAt: time,
    })
    .openapi('Suggestion'),
).openapi('SuggestionList');

export const settledSuggestionSchema = z
  .object({ id: z.string(), status: z.enum(['open', 'accepted', 'rejected']) })
  .openapi('SettledSuggestion');
