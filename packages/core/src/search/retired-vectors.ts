import type { Context } from '../context.ts';
import type { Generation } from '../document/document.ts';
import { collectAll } from '../record.ts';
import type { ChunkIndex } from './chunk-index.ts';
import { updateChunkIndex } from './update-chunk-index.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

type VectorContext = Pick<Context, 'store' | 'vectors' | 'workspaceId' | 'transaction' | 'commit'>;

/** The generations of models that are neither searched nor kept beside. */
export async function otherGenerations({
  store,
  embeddings,
  beside,
}: Pick<Context, 'store' | 'embeddings' | 'beside'>): Promise<readonly Generation[]> {
  const kept = new Set(
    await Promise.all(
      [embeddings, ...beside.map(({ questionEmbeddings }) => questionEmbeddings)].map((each) =>
        generationOf(each?.name ?? ''),
      ),
    ),
  );
  return (await collectAll(store.generations)).filter(({ id }) => !kept.has(id));
}

/**
 * Takes from the vectors of a model that is not in use what is not shown any more: what was removed or erased is gone from them too. Nothing is
 * added, so they are `retired` from then on, and made anew should the model come back.
 */
export async function shrinkGeneration(context: VectorContext, generation: Generation): Promise<void> {
  if (generation.position === 0) return dropGeneration(context, generation);
  const { store, workspaceId } = context;
  await updateChunkIndex({ store, index: shrinkingIndex(context, generation) }, workspaceId);
}

/**
 * Throws the vectors of a generation away. First the vectors, then what tells of them: a worker that is filling them begins again. One that has filled
 * them meanwhile does not know that some are gone: they are made anew.
 */
export async function dropGeneration(
  { vectors, workspaceId, transaction, commit }: VectorContext,
  { id, version }: Generation,
): Promise<void> {
  await vectors.delete({ collection: vectorCollection(workspaceId, id) });
  await transaction(async (current) => {
    const known = await current.generations.get(id);
    await current.generations.delete([id]);
    if (known !== undefined && known.version !== version)
      await commit(current, [{ type: 'vectors-cleared' }]);
  });
}

function shrinkingIndex({ store, vectors, workspaceId }: VectorContext, generation: Generation): ChunkIndex {
  const { id, version } = generation;
  const collection = vectorCollection(workspaceId, id);
  return {
    position: async () => generation.position,
    async add({ entries, position }) {
      if (entries.length === 0) await store.generations.update(id, version, { position, status: 'retired' });
    },
    async remove({ chunkIds }) {
      if (chunkIds.length > 0) await vectors.delete({ collection, ids: chunkIds });
    },
    count: () => vectors.count({ collection }),
    clear: () => vectors.delete({ collection }),
    close: async () => {},
  };
}
