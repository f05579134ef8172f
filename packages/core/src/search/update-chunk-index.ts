import type { Context } from '../context.ts';
import type { Document } from '../document/document.ts';
import type { EventRow } from '../events.ts';
import type { DocumentId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { ChunkEntry, ChunkIndex } from './chunk-index.ts';

/** An index, and the records it follows. */
export interface IndexUpdate {
  readonly store: Context['store'];
  readonly index: ChunkIndex;
}

/** Entries written at a time. */
const batchSize = 200;

/** Makes an index hold what the records show now: what changed since its position, or everything when it holds nothing yet. */
export async function updateChunkIndex({ store, index }: IndexUpdate, collection: string): Promise<void> {
  const position = await index.position(collection);
  const newest = (
    await store.events.find({ orderBy: { field: 'sequence', direction: 'descending' }, limit: 1 })
  ).items[0];
  const target = newest?.sequence ?? 0;
  if (target <= position && position > 0) return;
  if (position === 0) {
    await index.clear(collection);
    for await (const document of findAll(store.documents))
      await addDocument({ store, index }, collection, document, position);
  } else {
    const touched = await touchedDocuments(store, position + 1, target + 1);
    for (const document of await store.documents.getMany(touched)) {
      await addDocument({ store, index }, collection, document, position);
    }
  }
  await index.add({ collection, entries: [], position: target });
}

async function touchedDocuments(store: Context['store'], from: number, below: number): Promise<DocumentId[]> {
  const events = await collectAll<EventRow>(store.events, {
    where: {
      type: ['document-indexed', 'document-removed', 'document-erased'],
      sequence: { from, below },
    },
    orderBy: { field: 'sequence' },
  });
  return [...new Set(events.flatMap(({ event }) => ('documentId' in event ? [event.documentId] : [])))];
}

/** Makes the index hold exactly the chunks of the version that is shown; of a removed document none. */
async function addDocument(
  { store, index }: IndexUpdate,
  collection: string,
  document: Document,
  position: number,
): Promise<void> {
  const chunks = await collectAll(store.chunks, { where: { documentId: document.id } });
  const shown = document.deletedAt === undefined ? document.currentVersionId : undefined;
  const version = shown === undefined ? undefined : await store.documentVersions.get(shown);
  const stale = chunks.filter((chunk) => chunk.versionId !== version?.id || chunk.text === '');
  await index.remove({ collection, chunkIds: stale.map((chunk) => chunk.id), position });
  if (version === undefined) return;
  const entries = chunks
    .filter((chunk) => chunk.versionId === version.id && chunk.text !== '')
    .map(({ id, headingPath, text }): ChunkEntry => {
      const headings = headingPath.filter((heading) => heading !== document.title).join('\n');
      return {
        chunkId: id,
        documentId: document.id,
        versionId: version.id,
        collection: document.collection,
        title: document.title,
        headings,
        text,
        language: version.language,
      };
    });
  for (let start = 0; start < entries.length; start += batchSize) {
    await index.add({ collection, entries: entries.slice(start, start + batchSize), position });
  }
}
