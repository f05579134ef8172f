import type { Context } from '../context.ts';
import { tokenise } from '../text/tokenise.ts';
import type { ChunkIndex } from './chunk-index.ts';
import { confirmedRecords } from './confirmed-records.ts';
import type { ChannelState, Passage, RetrievedChunk, SearchOptions, SearchResult } from './passage.ts';
import { planSearch } from './plan-search.ts';
import { replyWords } from './similar-replies.ts';
import { updateChunkIndex } from './update-chunk-index.ts';
import { vectorsFollow } from './vectors-follow.ts';

/** What the stage needs of a context. */
type SearchContext = Pick<
  Context,
  'workspaceId' | 'store' | 'vectors' | 'keywordIndex' | 'retriever' | 'questionEmbeddings' | 'abortSignal'
>;

const lastDepth = 3200;

/**
 * STAGE. Finds passages for a question. Retrievers only propose: each hit is confirmed by the records (shown version, not removed,
 * readable by who asks, wanted collection), so nothing that an index still holds by mistake can surface, nor move what may be shown. When
 * the filter takes away too much, it looks deeper instead of returning less.
 */
export async function searchPassages(context: SearchContext, options: SearchOptions): Promise<SearchResult> {
  const { query, topK = 8, filter = {}, ticketIds } = options;
  const { workspaceId: collection, retriever, keywordIndex, abortSignal } = context;
  const { questionEmbeddings: embeddings } = context;
  await bringUpToDate(context, collection);
  const coverage = await keywordIndex.coverage({ collection, query });
  const records = confirmedRecords(context, filter);
  let words: Promise<readonly string[]> | undefined;
  for (let depth = topK * 2; ; depth *= 4) {
    const { hits, channels } = await retriever.retrieve({
      collection,
      query: planSearch(query),
      topK: depth,
      filter,
      confirm: records.confirm,
      replyWords: () => (words ??= replyWords(context, query, ticketIds)),
      ...(ticketIds === undefined ? {} : { ticketIds }),
      ...(embeddings === undefined ? {} : { embeddings }),
      ...(abortSignal === undefined ? {} : { abortSignal }),
    });
    const passages = await hydrate(records, hits);
    const exhausted = hits.length < depth || depth >= lastDepth;
    if (passages.length >= topK || exhausted) {
      const states = await withFreshness(context, channels, hits);
      const shown = passages.slice(0, topK);
      const known = records.hidesSome() ? shareKnown(query, shown) : coverage;
      return { passages: shown, channels: states, coverage: known };
    }
  }
}

/** The share of the query's words that stand in these passages. The index also knows those of what may not be shown: who asks is told nothing of them. */
function shareKnown(query: string, passages: readonly Passage[]): number {
  const { language } = planSearch(query);
  const termsOf = (text: string) => new Set(tokenise(text, { language, withoutStopWords: true }));
  const asked = termsOf(query);
  const known = termsOf(passages.map(({ chunk, document }) => `${document.title}\n${chunk.text}`).join('\n'));
  return asked.size === 0 ? 0 : asked.intersection(known).size / asked.size;
}

/** A search by meaning that went well in vectors which are not whole may have missed what was asked for: it says so. */
async function withFreshness(
  context: SearchContext,
  channels: ChannelState,
  hits: readonly RetrievedChunk[],
): Promise<ChannelState> {
  const { questionEmbeddings } = context;
  if (questionEmbeddings === undefined || channels.dense !== 'ok') return channels;
  const foundSome = hits.some((hit) => hit.channels.dense !== undefined);
  const isWhole = await vectorsFollow(context, questionEmbeddings, { foundSome });
  return isWhole ? channels : { ...channels, dense: 'degraded' };
}

/** Keeps the hits the records confirm. The same text twice is shown once, from the best place. */
async function hydrate(
  records: ReturnType<typeof confirmedRecords>,
  hits: readonly RetrievedChunk[],
): Promise<Passage[]> {
  await records.confirm(hits.map(({ chunkId }) => chunkId));
  const seen = new Set<string>();
  return hits.flatMap(({ chunkId, score, channels }) => {
    const record = records.of(chunkId);
    if (record === undefined || seen.has(record.chunk.textHash)) return [];
    seen.add(record.chunk.textHash);
    return [{ ...record, score, channels }];
  });
}

/** One update at a time per index and collection; a search that comes meanwhile waits for it. */
const running = new WeakMap<ChunkIndex, Map<string, Promise<void>>>();

async function bringUpToDate(context: SearchContext, collection: string): Promise<void> {
  const { store, keywordIndex, retriever } = context;
  for (const index of new Set([keywordIndex, ...(retriever.indexes ?? [])])) {
    const queue = running.get(index) ?? new Map<string, Promise<void>>();
    running.set(index, queue);
    const previous = queue.get(collection) ?? Promise.resolve();
    const next = previous.catch(() => undefined).then(() => updateChunkIndex({ store, index }, collection));
    queue.set(collection, next);
    await next;
  }
}
