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
  const { store } = context;
  const intents = await listIntents(context);
  const articles = new Map((await collectAll(store.articles)).map((article) => [article.intentId, article]));
  const unanswered = await unansweredPerIntent(context);
  const all = intents.reduce((sum, { ticketCount }) => sum + ticketCount, 0);
  return intents
    .flatMap((intent): ArticleGap[] => {
      const article = articles.get(intent.id);
      if (intent.ticketCount === 0 || (article?.status === 'published' && !article.stale)) return [];
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

/** Distinct tickets whose newest answer was none. */
async function unansweredPerIntent({
  store,
}: Pick<Context, 'store'>): Promise<ReadonlyMap<IntentId, number>> {
  const newest = new Map<TicketId, boolean>();
  const answers = findAll(store.answers, { orderBy: { field: 'createdAt' } });
  for await (const { ticketId, status } of answers)
    if (ticketId !== undefined) newest.set(ticketId, status === 'abstained');
  const counts = new Map<IntentId, number>();
  const open = [...newest].flatMap(([ticketId, isOpen]) => (isOpen ? [ticketId] : []));
  for (let start = 0; start < open.length; start += 500) {
    const ticketId = open.slice(start, start + 500);
    const where = { ...(await inActiveRun(store)), ticketId, role: 'primary' as const };
    for (const { intentId } of await collectAll(store.assignmentHeads, { where })) {
      if (intentId === undefined) continue;
      const { id } = await resolveIntent(store, intentId);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
