import type { Article } from './article/article.ts';
import { diffRevisions, pickRevision } from './article/diff-revisions.ts';
import { editArticle } from './article/edit-article.ts';
import { listGaps } from './article/list-gaps.ts';
import { readQuotes } from './article/read-quote.ts';
import { renderArticle } from './article/render-article.ts';
import { requestArticle } from './article/request-article.ts';
import { reviewArticle } from './article/review-article.ts';
import { sourceTitles } from './article/source-titles.ts';
import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import type { ArticleId, IntentId } from './ids.ts';
import { resolveIntent } from './intent/resolve-intent.ts';
import { collectAll } from './record.ts';
import type { ArticleView, TicketAI } from './ticket-ai.ts';

/** The verbs about articles. */
export function deskArticles({ work, call }: DeskGround): TicketAI['articles'] {
  const context = () => work.context(call);
  return {
    async list({ status } = {}) {
      const { store } = await context();
      const counts = await store.ticketsPerIntent();
      const articles = await collectAll(store.articles, status === undefined ? {} : { where: { status } });
      const rows = [];
      for (const article of articles) {
        const intent = await resolveIntent(store, article.intentId);
        rows.push({ article, intentName: intent.name, ticketCount: counts.get(intent.id) ?? 0 });
      }
      return rows.sort((a, b) => b.ticketCount - a.ticketCount || (a.intentName < b.intentName ? -1 : 1));
    },
    async gaps() {
      return listGaps(await context());
    },
    async get(id) {
      return viewArticle(await context(), id);
    },
    async draft(intentId) {
      const opened = await context();
      const intent = await resolveIntent(opened.store, intentId);
      await requestArticle(opened, { intentId: intent.id });
      await work.settleInline({ abortSignal: call.abortSignal, key: `draft:${intent.id}` });
      return (await opened.store.articles.find({ where: { intentId: intent.id }, limit: 1 })).items[0];
    },
    async edit(articleId, { revisionId, ...edit }) {
      return editArticle(await context(), { articleId, revisionId, edit });
    },
    async review(articleId, { revisionId, decision, feedback = [] }) {
      const opened = await context();
      await reviewArticle(opened, { articleId, revisionId, decision, feedback });
      await work.settleInline({ abortSignal: call.abortSignal });
      return findArticle(opened, articleId);
    },
    async render(id, { revision: number } = {}) {
      const opened = await context();
      const view = await viewArticle(opened, id);
      const { article, revisions } = view;
      const revision =
        number === undefined
          ? revisions.find((candidate) => candidate.id === article.revisionId)
          : pickRevision(view, number);
      if (revision === undefined) {
        throw new TicketAIError('invalid-transition', {
          message: `There is no text yet: ${article.remark ?? 'the draft is not written'}.`,
        });
      }
      return renderArticle(revision.content, {
        titleOf: await sourceTitles(opened.store, [revision.content]),
        markRare: article.publishedRevisionId !== revision.id,
      });
    },
    async diff(id, options = {}) {
      const opened = await context();
      return diffRevisions(opened, await viewArticle(opened, id), options);
    },
    async quotes(spans, options) {
      return readQuotes((await context()).store, spans, options);
    },
  };
}

async function findArticle({ store }: Context, id: string): Promise<Article> {
  const article =
    (await store.articles.get(id as ArticleId)) ??
    (await store.articles.find({ where: { intentId: id as IntentId }, limit: 1 })).items[0];
  if (article === undefined) {
    throw new TicketAIError('not-found', {
      message: `There is no article ${id}. \`articles list\` shows them; \`articles draft\` writes one.`,
      context: { id },
    });
  }
  return article;
}

async function viewArticle(context: Context, id: string): Promise<ArticleView> {
  const { store } = context;
  const article = await findArticle(context, id);
  const intent = await resolveIntent(store, article.intentId);
  const revisions = await collectAll(store.revisions, { where: { articleId: article.id } });
  const reviews = await collectAll(store.reviews, { where: { articleId: article.id } });
  const counts = await store.ticketsPerIntent();
  return {
    article,
    intent,
    ticketCount: counts.get(intent.id) ?? 0,
    revisions: revisions.toSorted((a, b) => a.number - b.number),
    reviews: reviews.toSorted((a, b) => a.at - b.at),
  };
}
