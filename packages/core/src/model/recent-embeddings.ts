import type { EmbeddingCache } from './embeddings.ts';

/** Embeddings that are only remembered, the longest unused forgotten first. For questions: what is asked once need not be kept for ever. */
export interface RecentEmbeddings {
  /** Those of one workspace: none sees what another has asked. */
  of(workspaceId: string): EmbeddingCache;
}

/** @param most how many are remembered, of all workspaces together. Default 1000 */
export function recentEmbeddings(most = 1000): RecentEmbeddings {
  const known = new Map<string, Float32Array>();
  const touch = (key: string, embedding: Float32Array) => {
    known.delete(key);
    known.set(key, embedding);
  };
  return {
    of(workspaceId) {
      const keyOf = (model: string, hash: string) => JSON.stringify([workspaceId, model, hash]);
      return {
        async find(model, hashes) {
          const found = new Map<string, Float32Array>();
          for (const hash of hashes) {
            const embedding = known.get(keyOf(model, hash));
            if (embedding === undefined) continue;
            touch(keyOf(model, hash), embedding);
            found.set(hash, embedding);
          }
          return found;
        },
        async keep(model, embeddings) {
          for (const [hash, embedding] of embeddings) touch(keyOf(model, hash), embedding);
          for (const key of known.keys()) {
            if (known.size <= most) break;
            known.delete(key);
          }
        },
      };
    },
  };
}
