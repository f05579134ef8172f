import type { Context } from '../context.ts';
import type { ArticleId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { ArticleStatus } from './article.ts';

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
  for await (const { id, status, publishedRevisionId, revisionId } of findAll(store.articles)) {
    const revisions = await store.revisions.getMany(
      [...new Set([publishedRevisionId, revisionId])].filter((known) => known !== undefined),
    );
    const replies = new Set(
      revisions.flatMap(({ content }) =>
        content.sections.flatMap(({ sentences }) =>
          sentences.flatMap(({ evidence }) =>
            evidence.flatMap((span) => (span.kind === 'reply' ? [span.messageId] : [])),
          ),
        ),
      ),
    );
    const going = [...replies].filter((messageId) => messageIds.has(messageId)).length;
    const title = revisions.at(-1)?.content.title ?? '';
    if (going > 0) resting.push({ articleId: id, title, status, replies: going, repliesInAll: replies.size });
  }
  return resting;
}
