import type { Context } from '../context.ts';
import type { ArticleId, IntentId, RevisionId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import type { Article, Review, Revision } from './article.ts';
import { publishedUnder, type TakenIn } from './taken-in.ts';

/** What drafting did. `unchanged`: the same evidence and feedback have been written up already, or the article waits for publication. */
export interface DraftedArticle {
  readonly status: 'drafted' | 'postponed' | 'paused' | 'unchanged';
  readonly articleId?: ArticleId;
  readonly revisionId?: RevisionId;
}

/** What is known before a draft is written. */
export interface Occasion {
  readonly intent: Intent;
  readonly article: Article | undefined;
  readonly current: Revision | undefined;
  /** The request for changes that the draft answers. */
  readonly review: Review | undefined;
  /** What is published of merged intents and belongs in a draft; a revision changes only what was asked for. */
  readonly published: readonly TakenIn[];
}

/** What is known of an intent and its article before a draft is written. */
export async function findOccasion({ store }: Context, intentId: IntentId): Promise<Occasion> {
  const intent = await resolveIntent(store, intentId);
  const article = (await store.articles.find({ where: { intentId: intent.id }, limit: 1 })).items[0];
  const current =
    article?.revisionId === undefined ? undefined : await store.revisions.get(article.revisionId);
  if (article?.status !== 'changes-requested' || current === undefined)
    return {
      intent,
      article,
      current,
      review: undefined,
      published: await publishedUnder({ store }, intent),
    };
  const reviews = await store.reviews.find({
    where: { articleId: article.id, revisionId: current.id },
    orderBy: { field: 'at', direction: 'descending' },
    limit: 1,
  });
  return { intent, article, current, review: reviews.items[0], published: [] };
}
