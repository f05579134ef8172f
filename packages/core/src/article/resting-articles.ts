import type { Context } from '../context.ts';
import type { ArticleId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { ArticleStatus } from './article.ts';
import { evidenceSpans } from './evidence-spans.ts';
import { shownRevisions } from './shown-revisions.ts';

/** An article that rests on replies in some tickets. */
export interface RestingArticle {
  readonly articleId: ArticleId;
  readonly title: string;
  readonly status: ArticleStatus;
  /** Replies in these tickets it rests on, of all replies it rests on. */
  readonly replies: number;
  readonly repliesInAll: number;
}

const batchSize = 500;

/** Which articles, in the revision that is read or reviewed, rest on replies in these tickets. */
export async function articlesRestingOn(
  { store }: Pick<Context, 'store'>,
  ticketIds: readonly TicketId[],
): Promise<readonly RestingArticle[]> {
  const messageIds = new Set<string>();
  for (let start = 0; start < ticketIds.length; start += batchSize) {
    const ticketId = ticketIds.slice(start, start + batchSize);
    for (const { id } of await collectAll(store.messages, { where: { ticketId } })) messageIds.add(id);
  }
  const resting: RestingArticle[] = [];
  for await (const article of findAll(store.articles)) {
    const { id, status } = article;
    const revisions = await store.revisions.getMany(shownRevisions(article));
    const spans = revisions.flatMap(evidenceSpans);
    const replies = new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.messageId] : [])));
    const going = [...replies].filter((messageId) => messageIds.has(messageId)).length;
    const title = revisions.at(-1)?.content.title ?? '';
    if (going > 0) resting.push({ articleId: id, title, status, replies: going, repliesInAll: replies.size });
  }
  return resting;
}
