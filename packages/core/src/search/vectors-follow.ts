import type { Context } from '../context.ts';
import type { Embeddings } from '../model/embeddings.ts';
import { findAll } from '../record.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

/** Whether the vectors hold every passage that is shown. Not while they are being made, nor after they were lost. */
export async function vectorsFollow(
  { store, vectors, workspaceId }: Pick<Context, 'store' | 'vectors' | 'workspaceId'>,
  embeddings: Embeddings,
  { foundSome }: { readonly foundSome: boolean },
): Promise<boolean> {
  const id = await generationOf(embeddings.name);
  const row = await store.generations.get(id);
  const position = row?.status === 'live' ? row.position : 0;
  const missed = await store.events.find({
    where: { type: 'document-indexed', sequence: { from: position + 1 } },
    limit: 1,
  });
  if (missed.items.length > 0) return position === 0 && !(await isAnythingShown({ store }));
  if (foundSome || position === 0) return true;
  const isEmpty = (await vectors.count({ collection: vectorCollection(workspaceId, id) })) === 0;
  return !isEmpty || !(await isAnythingShown({ store }));
}

async function isAnythingShown({ store }: Pick<Context, 'store'>): Promise<boolean> {
  for await (const { currentVersionId } of findAll(store.documents, { where: { deletedAt: null } }))
    if (currentVersionId !== undefined) return true;
  return false;
}
