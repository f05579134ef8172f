import {
  type ArticleEdit,
  type ArticleId,
  type IntentId,
  type Principal,
  pickRevision,
  type RevisionId,
  type SectionFeedback,
  sourceTitles,
  type TicketAI,
  TicketAIError,
} from '@ticket-ai/core';
import { refuse } from '../middleware/errors.ts';
import { articlePage } from '../report/article-page.ts';
import { type Api, errorReply, fit, jsonBody, openRoute, replies } from './api.ts';
import { quotedArticle } from './quoted-article.ts';
import {
  articleDetailSchema,
  articleListSchema,
  articleQuerySchema,
  articleSchema,
  articleTextQuerySchema,
  diffQuerySchema,
  draftedSchema,
  draftRequestSchema,
  editSchema,
  gapListSchema,
  reviewSchema,
  revisionDiffSchema,
} from './schemas/article.ts';
import { idParams } from './schemas/common.ts';

const listArticles = openRoute('viewer', {
  method: 'get',
  path: '/api/articles',
  summary: 'List help articles, those of the most tickets first',
  request: { query: articleQuerySchema },
  responses: replies(200, articleListSchema, 'The articles'),
});

const listGaps = openRoute('viewer', {
  method: 'get',
  path: '/api/articles/gaps',
  summary: 'List intents without a published article that holds; where one would answer most tickets first',
  responses: replies(200, gapListSchema, 'The gaps'),
});

const readArticle = openRoute('viewer', {
  method: 'get',
  path: '/api/articles/{id}',
  summary:
    'Read an article, by its id or that of its intent: revisions, evidence with its words, conflicts with sources, reviews',
  request: { params: idParams },
  responses: replies(200, articleDetailSchema, 'The article'),
});

const readText = openRoute('viewer', {
  method: 'get',
  path: '/api/articles/{id}/text',
  summary: 'Export an article as Markdown or as a page of HTML',
  request: { params: idParams, query: articleTextQuerySchema },
  responses: {
    200: {
      description: 'The published revision, or the one that was asked for',
      content: {
        'text/markdown': { schema: { type: 'string' } },
        'text/html': { schema: { type: 'string' } },
      },
    },
    default: errorReply,
  },
});

const diffRevisions = openRoute('viewer', {
  method: 'get',
  path: '/api/articles/{id}/diff',
  summary: 'See what changed between two revisions, by number',
  request: { params: idParams, query: diffQuerySchema },
  responses: replies(200, revisionDiffSchema, 'Lines that stayed, went and came'),
});

const draftArticle = openRoute('editor', {
  method: 'post',
  path: '/api/articles',
  summary: 'Have the article of an intent written, or written again, in the background',
  request: jsonBody(draftRequestSchema),
  responses: replies(202, draftedSchema, 'It is being written; to be watched at its Location'),
});

const editArticle = openRoute('editor', {
  method: 'post',
  path: '/api/articles/{id}/edits',
  summary:
    'Write in an article: a new revision for review, whose changed sentences code has checked; only a person may, never a key',
  request: { params: idParams, ...jsonBody(editSchema) },
  responses: replies(200, articleSchema, 'The article as it stands now'),
});

const reviewArticle = openRoute('editor', {
  method: 'post',
  path: '/api/articles/{id}/reviews',
  summary:
    'Approve (which publishes), edit and approve, reject, send back or withdraw an article; only a person may, never a key',
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
  app.openapi(listGaps, async (c) =>
    c.json(fit(gapListSchema, { items: await c.var.desk.articles.gaps() }), 200),
  );
  app.openapi(readArticle, async (c) => {
    const view = await c.var.desk.articles.get(c.req.valid('param').id);
    const quoted = await quotedArticle(c.var.desk, view, c.var.principal);
    return c.json(fit(articleDetailSchema, quoted), 200);
  });
  app.openapi(readText, async (c) => {
    const { format, revision } = c.req.valid('query');
    const view = await c.var.desk.articles.get(c.req.valid('param').id);
    const published = view.revisions.find(({ id }) => id === view.article.publishedRevisionId);
    const { number, content } = pickRevision(view, revision ?? published?.number);
    if (format === 'markdown') {
      const text = await c.var.desk.articles.render(view.article.id, { revision: number });
      return c.body(text, 200, { 'Content-Type': 'text/markdown; charset=utf-8' });
    }
    // To be kept, not to be shown under this address: the page has a style of its own.
    c.header('Content-Disposition', 'attachment; filename="article.html"');
    const text = articlePage(content, await sourceTitles(await c.var.desk.store(), [content]));
    return c.body(text, 200, { 'Content-Type': 'text/html; charset=utf-8' });
  });
  app.openapi(diffRevisions, async (c) => {
    const { from, to } = c.req.valid('query');
    const diff = await c.var.desk.articles.diff(c.req.valid('param').id, {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    return c.json(fit(revisionDiffSchema, diff), 200);
  });
  app.openapi(draftArticle, async (c) => {
    const { id } = await c.var.desk.intents.get(c.req.valid('json').intentId as IntentId);
    const article = await c.var.desk.articles.draft(id);
    c.header('Location', `/api/articles/${article?.id ?? id}`);
    const body = { intentId: id, ...(article === undefined ? {} : { article }) };
    return c.json(fit(draftedSchema, body), 202);
  });
  app.openapi(editArticle, async (c) => {
    refuseMachines(c.var.principal, 'edit');
    const { revisionId, ...edit } = c.req.valid('json');
    const article = await c.var.desk.articles.edit(c.req.valid('param').id as ArticleId, {
      revisionId: revisionId as RevisionId,
      ...(edit as ArticleEdit),
    });
    return c.json(fit(articleSchema, article), 200);
  });
  app.openapi(reviewArticle, async (c) => {
    refuseMachines(c.var.principal, 'review');
    const id = c.req.valid('param').id as ArticleId;
    const { revisionId: seen, decision, feedback = [], edit } = c.req.valid('json');
    if (edit !== undefined && decision !== 'approve') {
      throw new TicketAIError('invalid-input', {
        message: 'edit: goes with `approve`. To edit without deciding, POST to /api/articles/{id}/edits.',
      });
    }
    const { desk } = c.var;
    const revisionId =
      edit === undefined
        ? (seen as RevisionId)
        : await editFirst(desk, id, seen as RevisionId, edit as ArticleEdit);
    const article = await desk.articles.review(id, {
      revisionId,
      decision,
      feedback: feedback as readonly SectionFeedback[],
    });
    return c.json(fit(articleSchema, article), 200);
  });
}

function refuseMachines({ actor }: Principal, action: string): void {
  if (actor.kind !== 'person')
    throw refuse('forbidden', `Only a person may ${action} an article: sign in, instead of using a key.`);
}

/** Gives the revision that is decided about: what was edited. */
async function editFirst(
  desk: TicketAI,
  id: ArticleId,
  seen: RevisionId,
  edit: ArticleEdit,
): Promise<RevisionId> {
  const { revisionId = seen } = await desk.articles.edit(id, { revisionId: seen, ...edit });
  return revisionId;
}
