import type { Context } from '../context.ts';
import type { Chunk, Document } from '../document/document.ts';
import { mayRead } from '../document/may-read.ts';
import type { ChunkId, DocumentId } from '../ids.ts';
import type { Passage, SearchFilter } from './passage.ts';

type Confirmed = Pick<Passage, 'chunk' | 'document'>;

/** Reads each chunk once, and knows which may be shown to who asks: of the shown version, not removed, readable, of a wanted collection. */
export function confirmedRecords({ store }: Pick<Context, 'store'>, filter: SearchFilter) {
  const known = new Map<ChunkId, Confirmed | undefined>();
  const documentOf = new Map<DocumentId, Document>();
  let hidden = false;
  async function confirm(chunkIds: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>> {
    const chunks = await store.chunks.getMany(chunkIds.filter((id) => !known.has(id)));
    const unread = chunks.map(({ documentId }) => documentId).filter((id) => !documentOf.has(id));
    for (const document of await store.documents.getMany([...new Set(unread)]))
      documentOf.set(document.id, document);
    for (const id of chunkIds) if (!known.has(id)) known.set(id, undefined);
    for (const chunk of chunks) {
      const document = documentOf.get(chunk.documentId);
      if (document === undefined || !isShown(chunk, document)) continue;
      if (!mayRead(document, { groups: filter.groups ?? [] })) hidden = true;
      else if (isWanted(document, filter)) known.set(chunk.id, { chunk, document });
    }
    return new Set(chunkIds.filter((id) => known.get(id) !== undefined));
  }
  return {
    confirm,
    of: (id: ChunkId) => known.get(id),
    /** Whether something was found that who asks may not read. */
    hidesSome: () => hidden,
  };
}

const isShown = (chunk: Chunk, document: Document): boolean =>
  chunk.text !== '' && document.currentVersionId === chunk.versionId && document.deletedAt === undefined;

const isWanted = ({ collection }: Document, { collections }: SearchFilter): boolean =>
  collections === undefined || collections.includes(collection);
