import type { Context } from '../context.ts';
import { findDocument } from '../document/document-versions.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { ArticleId, DocumentId, RevisionId } from '../ids.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Article, ArticleStatus, Review, SectionFeedback } from './article.ts';
import { checkSeenRevision } from './check-seen-revision.ts';
import { notStale } from './not-stale.ts';
import { nextStatus } from './workflow.ts';

/** A person's decision on the revision that person has read. */
export interface ReviewInput {
  readonly articleId: ArticleId;
  /** The revision that was read; the published one when a published article is withdrawn. */
  readonly revisionId: RevisionId;
  readonly decision: Review['decision'];
  /** What should change; needed to request changes. */
  readonly feedback?: readonly SectionFeedback[];
}

/**
 * STAGE. Records a review and moves the article. Publishing and redrafting follow from the event; withdrawing takes the article out of
 * search in the same transaction. The article of a merged intent can only be withdrawn: the winner has one of its own.
 * @throws `unauthorized` when a machine reviews; `conflict` when another revision is current; `invalid-transition`; `invalid-input`
 */
export async function reviewArticle(context: Context, input: ReviewInput): Promise<Article> {
  const { articleId, revisionId, decision, feedback = [] } = input;
  if (context.actor.kind !== 'person')
    throw new TicketAIError('unauthorized', { message: 'Only a person may review an article.' });
  if (decision === 'request-changes' && !feedback.some(({ note }) => note.trim() !== '')) {
    throw new TicketAIError('invalid-input', {
      message: 'Say what should change: a request for changes needs at least one note.',
    });
  }
  return context.transaction(
    async (transaction) => {
      const article = await transaction.articles.get(articleId);
      if (article === undefined)
        throw new TicketAIError('not-found', { message: `There is no article ${articleId}.` });
      const { revisionId: current, publishedRevisionId } = article;
      checkSeenRevision(
        article,
        revisionId,
        decision === 'withdraw' ? [current, publishedRevisionId] : [current],
      );
      if (decision !== 'withdraw') await refuseMerged(transaction, article);
      const status = nextStatus(article, decision);
      const at = context.now();
      const review: Review = {
        id: context.generateId(),
        articleId,
        revisionId,
        decision,
        feedback,
        at,
        actor: context.actor,
      };
      await transaction.reviews.insert([review]);
      const changed = await transaction.articles.update(article.id, article.version, {
        ...patchFor(article, decision, status),
        updatedAt: at,
      });
      const events: TicketAIEvent[] = [
        { type: 'article-reviewed', articleId, intentId: article.intentId, revisionId, decision },
      ];
      if (decision === 'withdraw') {
        const document = await findDocument(transaction, `article:${articleId}`);
        if (document !== undefined && document.deletedAt === undefined) {
          await transaction.documents.update(document.id, document.version, { deletedAt: at });
          events.push(...withdrawn(articleId, document.id));
        }
      }
      await context.commit(transaction, events);
      return changed;
    },
    { final: true },
  );
}

/** A decision on it would lead to work on the winner's article, which the reviewer has not read. */
async function refuseMerged(transaction: Transaction, article: Article): Promise<void> {
  const intent = await transaction.intents.get(article.intentId);
  if (intent?.mergedInto === undefined) return;
  const winner = await resolveIntent(transaction, intent.mergedInto);
  throw new TicketAIError('invalid-transition', {
    message: `The intent of this article, "${intent.name}", was merged into "${winner.name}" (${winner.id}). Review the article of that intent; this one can only be withdrawn.`,
    context: { articleId: article.id, intentId: intent.id, winner: winner.id },
  });
}

function patchFor(
  article: Article,
  decision: Review['decision'],
  status: ArticleStatus,
): Partial<Record<keyof Article, never>> | object {
  if (decision === 'withdraw') return { status, publishedRevisionId: undefined, ...notStale };
  if (decision === 'reject' && status === 'published')
    return { status, revisionId: article.publishedRevisionId };
  return { status };
}

const withdrawn = (articleId: ArticleId, documentId: DocumentId): TicketAIEvent[] => [
  { type: 'article-withdrawn', articleId },
  { type: 'document-removed', documentId },
];
