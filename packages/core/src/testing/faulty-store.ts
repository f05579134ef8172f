import type { JobRows, Records, Store, WorkspaceStore } from '../runtime/store.ts';
import { type Fault, type FaultPlan, planFaults } from './faulty.ts';

type MethodOf<Part> = Extract<keyof Part, string>;
type RecordMethod = { readonly [Name in keyof Records]: `${Name}.${MethodOf<Records[Name]>}` }[keyof Records];

/**
 * What can go wrong in a store. `transaction` before: it does not begin. `commit` before: it rolls back at its end; after: it is committed, and
 * the caller does not know. Records that are named alone are those outside of transactions.
 */
export type StoreOperation =
  | 'transaction'
  | 'commit'
  | 'erase'
  | 'discardWorkflows'
  | 'migrate'
  | RecordMethod
  | `transaction.${RecordMethod | 'append' | 'updateWorkspace'}`
  | `jobs.${MethodOf<JobRows>}`;

/** A store that fails on plan, for testing what must recover from it. Calls are counted over all workspaces. */
export function faultyStore(store: Store, faults: readonly Fault<StoreOperation>[]): Store {
  const isLate = ({ operation, when }: Fault) => operation === 'commit' && when === 'after';
  const plan = planFaults(faults.filter((fault) => !isLate(fault)));
  const late = planFaults(faults.filter(isLate));
  return {
    ...store,
    system: { ...store.system, jobs: plan.wrap(store.system.jobs, 'jobs.') },
    migrate: () => plan.call('migrate', store.migrate),
    workspace: (id) => faultyWorkspace(store.workspace(id), plan, late),
  };
}

function faultyWorkspace(workspace: WorkspaceStore, plan: FaultPlan, late: FaultPlan): WorkspaceStore {
  return {
    ...plan.wrap(workspace),
    transaction: (work, options) =>
      plan.call('transaction', () =>
        late.call('commit', () =>
          workspace.transaction(async (transaction) => {
            const result = await work(plan.wrap(transaction, 'transaction.'));
            return plan.call('commit', async () => result);
          }, options),
        ),
      ),
  };
}
