import { chunkerName } from '../document/chunk-document.ts';
import type { Generation } from '../document/document.ts';
import { TicketAIError } from '../errors.ts';
import type { GenerationId } from '../ids.ts';
import type { Embeddings } from '../model/embeddings.ts';
import type { Repository } from '../record.ts';
import type { VectorStore } from '../storage/vector-store.ts';
import { sha256 } from '../text/sha256.ts';
import type { ChunkEntry, ChunkIndex } from './chunk-index.ts';

/** Where the vectors of one workspace are, by what they were made with: other ones are in another collection, and never mix. */
export async function vectorCollection(
  workspaceId: string,
  embeddingModel: string,
): Promise<{ readonly generationId: GenerationId; readonly name: string }> {
  const fingerprint = await sha256(JSON.stringify([embeddingModel, chunkerName]));
  const generationId = fingerprint.slice(0, 24) as GenerationId;
  return { generationId, name: `${workspaceId}~${generationId}` };
}

/** What a {@link vectorIndex} stands on. */
export interface VectorIndexGround {
  readonly vectors: VectorStore;
  readonly embeddings: Embeddings;
  readonly generations: Repository<Generation>;
}

/**
 * The chunks as vectors, in a vector store. How far it has followed the records is a record itself, so a store that was wiped is noticed, and
 * filled anew from embeddings that were paid for. Two processes that bring it up to date at once do not spoil it: the second to finish begins
 * again from where it began.
 */
export function vectorIndex({ vectors, embeddings, generations }: VectorIndexGround): ChunkIndex {
  let begun: number | undefined;
  let read: Generation | undefined;

  async function open(collection: string): Promise<{ readonly name: string; readonly row: Generation }> {
    const { generationId, name } = await vectorCollection(collection, embeddings.name);
    read ??=
      (await generations.get(generationId)) ?? (await begin(generations, generationId, embeddings.name));
    return { name, row: read };
  }

  async function moveTo(collection: string, position: number): Promise<void> {
    const { row } = await open(collection);
    if (row.position === position && row.status === 'live') return;
    try {
      await generations.update(row.id, row.version, { position, status: 'live' });
    } finally {
      read = undefined; // whoever moved it meanwhile
    }
  }

  return {
    async position(collection) {
      read = undefined;
      const { name, row } = await open(collection);
      const isWiped = row.position > 0 && (await vectors.count({ collection: name })) === 0;
      begun = Math.min(begun ?? row.position, isWiped ? 0 : row.position);
      return begun;
    },
    async add({ collection, entries, position }) {
      if (entries.length === 0) return moveTo(collection, position);
      const { name } = await open(collection);
      const embedded = await embeddings.embed(entries.map((entry) => ({ text: textOf(entry) })));
      await vectors.upsert({
        collection: name,
        records: entries.map(({ chunkId, documentId, versionId, collection: group }, at) => ({
          id: chunkId,
          embedding: vectorAt(embedded, at),
          metadata: { documentId, versionId, collection: group },
        })),
      });
    },
    async remove({ collection, chunkIds }) {
      const { name } = await open(collection);
      if (chunkIds.length > 0) await vectors.delete({ collection: name, ids: chunkIds });
    },
    async count(collection) {
      const { name } = await open(collection);
      return vectors.count({ collection: name });
    },
    async clear(collection) {
      const { name } = await open(collection);
      await vectors.delete({ collection: name });
    },
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
