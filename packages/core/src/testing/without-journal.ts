import type { Store } from '../runtime/store.ts';

/**
 * SABOTAGE: a store that forgets which steps of a workflow are done. Only for tests that must show that the journal is what keeps a step from
 * being done twice.
 */
export function withoutJournal(store: Store): Store {
  return {
    ...store,
    workspace(id) {
      const records = store.workspace(id);
      return {
        ...records,
        workflowSteps: { ...records.workflowSteps, find: async () => ({ items: [] }) },
        transaction: (work, options) =>
          records.transaction(
            (transaction) =>
              work({
                ...transaction,
                workflowSteps: { ...transaction.workflowSteps, insert: async () => undefined },
              }),
            options,
          ),
      };
    },
  };
}
