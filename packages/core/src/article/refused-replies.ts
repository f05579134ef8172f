import type { Context } from '../context.ts';
import { findDocument } from '../document/document-versions.ts';
import type { AnswerId, ArticleId, DocumentVersionId, TicketId } from '../ids.ts';
import { findOutcomes } from './find-outcomes.ts';

type Source = Pick<Context, 'store'>;

/** Below so many tickets, or so small a share of them, it may be chance, or the customers' matter. */
const leastTickets = 3;
const leastShare = 1 / 3;
const batchSize = 500;

const refused = ['rejected', 'reopened'] as const;
const accepted = ['sent', 'edited'] as const;

/** An article, and why suggested replies say that it does not help. */
export interface UnhelpfulArticle {
  readonly articleId: ArticleId;
  readonly reason: string;
}

/**
 * Published articles that suggested replies rest on which agents rejected, or after which the ticket came back. Only replies that cite the revision
 * which is published now count: a new one begins anew.
 */
export async function unhelpfulArticles({ store }: Source): Promise<readonly UnhelpfulArticle[]> {
  const against = await ticketsCiting({ store }, refused);
  const shown = await shownArticles({ store }, [...against.keys()]);
  const suspects = [...shown].filter(
    ([articleId, { versionId }]) => (against.get(articleId)?.get(versionId)?.size ?? 0) >= leastTickets,
  );
  if (suspects.length === 0) return [];
  const from = Math.min(...suspects.map(([, { since }]) => since));
  const inFavour = await ticketsCiting({ store }, accepted, from);
  return suspects.flatMap(([articleId, { versionId }]): UnhelpfulArticle[] => {
    const unhappy = against.get(articleId)?.get(versionId) ?? new Set();
    const all = unhappy.union(inFavour.get(articleId)?.get(versionId) ?? new Set());
    if (unhappy.size < leastShare * all.size) return [];
    return [
      {
        articleId,
        reason: `Of ${all.size} tickets that were answered with it, ${unhappy.size} came back or their agent rejected the reply.`,
      },
    ];
  });
}

/** Tickets by the article, and the version of it, that their reply cites. */
type TicketsByVersion = ReadonlyMap<ArticleId, ReadonlyMap<DocumentVersionId, ReadonlySet<TicketId>>>;

async function ticketsCiting(
  { store }: Source,
  verdicts: typeof refused | typeof accepted,
  from?: number,
): Promise<TicketsByVersion> {
  const ids = new Set<AnswerId>();
  const range = from === undefined ? {} : { from };
  for await (const { answerId } of findOutcomes({ store }, verdicts, range)) ids.add(answerId);
  const tickets = new Map<ArticleId, Map<DocumentVersionId, Set<TicketId>>>();
  const all = [...ids];
  for (let start = 0; start < all.length; start += batchSize) {
    for (const { ticketId, sentences } of await store.answers.getMany(all.slice(start, start + batchSize))) {
      for (const { source, versionId } of sentences.flatMap(({ citations }) => citations)) {
        const articleId = /^article:(.+)$/u.exec(source)?.[1] as ArticleId | undefined;
        if (articleId === undefined || ticketId === undefined) continue;
        const versions = tickets.get(articleId) ?? new Map<DocumentVersionId, Set<TicketId>>();
        tickets.set(articleId, versions.set(versionId, (versions.get(versionId) ?? new Set()).add(ticketId)));
      }
    }
  }
  return tickets;
}

/** What readers of these articles see, and since when. */
async function shownArticles(
  { store }: Source,
  articleIds: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, { readonly versionId: DocumentVersionId; readonly since: number }>> {
  const shown = new Map<ArticleId, { versionId: DocumentVersionId; since: number }>();
  for (const { id, publishedRevisionId } of await store.articles.getMany(articleIds)) {
    if (publishedRevisionId === undefined) continue;
    const versionId = (await findDocument(store, `article:${id}`))?.currentVersionId;
    const version = versionId && (await store.documentVersions.get(versionId));
    if (version !== undefined && versionId !== undefined)
      shown.set(id, { versionId, since: version.addedAt });
  }
  return shown;
}
