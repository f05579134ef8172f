import type { Context } from '../context.ts';
import {
  type StoredVersion,
  storeVersion,
  type VersionContent,
  versionContent,
} from '../document/document-versions.ts';
import { markdownParser } from '../document/markdown-parser.ts';
import { TicketAIError } from '../errors.ts';
import type { ArticleId, DocumentId, DocumentVersionId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import type { Article } from './article.ts';
import { lostGround } from './lost-ground.ts';
import { renderArticle } from './render-article.ts';
import { sourceTitles } from './source-titles.ts';
import { nextStatus } from './workflow.ts';

/** What publishing did. `unchanged`: it is published already, or was withdrawn meanwhile. */
export interface PublishedArticle {
  readonly status: 'published' | 'unchanged';
  readonly documentId?: DocumentId;
  readonly versionId?: DocumentVersionId;
}

/**
 * STAGE. Makes the approved revision a document with source `article:<id>`: articles are indexed, searched and cited through the same
 * path as every document. Doing it twice changes nothing. What it rests on is looked up once more: a revision that was out of date when it
 * was approved, or became so since, is published as the person decided, and its mark and reason stay for readers of lists and gaps.
 * @throws `not-found`; `conflict` (retryable) when the article changed meanwhile
 */
export async function publishArticle(
  context: Context,
  input: { readonly articleId: ArticleId },
): Promise<PublishedArticle> {
  const article = await context.store.articles.get(input.articleId);
  if (article === undefined)
    throw new TicketAIError('not-found', { message: `There is no article ${input.articleId}.` });
  if (article.status !== 'approved' || article.revisionId === undefined) return { status: 'unchanged' };
  const revision = await context.store.revisions.get(article.revisionId);
  if (revision === undefined)
    throw new TicketAIError('not-found', { message: `There is no revision ${article.revisionId}.` });
  const markdown = renderArticle(revision.content, {
    titleOf: await sourceTitles(context.store, [revision.content]),
  });
  const staleReason =
    (await lostGround(context, [revision])) ??
    (article.stale && article.staleRevisionId === revision.id ? article.staleReason : undefined);
  const { content, blobKey } = await asVersion(context, article.id, markdown);
  return context.transaction(
    async (transaction) => {
      const now = context.now();
      const { document, version } = await storeVersion(transaction, {
        details: {
          source: `article:${article.id}`,
          title: revision.content.title,
          collection: 'articles',
          articleId: article.id,
          access: [],
        },
        content,
        blobKey,
        now,
        newDocumentId: context.generateId() as DocumentId,
        generateId: context.generateId,
        actor: context.actor,
      });
      const status = nextStatus(article, 'publish');
      await transaction.articles.update(article.id, article.version, {
        status,
        publishedRevisionId: revision.id,
        remark: undefined,
        stale: staleReason !== undefined,
        staleReason,
        staleRevisionId: staleReason === undefined ? undefined : revision.id,
        staleByReplies: staleReason === undefined ? undefined : article.staleByReplies,
        updatedAt: now,
      });
      await context.commit(transaction, [
        { type: 'article-published', articleId: article.id, revisionId: revision.id },
        { type: 'document-added', documentId: document.id, versionId: version.id },
        ...(staleReason === undefined || staleReason === article.staleReason
          ? []
          : [{ type: 'article-stale' as const, articleId: article.id, reason: staleReason }]),
      ]);
      return publishedAs(version);
    },
    { final: true },
  );
}

const publishedAs = (version: StoredVersion['version']): PublishedArticle => ({
  status: 'published',
  documentId: version.documentId,
  versionId: version.id,
});

async function asVersion(
  context: Context,
  articleId: Article['id'],
  markdown: string,
): Promise<{ content: VersionContent; blobKey: string }> {
  const parser = markdownParser();
  const bytes = new TextEncoder().encode(markdown);
  const bytesHash = await sha256(bytes);
  const blobKey = `${context.workspaceId}/articles/${articleId}/${bytesHash}`;
  const mediaType = 'text/markdown';
  await context.blobs.put({ key: blobKey, bytes, mediaType });
  const parsed = await parser.parse({ bytes });
  return { content: await versionContent({ parsed, mediaType, parser: parser.name, bytesHash }), blobKey };
}
