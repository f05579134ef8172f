import type { Context } from '../context.ts';
import type { RunId } from '../ids.ts';
import type { Clusterer } from './clusterer.ts';

/** The models of the workspace on the account of a run, as a clusterer takes them. */
export function runModels(
  { models, embeddings }: Context,
  runId: RunId,
): Pick<Parameters<Clusterer['discover']>[0], 'models' | 'embeddings'> {
  return {
    ...(models === undefined ? {} : { models: models.forRun(runId) }),
    ...(embeddings === undefined ? {} : { embeddings: embeddings.forRun(runId) }),
  };
}
