import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { EventRow } from '../events.ts';
import type { NoticeSubject } from './notifier.ts';

/**
 * STAGE. Tells somebody of an event; of what has passed meanwhile (an article that was reviewed, or has a newer draft), nobody. A process without a
 * notifier leaves it to one that has one.
 */
export async function deliverNotice(
  { notifier, store }: Context,
  { eventId }: { readonly eventId: string },
): Promise<void> {
  const row = await store.events.get(eventId);
  if (row === undefined) return;
  if (notifier === undefined)
    throw new TicketAIError('missing-setting', {
      message:
        'This process has no notifier: the notice waits for one that has. Start a worker with it, or give this one the same settings.',
      isOutage: true,
    });
  const subject = await subjectOf(store, row);
  if (subject !== undefined) await notifier.deliver(row, subject);
}

/** `undefined`: it has passed. */
async function subjectOf(store: Context['store'], { event }: EventRow): Promise<NoticeSubject | undefined> {
  if (event.type === 'intent-surged' && event.intentId !== undefined) {
    const intent = await store.intents.get(event.intentId);
    return intent === undefined ? {} : { intent: intent.name };
  }
  if (event.type !== 'article-drafted') return {};
  const article = await store.articles.get(event.articleId);
  const isPending = article?.status === 'in-review' || article?.status === 'merge-suggested';
  if (!isPending || article.revisionId !== event.revisionId) return undefined;
  const revision = await store.revisions.get(event.revisionId);
  if (revision === undefined) return undefined;
  const intent = await store.intents.get(article.intentId);
  const { title, summary } = revision.content;
  return {
    article: {
      id: article.id,
      revisionId: revision.id,
      title,
      summary,
      ...(article.remark === undefined ? {} : { remark: article.remark }),
    },
    ...(intent === undefined ? {} : { intent: intent.name }),
  };
}
