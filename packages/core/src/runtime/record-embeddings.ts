import type { DocumentId, GenerateId, TicketId } from '../ids.ts';
import type { EmbeddingCache } from '../model/embeddings.ts';
import type { Records, WorkspaceStore } from './store.ts';

/** Whose texts embeddings are of. Tickets share theirs, because many say the same; each document has its own, which go when it is erased. */
export type EmbeddingOwner = 'tickets' | { readonly documentId: DocumentId };

/** What the models of an owner's embeddings are called by in their rows: all of them, and no others. */
export function embeddingsOf(owner: EmbeddingOwner): { readonly from: string; readonly below: string } {
  const name = owner === 'tickets' ? owner : `documents:${owner.documentId}`;
  return { from: `${name}:`, below: `${name};` };
}

/** Rows asked for at a time. */
const batchSize = 500;

/** Embeddings as `embedding` rows. Of a text that was erased while a model embedded it nothing is kept: no later erasing would find it. */
export function recordEmbeddings({
  store,
  generateId,
  owner,
}: {
  readonly store: WorkspaceStore;
  readonly generateId: GenerateId;
  readonly owner: EmbeddingOwner;
}): EmbeddingCache {
  /** Which version of the document's record was there before a model was asked. */
  let seen: number | undefined;
  const nameOf = (model: string) => `${embeddingsOf(owner).from}${model}`;
  const find = async (
    { embeddings }: Pick<Records, 'embeddings'>,
    model: string,
    hashes: readonly string[],
  ): Promise<ReadonlyMap<string, Float32Array>> => {
    const found = new Map<string, Float32Array>();
    for (let start = 0; start < hashes.length; start += batchSize) {
      const { items } = await embeddings.find({
        where: { model: nameOf(model), textHash: hashes.slice(start, start + batchSize) },
        limit: batchSize,
      });
      for (const { textHash, embedding } of items) found.set(textHash, decodeVector(embedding));
    }
    return found;
  };
  return {
    async find(model, hashes) {
      if (owner !== 'tickets') seen = (await store.documents.get(owner.documentId))?.version;
      return find(store, model, hashes);
    },
    async keep(model, embeddings, from) {
      await store.transaction(async (transaction) => {
        const erased = await erasedAmong(transaction, { owner, seen }, [...(from?.values() ?? [])].flat());
        if (erased === 'all') return;
        const isGone = (hash: string) => from?.get(hash)?.every((id) => erased.has(id)) ?? false;
        const hashes = [...embeddings.keys()].filter((hash) => !isGone(hash));
        // Another process has embedded some of them meanwhile.
        const known = await find(transaction, model, hashes);
        await transaction.embeddings.insert(
          hashes
            .filter((hash) => !known.has(hash))
            .map((textHash) => ({
              id: generateId(),
              model: nameOf(model),
              textHash,
              embedding: encodeVector(embeddings.get(textHash) ?? new Float32Array()),
            })),
        );
      });
    },
  };
}

/**
 * Whose text was erased while it was embedded: `all` when the owner itself is not shown any more, or was changed. A document that was erased may have
 * been added again meanwhile, with another text.
 */
async function erasedAmong(
  { tickets, documents }: Pick<Records, 'tickets' | 'documents'>,
  { owner, seen }: { readonly owner: EmbeddingOwner; readonly seen: number | undefined },
  ticketIds: readonly string[],
): Promise<ReadonlySet<string> | 'all'> {
  if (owner !== 'tickets') {
    const document = await documents.get(owner.documentId);
    const isChanged = seen !== undefined && document?.version !== seen;
    return isChanged || document?.deletedAt !== undefined ? 'all' : new Set();
  }
  const known = await tickets.getMany([...new Set(ticketIds)] as TicketId[]);
  return new Set(known.filter(({ erasedAt }) => erasedAt !== undefined).map(({ id }) => id));
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
