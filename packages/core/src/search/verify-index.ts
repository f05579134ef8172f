import type { Context } from '../context.ts';
import type { GenerationId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { BesideRole } from './embedding-choice.ts';
import { otherGenerations } from './retired-vectors.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

/** How the vectors stand to the records. */
export interface IndexCheck {
  /** `differs`: those that are searched, or others that are kept. `off`: no embedding model is plugged in, and no vectors are left of one: nothing is searched by meaning. */
  readonly status: 'off' | 'whole' | 'differs' | 'repaired';
  readonly embeddingModel?: string;
  /** Passages that are shown. */
  readonly passages: number;
  /** Shown passages without a vector: they are found by their words only. */
  readonly missing: number;
  /** Vectors of what is not shown any more: they take room, and are never shown. */
  readonly orphans: number;
  /** Vectors of models that are not searched now. Some hours after another model has taken over, those that are not kept beside are thrown away. */
  readonly others: readonly {
    readonly embeddingModel: string;
    /** Why they are kept up to date; absent when they are not. */
    readonly role?: BesideRole;
    /** Shown passages without a vector, of those that are kept up to date. */
    readonly missing?: number;
    readonly vectors: number;
    /** Those of what is not shown any more. */
    readonly orphans: number;
  }[];
}

type CheckContext = Pick<Context, 'store' | 'vectors' | 'embeddings' | 'beside' | 'workspaceId'>;

/** Compares the vectors with the records, document by document. @throws what the vector store throws while it is away */
export async function verifyIndex(context: CheckContext): Promise<IndexCheck> {
  const { embeddings } = context;
  const current = embeddings && (await generationOf(embeddings.name));
  const others: IndexCheck['others'][number][] = [];
  for (const { role, questionEmbeddings } of context.beside) {
    const { passages, vectors, held } = await compare(context, await generationOf(questionEmbeddings.name));
    const { name: embeddingModel } = questionEmbeddings;
    others.push({ embeddingModel, role, missing: passages - held, vectors, orphans: vectors - held });
  }
  for (const { id, embeddingModel } of await otherGenerations(context)) {
    const { vectors, held } = await compare(context, id);
    others.push({ embeddingModel, vectors, orphans: vectors - held });
  }
  const isClean = others.every(({ missing = 0, orphans }) => missing === 0 && orphans === 0);
  if (embeddings === undefined || current === undefined)
    return { status: isClean ? 'off' : 'differs', passages: 0, missing: 0, orphans: 0, others };
  const { passages, vectors, held } = await compare(context, current);
  const [missing, orphans] = [passages - held, vectors - held];
  const status = missing === 0 && orphans === 0 && isClean ? 'whole' : 'differs';
  return { status, embeddingModel: embeddings.name, passages, missing, orphans, others };
}

/** `held`: vectors of passages that are shown. */
async function compare({ store, vectors, workspaceId }: CheckContext, generationId: GenerationId) {
  const collection = vectorCollection(workspaceId, generationId);
  let [passages, held] = [0, 0];
  for await (const { id: documentId, currentVersionId: versionId, deletedAt } of findAll(store.documents)) {
    if (versionId === undefined || deletedAt !== undefined) continue;
    // Of an erased text the passages stay as rows, and are shown no more.
    if (((await store.documentVersions.get(versionId))?.text ?? '') === '') continue;
    const wanted = await store.chunks.count({ versionId });
    passages += wanted;
    held += Math.min(wanted, await vectors.count({ collection, where: { documentId, versionId } }));
  }
  return { passages, held, vectors: await vectors.count({ collection }) };
}
