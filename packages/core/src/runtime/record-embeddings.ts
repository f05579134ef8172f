import { TicketAIError } from '../errors.ts';
import type { GenerateId } from '../ids.ts';
import type { EmbeddingCache } from '../model/embeddings.ts';
import type { WorkspaceStore } from './store.ts';

/** What the models of embeddings are called by in their rows, so that erasing a ticket or a document erases all of its kind. */
export const embeddingsOf = {
  tickets: { from: 'tickets:', below: 'tickets;' },
  documents: { from: 'documents:', below: 'documents;' },
} as const;

/** Rows asked for at a time. */
const batchSize = 500;

/** Embeddings as `embedding` rows. @param kind whose texts they are of */
export function recordEmbeddings({
  store,
  generateId,
  kind,
}: {
  readonly store: WorkspaceStore;
  readonly generateId: GenerateId;
  readonly kind: keyof typeof embeddingsOf;
}): EmbeddingCache {
  const nameOf = (model: string) => `${embeddingsOf[kind].from}${model}`;
  return {
    async find(model, hashes) {
      const found = new Map<string, Float32Array>();
      for (let start = 0; start < hashes.length; start += batchSize) {
        const { items } = await store.embeddings.find({
          where: { model: nameOf(model), textHash: hashes.slice(start, start + batchSize) },
          limit: batchSize,
        });
        for (const { textHash, embedding } of items) found.set(textHash, decodeVector(embedding));
      }
      return found;
    },
    async keep(model, embeddings) {
      const rows = [...embeddings].map(([textHash, embedding]) => ({
        id: generateId(),
        model: nameOf(model),
        textHash,
        embedding: encodeVector(embedding),
      }));
      await store.embeddings.insert(rows).catch(async (error: unknown) => {
        if (!TicketAIError.is(error, 'conflict')) throw error;
        // Another process has embedded some of them meanwhile.
        for (const row of rows)
          await store.embeddings.insert([row]).catch((again: unknown) => {
            if (!TicketAIError.is(again, 'conflict')) throw again;
          });
      });
    },
  };
}

/** Little-endian float32 as base64. */
export function encodeVector(vector: Float32Array): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [at, value] of vector.entries()) view.setFloat32(at * 4, value, true);
  let binary = '';
  for (const byte of new Uint8Array(view.buffer)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The opposite of {@link encodeVector}. */
export function decodeVector(text: string): Float32Array {
  const binary = atob(text);
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let at = 0; at < binary.length; at += 1) view.setUint8(at, binary.charCodeAt(at));
  return Float32Array.from({ length: binary.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
