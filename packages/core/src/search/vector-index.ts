import { chunkerName } from '../document/chunk-document.ts';
import type { Generation } from '../document/document.ts';
import { TicketAIError } from '../errors.ts';
import type { DocumentId, GenerationId } from '../ids.ts';
import type { Embeddings } from '../model/embeddings.ts';
import type { Repository } from '../record.ts';
import type { VectorStore } from '../storage/vector-store.ts';
import { sha256 } from '../text/sha256.ts';
import type { ChunkEntry, ChunkIndex } from './chunk-index.ts';

/** What the vectors of an embedding model are: other ones are another generation, in another collection, and never mix. */
export async function generationOf(embeddingModel: string): Promise<GenerationId> {
  const fingerprint = await sha256(JSON.stringify([embeddingModel, chunkerName]));
  return fingerprint.slice(0, 24) as GenerationId;
}

/** Where the vectors of a generation are. */
export const vectorCollection = (workspaceId: string, generationId: GenerationId): string =>
  `${workspaceId}~${generationId}`;

/** What a {@link vectorIndex} stands on. */
export interface VectorIndexGround {
  readonly vectors: VectorStore;
  readonly embeddingModel: string;
  readonly embeddingsOf: (documentId: DocumentId) => Embeddings;
  readonly generations: Repository<Generation>;
}

/**
 * The chunks as vectors, in a vector store. How far it has followed the records is a record itself, so a store that was wiped is noticed, and
 * filled anew from embeddings that were paid for.
 *
 * Whoever begins changes that record, and whoever ends must find it as he left it: of two at once, the one that began first ends with `conflict`,
 * and begins again from where it began. Nothing is cleared before the record says that it is not there any more.
 */
export function vectorIndex(ground: VectorIndexGround): ChunkIndex {
  const { vectors, embeddingModel, generations } = ground;
  let from: number | undefined;
  let claimed: Generation | undefined;

  async function moveTo(position: number): Promise<void> {
    if (claimed === undefined) throw new TypeError('Ask for the position before entries are added.');
    claimed = await generations.update(claimed.id, claimed.version, { position, status: 'live' });
  }

  const nameOf = async (workspaceId: string) =>
    vectorCollection(workspaceId, await generationOf(embeddingModel));

  return {
    async position(workspaceId) {
      const id = await generationOf(embeddingModel);
      const row = (await generations.get(id)) ?? (await begin(generations, id, embeddingModel));
      const collection = vectorCollection(workspaceId, id);
      const isLost =
        row.status !== 'live' || (row.position > 0 && (await vectors.count({ collection })) === 0);
      from = Math.min(from ?? row.position, isLost ? 0 : row.position);
      claimed = await generations.update(
        id,
        row.version,
        from === 0 ? { position: 0, status: 'building' } : {},
      );
      return from;
    },
    async add({ collection, entries, position }) {
      if (entries.length === 0) return moveTo(position);
      const name = await nameOf(collection);
      for (const [documentId, own] of Map.groupBy(entries, (entry) => entry.documentId)) {
        const embeddings = ground.embeddingsOf(documentId);
        const embedded = await embeddings.embed(own.map((entry) => ({ text: textOf(entry) })));
        await vectors.upsert({
          collection: name,
          records: own.map(({ chunkId, versionId, collection: group }, at) => ({
            id: chunkId,
            embedding: vectorAt(embedded, at),
            metadata: { documentId, versionId, collection: group },
          })),
        });
      }
    },
    async remove({ collection, chunkIds }) {
      if (chunkIds.length > 0) await vectors.delete({ collection: await nameOf(collection), ids: chunkIds });
    },
    count: async (collection) => vectors.count({ collection: await nameOf(collection) }),
    clear: async (collection) => vectors.delete({ collection: await nameOf(collection) }),
    close: async () => {},
  };
}

/** Another process may begin the same one at this moment. */
async function begin(
  generations: Repository<Generation>,
  id: GenerationId,
  embeddingModel: string,
): Promise<Generation> {
  const row: Generation = {
    id,
    version: 1,
    status: 'building',
    chunker: chunkerName,
    embeddingModel,
    position: 0,
  };
  await generations.insert([row]).catch((error: unknown) => {
    if (!TicketAIError.is(error, 'conflict')) throw error;
  });
  return (await generations.get(id)) ?? row;
}

/** A passage by itself does not say what it is about: its headings do. They help to find it, and are never quoted. */
const textOf = ({ title, headings, text }: ChunkEntry): string =>
  [title, headings, text].filter((part) => part !== '').join('\n');

function vectorAt(embedded: readonly Float32Array[], at: number): Float32Array {
  const embedding = embedded[at];
  if (embedding !== undefined) return embedding;
  throw new TicketAIError('dimension-mismatch', { message: `There is no embedding for text ${at}.` });
}
