import type { Context } from '../context.ts';
import type { AnswerId, IntentId, TicketId } from '../ids.ts';
import { inActiveRun } from '../intent/active-run.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import { collectAll, findAll } from '../record.ts';
import { type IntentView, listIntents } from '../taxonomy/list-intents.ts';
import type { Article } from './article.ts';
import { findOutcomes } from './find-outcomes.ts';

/** Something customers ask for that no published article answers, or none that still holds. */
export interface ArticleGap {
  readonly intent: IntentView;
  /** Share of all tickets that have an intent, 0 to 1. */
  readonly share: number;
  /** Tickets of the intent that were to be answered, and were not: nothing that is published answers them. */
  readonly unanswered: number;
  /** Tickets of the intent whose newest suggested reply was rejected, or that came back after it was sent. */
  readonly refused: number;
  /** What there is: a draft, one that was rejected, one that is out of date. */
  readonly article?: Article;
}

type Source = Pick<Context, 'store'>;

/** Intents without an article that can be relied on; where one would answer most tickets first. Each that found no answer, or none that helped, counts twice. */
export async function listGaps(context: Source): Promise<readonly ArticleGap[]> {
  const intents = await listIntents(context);
  const articles = await articlesPerIntent(context);
  const unanswered = await perIntent(context, await unansweredTickets(context));
  const refused = await perIntent(context, await refusedTickets(context));
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
          refused: refused.get(intent.id) ?? 0,
          ...(article === undefined ? {} : { article }),
        },
      ];
    })
    .sort((left, right) => worth(right) - worth(left) || (left.intent.name < right.intent.name ? -1 : 1));
}

const worth = ({ intent, unanswered, refused }: ArticleGap): number =>
  intent.ticketCount + unanswered + refused;

/** Readers see it, and it still holds; what is being drafted beside it does not change that. */
const isReliable = ({ publishedRevisionId, stale }: Article): boolean =>
  publishedRevisionId !== undefined && !stale;

/** The articles of an intent, those of the intents that were merged into it included. */
async function articlesPerIntent({ store }: Source): Promise<ReadonlyMap<IntentId, readonly Article[]>> {
  const articles = new Map<IntentId, Article[]>();
  for await (const article of findAll(store.articles)) {
    const { id } = await resolveIntent(store, article.intentId);
    articles.set(id, [...(articles.get(id) ?? []), article]);
  }
  return articles;
}

/** Tickets whose newest answer was none. Only those that once were not answered are read. */
async function unansweredTickets({ store }: Source): Promise<readonly TicketId[]> {
  const asked = new Set<TicketId>();
  for await (const { ticketId } of findAll(store.answers, { where: { status: 'abstained' } }))
    if (ticketId !== undefined) asked.add(ticketId);
  return withNewest({ store }, [...asked], ({ status }) => status === 'abstained');
}

/** Tickets whose newest answer was rejected, or did not help. */
async function refusedTickets({ store }: Source): Promise<readonly TicketId[]> {
  const refused = new Set<AnswerId>();
  for await (const { answerId } of findOutcomes({ store }, ['rejected', 'reopened'])) refused.add(answerId);
  const answers = await store.answers.getMany([...refused]);
  const asked = new Set(answers.flatMap(({ ticketId }) => ticketId ?? []));
  return withNewest({ store }, [...asked], ({ id }) => refused.has(id));
}

const batchSize = 500;

/** Those whose newest answer is such a one. */
async function withNewest(
  { store }: Source,
  ticketIds: readonly TicketId[],
  isSuch: (answer: { readonly id: AnswerId; readonly status: string }) => boolean,
): Promise<TicketId[]> {
  const found: TicketId[] = [];
  for (let start = 0; start < ticketIds.length; start += batchSize) {
    const batch = ticketIds.slice(start, start + batchSize);
    const newest = new Map<TicketId, boolean>();
    const answers = findAll(store.answers, { where: { ticketId: batch }, orderBy: { field: 'createdAt' } });
    for await (const answer of answers)
      if (answer.ticketId !== undefined) newest.set(answer.ticketId, isSuch(answer));
    found.push(...batch.filter((ticketId) => newest.get(ticketId) === true));
  }
  return found;
}

async function perIntent(
  { store }: Source,
  tickets: readonly TicketId[],
): Promise<ReadonlyMap<IntentId, number>> {
  const counts = new Map<IntentId, number>();
  for (let start = 0; start < tickets.length; start += batchSize) {
    const ticketId = tickets.slice(start, start + batchSize);
    const where = { ...(await inActiveRun(store)), ticketId, role: 'primary' as const };
    for (const { intentId } of await collectAll(store.assignmentHeads, { where })) {
      if (intentId === undefined) continue;
      const { id } = await resolveIntent(store, intentId);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
