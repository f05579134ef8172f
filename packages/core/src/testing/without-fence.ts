import type { Store } from '../runtime/store.ts';

/**
 * SABOTAGE: a store that ignores the fence, so that a worker which lost its lease still commits. Only for tests that must show that the
 * fence is what keeps effects single. The job is still finished, as a careless implementation would.
 */
export function withoutFence(store: Store): Store {
  return {
    ...store,
    workspace(id) {
      const records = store.workspace(id);
      return { ...records, transaction: (work) => records.transaction(work) };
    },
  };
}
