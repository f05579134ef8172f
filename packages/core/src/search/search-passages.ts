import type { Context } from '../context.ts';
import type { Document } from '../document/document.ts';
import type { EventRow } from '../events.ts';
import type { DocumentId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { KeywordEntry, KeywordIndex } from './keyword-index.ts';
import type {
  ChannelState,
  Passage,
  RetrievedChunk,
  SearchFilter,
  SearchOptions,
  SearchResult,
} from './passage.ts';

/** What the stage needs of a context. */
type SearchContext = Pick<Context, 'workspaceId' | 'store' | 'keywordIndex' | 'retriever' | 'abortSignal'>;

const firstDepth = 50;
const lastDepth = 3200;
const batchSize = 200;

/**
 * STAGE. Finds passages for a question. Retrievers only propose: each hit is confirmed by the records (shown version, not removed,
 * readable by who asks, wanted collection), so nothing that an index still holds by mistake can surface. When the filter takes away too
 * much, it looks deeper instead of returning less.
 */
export async function searchPassages(context: SearchContext, options: SearchOptions): Promise<SearchResult> {
  const { query, topK = 8, filter = {} } = options;
  const collection = context.workspaceId;
  await bringUpToDate(context, collection);
  const coverage = await context.keywordIndex.coverage({ collection, query });
  for (let depth = Math.max(firstDepth, topK * 3); ; depth *= 4) {
    const { hits, channels } = await retrieve(context, query, depth);
    const passages = await hydrate(context, hits, filter);
    const exhausted = hits.length < depth || depth >= lastDepth;
    if (passages.length >= topK || exhausted)
      return { passages: passages.slice(0, topK), channels, coverage };
  }
}

async function retrieve(
  context: SearchContext,
  query: string,
  topK: number,
): Promise<{ hits: readonly RetrievedChunk[]; channels: ChannelState }> {
  const signal = context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal };
  return context.retriever.retrieve({ collection: context.workspaceId, query, topK, ...signal });
}

/** Keeps the hits the records confirm. The same text twice is shown once, from the best place. */
async function hydrate(
  { store }: SearchContext,
  hits: readonly RetrievedChunk[],
  filter: SearchFilter,
): Promise<Passage[]> {
  const hitOf = new Map(hits.map((hit) => [hit.chunkId, hit]));
  const chunks = await store.chunks.getMany([...hitOf.keys()]);
  const documents = await store.documents.getMany([...new Set(chunks.map((chunk) => chunk.documentId))]);
  const documentOf = new Map(documents.map((document) => [document.id, document]));
  const seen = new Set<string>();
  const passages: Passage[] = [];
  for (const chunk of chunks) {
    const document = documentOf.get(chunk.documentId);
    const hit = hitOf.get(chunk.id);
    if (hit === undefined || document === undefined || chunk.text === '') continue;
    if (document.currentVersionId !== chunk.versionId || !mayShow(document, filter)) continue;
    if (seen.has(chunk.textHash)) continue;
    seen.add(chunk.textHash);
    passages.push({ chunk, document, score: hit.score, channels: hit.channels });
  }
  return passages;
}

function mayShow(document: Document, { collections, groups = [] }: SearchFilter): boolean {
  if (document.deletedAt !== undefined) return false;
  if (collections !== undefined && !collections.includes(document.collection)) return false;
  return document.access.length === 0 || document.access.some((group) => groups.includes(group));
}

/** One update at a time per index and collection; a search that comes meanwhile waits for it. */
const running = new WeakMap<KeywordIndex, Map<string, Promise<void>>>();

async function bringUpToDate(context: SearchContext, collection: string): Promise<void> {
  const queue = running.get(context.keywordIndex) ?? new Map<string, Promise<void>>();
  running.set(context.keywordIndex, queue);
  const previous = queue.get(collection) ?? Promise.resolve();
  const next = previous.catch(() => undefined).then(() => update(context, collection));
  queue.set(collection, next);
  await next;
}

async function update({ store, keywordIndex }: SearchContext, collection: string): Promise<void> {
  const position = await keywordIndex.position(collection);
  const newest = (
    await store.events.find({ orderBy: { field: 'sequence', direction: 'descending' }, limit: 1 })
  ).items[0];
  const target = newest?.sequence ?? 0;
  if (target <= position && position > 0) return;
  if (position === 0) {
    await keywordIndex.clear(collection);
    for await (const document of findAll(store.documents))
      await addDocument({ store, keywordIndex }, collection, document, position);
  } else {
    const touched = await touchedDocuments(store, position + 1, target + 1);
    for (const document of await store.documents.getMany(touched)) {
      await addDocument({ store, keywordIndex }, collection, document, position);
    }
  }
  await keywordIndex.add({ collection, entries: [], position: target });
}

async function touchedDocuments(
  store: SearchContext['store'],
  from: number,
  below: number,
): Promise<DocumentId[]> {
  const events = await collectAll<EventRow>(store.events, {
    where: { type: ['document-indexed', 'document-removed'], sequence: { from, below } },
    orderBy: { field: 'sequence' },
  });
  return [...new Set(events.flatMap(({ event }) => ('documentId' in event ? [event.documentId] : [])))];
}

/** Makes the index hold exactly the chunks of the version that is shown; of a removed document none. */
async function addDocument(
  { store, keywordIndex }: Pick<SearchContext, 'store' | 'keywordIndex'>,
  collection: string,
  document: Document,
  position: number,
): Promise<void> {
  const chunks = await collectAll(store.chunks, { where: { documentId: document.id } });
  const shown = document.deletedAt === undefined ? document.currentVersionId : undefined;
  const version = shown === undefined ? undefined : await store.documentVersions.get(shown);
  const stale = chunks.filter((chunk) => chunk.versionId !== version?.id || chunk.text === '');
  await keywordIndex.remove({ collection, chunkIds: stale.map((chunk) => chunk.id), position });
  if (version === undefined) return;
  const entries = chunks
    .filter((chunk) => chunk.versionId === version.id && chunk.text !== '')
    .map(({ id, headingPath, text }): KeywordEntry => {
      const headings = headingPath.filter((heading) => heading !== document.title).join('\n');
      return { chunkId: id, title: document.title, headings, text, language: version.language };
    });
  for (let start = 0; start < entries.length; start += batchSize) {
    await keywordIndex.add({ collection, entries: entries.slice(start, start + batchSize), position });
  }
}
