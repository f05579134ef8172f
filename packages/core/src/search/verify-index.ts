import type { Context } from '../context.ts';
import { findAll } from '../record.ts';
import { vectorCollection } from './vector-index.ts';

/** How the vectors stand to the records. */
export interface IndexCheck {
  /** `off`: no embedding model is plugged in, nothing is searched by meaning. */
  readonly status: 'off' | 'whole' | 'differs' | 'repaired';
  readonly embeddingModel?: string;
  /** Passages that are shown. */
  readonly passages: number;
  /** Shown passages without a vector: they are found by their words only. */
  readonly missing: number;
  /** Vectors of what is not shown any more: they take room, and are never shown. */
  readonly orphans: number;
}

/** Compares the vectors with the records, document by document. @throws what the vector store throws while it is away */
export async function verifyIndex(
  context: Pick<Context, 'store' | 'vectors' | 'documentEmbeddings' | 'workspaceId'>,
): Promise<IndexCheck> {
  const { store, vectors, documentEmbeddings, workspaceId } = context;
  if (documentEmbeddings === undefined) return { status: 'off', passages: 0, missing: 0, orphans: 0 };
  const { name: embeddingModel } = documentEmbeddings;
  const { name: collection } = await vectorCollection(workspaceId, embeddingModel);
  let [passages, held] = [0, 0];
  for await (const { id: documentId, currentVersionId: versionId, deletedAt } of findAll(store.documents)) {
    if (versionId === undefined || deletedAt !== undefined) continue;
    // Of an erased text the passages stay as rows, and are shown no more.
    if (((await store.documentVersions.get(versionId))?.text ?? '') === '') continue;
    const wanted = await store.chunks.count({ versionId });
    passages += wanted;
    held += Math.min(wanted, await vectors.count({ collection, where: { documentId, versionId } }));
  }
  const [missing, orphans] = [passages - held, (await vectors.count({ collection })) - held];
  const status = missing === 0 && orphans === 0 ? 'whole' : 'differs';
  return { status, embeddingModel, passages, missing, orphans };
}
