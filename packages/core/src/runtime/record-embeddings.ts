import { TicketAIError } from '../errors.ts';
import type { DocumentId, GenerateId } from '../ids.ts';
import type { EmbeddingCache } from '../model/embeddings.ts';
import type { WorkspaceStore } from './store.ts';

/** Whose texts embeddings are of. Tickets share theirs, because many say the same; each document has its own, which go when it is erased. */
export type EmbeddingOwner = 'tickets' | { readonly documentId: DocumentId };

/** What the models of an owner's embeddings are called by in their rows: all of them, and no others. */
export function embeddingsOf(owner: EmbeddingOwner): { readonly from: string; readonly below: string } {
  const name = owner === 'tickets' ? owner : `documents:${owner.documentId}`;
  return { from: `${name}:`, below: `${name};` };
}

/** Rows asked for at a time. */
const batchSize = 500;

/** Embeddings as `embedding` rows. */
export function recordEmbeddings({
  store,
  generateId,
  owner,
}: {
  readonly store: WorkspaceStore;
  readonly generateId: GenerateId;
  readonly owner: EmbeddingOwner;
}): EmbeddingCache {
  const nameOf = (model: string) => `${embeddingsOf(owner).from}${model}`;
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
