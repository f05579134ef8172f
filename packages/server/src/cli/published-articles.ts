import { type ArticleContent, type ArticleView, sourceTitles, type TicketAI } from '@ticket-ai/core';

/** An article as readers may see it. */
export interface PublishedArticle extends ArticleView {
  /** The revision that was approved and published, whatever is being drafted or reviewed since. */
  readonly content: ArticleContent;
}

/** All published articles, most tickets first, and the names of the documents they rest on. */
export async function readPublishedArticles(desk: TicketAI): Promise<{
  readonly articles: readonly PublishedArticle[];
  readonly titleOf: Awaited<ReturnType<typeof sourceTitles>>;
}> {
  const articles: PublishedArticle[] = [];
  for (const { article } of await desk.articles.list()) {
    if (article.publishedRevisionId === undefined) continue;
    const view = await desk.articles.get(article.id);
    const content = view.revisions.find(({ id }) => id === article.publishedRevisionId)?.content;
    if (content !== undefined) articles.push({ ...view, content });
  }
  const titleOf = await sourceTitles(
    await desk.store(),
    articles.map(({ content }) => content),
  );
  return { articles, titleOf };
}
