import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { inActiveRun } from '../intent/active-run.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import { collectAll, findAll } from '../record.ts';
import { type IntentView, listIntents } from '../taxonomy/list-intents.ts';
import type { Article } from './article.ts';

/** Something customers ask for that no published article answers, or none that still holds. */
export interface ArticleGap {
  readonly intent: IntentView;
  /** Share of all tickets that have an intent, 0 to 1. */
  readonly share: number;
  /** Tickets of the intent that were to be answered, and were not: nothing that is published answers them. */
  readonly unanswered: number;
  /** What there is: a draft, one that was rejected, one that is out of date. */
  readonly article?: Article;
}

/** Intents without an article that can be relied on; where one would answer most tickets first. Each that found no answer counts twice. */
export async function listGaps(context: Pick<Context, 'store'>): Promise<readonly ArticleGap[]> {
  const intents = await listIntents(context);
  const articles = await articlesPerIntent(context);
  const unanswered = await unansweredPerIntent(context);
  const all = intents.reduce((sum, { ticketCount }) => sum + ticketCount, 0);
  return intents
    .flatMap((intent): ArticleGap[] => {
      const written = articles.get(intent.id) ?? [];
      if (intent.ticketCount === 0 || written.some(isReliable)) return [];
      const article = written.find(({ intentId }) => intentId === intent.id) ?? written[0];
      return [
        {
          intent,
          share: intent.ticketCount / all,
          unanswered: unanswered.get(intent.id) ?? 0,
          ...(article === undefined ? {} : { article }),
        },
      ];
    })
    .sort((left, right) => worth(right) - worth(left) || (left.intent.name < right.intent.name ? -1 : 1));
}

const worth = ({ intent, unanswered }: ArticleGap): number => intent.ticketCount + unanswered;

/** Readers see it, and it still holds; what is being drafted beside it does not change that. */
const isReliable = ({ publishedRevisionId, stale }: Article): boolean =>
  publishedRevisionId !== undefined && !stale;

/** The articles of an intent, those of the intents that were merged into it included. */
async function articlesPerIntent({
  store,
}: Pick<Context, 'store'>): Promise<ReadonlyMap<IntentId, readonly Article[]>> {
  const articles = new Map<IntentId, Article[]>();
  for await (const article of findAll(store.articles)) {
    const { id } = await resolveIntent(store, article.intentId);
    articles.set(id, [...(articles.get(id) ?? []), article]);
  }
  return articles;
}

/** Distinct tickets whose newest answer was none. Only tickets that once were not answered are read. */
async function unansweredPerIntent({
  store,
}: Pick<Context, 'store'>): Promise<ReadonlyMap<IntentId, number>> {
  const asked = new Set<TicketId>();
  for await (const { ticketId } of findAll(store.answers, { where: { status: 'abstained' } }))
    if (ticketId !== undefined) asked.add(ticketId);
  const tickets = [...asked];
  const counts = new Map<IntentId, number>();
  for (let start = 0; start < tickets.length; start += 500) {
    const ticketId = await stillOpen(store, tickets.slice(start, start + 500));
    const where = { ...(await inActiveRun(store)), ticketId, role: 'primary' as const };
    for (const { intentId } of await collectAll(store.assignmentHeads, { where })) {
      if (intentId === undefined) continue;
      const { id } = await resolveIntent(store, intentId);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

/** Those whose newest answer was none. */
async function stillOpen(store: Context['store'], ticketIds: readonly TicketId[]): Promise<TicketId[]> {
  const newest = new Map<TicketId, boolean>();
  const where = { ticketId: ticketIds };
  for await (const { ticketId, status } of findAll(store.answers, { where, orderBy: { field: 'createdAt' } }))
    if (ticketId !== undefined) newest.set(ticketId, status === 'abstained');
  return ticketIds.filter((ticketId) => newest.get(ticketId) === true);
}
