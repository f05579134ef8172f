import type { TaxonomyOperation } from '@ticket-ai/core';
import type { z } from 'zod';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { idParams } from './schemas/common.ts';
import { taxonomySchema } from './schemas/intent.ts';
import {
  operationsSchema,
  settledSuggestionSchema,
  suggestionListSchema,
  suggestionQuerySchema,
  taxonomyPreviewSchema,
} from './schemas/taxonomy.ts';

const readTaxonomy = openRoute('viewer', {
  method: 'get',
  path: '/api/taxonomy',
  summary: 'Read the tree of categories with its intents and counts',
  responses: replies(200, taxonomySchema, 'The tree, largest first'),
});

const previewChanges = openRoute('editor', {
  method: 'post',
  path: '/api/taxonomy/preview',
  summary: 'See what changes of the tree would do, and how many tickets and articles they touch',
  request: jsonBody(operationsSchema),
  responses: replies(200, taxonomyPreviewSchema, 'Nothing was changed'),
});

const changeTaxonomy = openRoute('editor', {
  method: 'post',
  path: '/api/taxonomy/changes',
  summary: 'Change the tree, all operations or none; what a person changes is fixed',
  request: jsonBody(operationsSchema),
  responses: replies(200, taxonomySchema, 'The tree as it is now'),
});

const listSuggestions = openRoute('viewer', {
  method: 'get',
  path: '/api/suggestions',
  summary: 'List what automation would change if a person had not fixed it',
  request: { query: suggestionQuerySchema },
  responses: replies(200, suggestionListSchema, 'Newest first; open ones unless asked otherwise'),
});

const acceptSuggestion = openRoute('editor', {
  method: 'post',
  path: '/api/suggestions/{id}/accept',
  summary: 'Do what a suggestion says',
  request: { params: idParams },
  responses: replies(200, settledSuggestionSchema, 'It is done'),
});

const rejectSuggestion = openRoute('editor', {
  method: 'post',
  path: '/api/suggestions/{id}/reject',
  summary: 'Turn a suggestion down; it is never raised again',
  request: { params: idParams },
  responses: replies(200, settledSuggestionSchema, 'It is turned down'),
});

/** The tree of categories, its changes, and suggestions about it. */
export function addTaxonomyRoutes(app: Api): void {
  app.openapi(readTaxonomy, async (c) =>
    c.json(fit(taxonomySchema, { items: await c.var.desk.taxonomy() }), 200),
  );
  app.openapi(previewChanges, async (c) => {
    const preview = await c.var.desk.categories.preview(operationsOf(c.req.valid('json')));
    return c.json(fit(taxonomyPreviewSchema, preview), 200);
  });
  app.openapi(changeTaxonomy, async (c) => {
    await c.var.desk.categories.change(operationsOf(c.req.valid('json')));
    return c.json(fit(taxonomySchema, { items: await c.var.desk.taxonomy() }), 200);
  });
  app.openapi(listSuggestions, async (c) => {
    const { status } = c.req.valid('query');
    const items = await c.var.desk.suggestions.list(status === undefined ? {} : { status });
    return c.json(fit(suggestionListSchema, { items }), 200);
  });
  app.openapi(acceptSuggestion, async (c) =>
    c.json(fit(settledSuggestionSchema, await c.var.desk.suggestions.accept(c.req.valid('param').id)), 200),
  );
  app.openapi(rejectSuggestion, async (c) =>
    c.json(fit(settledSuggestionSchema, await c.var.desk.suggestions.reject(c.req.valid('param').id)), 200),
  );
}

/** Requests carry no branded ids, no source and no reason: a person asks. */
function operationsOf({ operations }: z.output<typeof operationsSchema>): readonly TaxonomyOperation[] {
  return operations.map((operation) => {
    const asked =
      operation.type === 'place' ? { ...operation, reason: 'A person filed it here.' } : operation;
    return { ...asked, source: 'person' } as TaxonomyOperation;
  });
}
