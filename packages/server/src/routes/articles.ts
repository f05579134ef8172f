import type { ArticleId, RevisionId, SectionFeedback } from '@ticket-ai/core';
import { refuse } from '../middleware/errors.ts';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import {
  articleDetailSchema,
  articleListSchema,
  articleQuerySchema,
  articleSchema,
  reviewSchema,
} from './schemas/article.ts';
import { idParams } from './schemas/common.ts';

const listArticles = openRoute('viewer', {
  method: 'get',
  path: '/api/articles',
  summary: 'List help articles, those of the most tickets first',
  request: { query: articleQuerySchema },
  responses: replies(200, articleListSchema, 'The articles'),
});

const readArticle = openRoute('viewer', {
  method: 'get',
  path: '/api/articles/{id}',
  summary:
    'Read an article, by its id or that of its intent: revisions, evidence, conflicts with sources, reviews',
  request: { params: idParams },
  responses: replies(200, articleDetailSchema, 'The article'),
});

const reviewArticle = openRoute('editor', {
  method: 'post',
  path: '/api/articles/{id}/reviews',
  summary: 'Approve, reject, send back or withdraw an article; only a person may, never a key',
  request: { params: idParams, ...jsonBody(reviewSchema) },
  responses: replies(200, articleSchema, 'The article as it stands now'),
});

/** Help articles and what people decide about them. */
export function addArticleRoutes(app: Api): void {
  app.openapi(listArticles, async (c) => {
    const { status } = c.req.valid('query');
    const items = await c.var.desk.articles.list(status === undefined ? {} : { status });
    return c.json(fit(articleListSchema, { items }), 200);
  });
  app.openapi(readArticle, async (c) =>
    c.json(fit(articleDetailSchema, await c.var.desk.articles.get(c.req.valid('param').id)), 200),
  );
  app.openapi(reviewArticle, async (c) => {
    if (c.var.principal.actor.kind !== 'person')
      throw refuse('forbidden', 'Only a person may review an article: sign in, instead of using a key.');
    const { revisionId, decision, feedback = [] } = c.req.valid('json');
    const article = await c.var.desk.articles.review(c.req.valid('param').id as ArticleId, {
      revisionId: revisionId as RevisionId,
      decision,
      feedback: feedback as readonly SectionFeedback[],
    });
    return c.json(fit(articleSchema, article), 200);
  });
}
