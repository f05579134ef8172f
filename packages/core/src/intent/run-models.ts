import type { Context } from '../context.ts';
import type { RunId } from '../ids.ts';
import type { Clusterer } from './clusterer.ts';

type ClustererModels = Pick<Parameters<Clusterer['discover']>[0], 'models' | 'embeddings'>;

/** The models of the workspace, as a clusterer takes them. */
export function clustererModels({ models, embeddings }: Context): ClustererModels {
  return {
    ...(models === undefined ? {} : { models }),
    ...(embeddings === undefined ? {} : { embeddings }),
  };
}

/** The same on the account of a run. */
export function runModels({ models, embeddings }: Context, runId: RunId): ClustererModels {
  return {
    ...(models === undefined ? {} : { models: models.forRun(runId) }),
    ...(embeddings === undefined ? {} : { embeddings: embeddings.forRun(runId) }),
  };
}
