import { applyOperations } from './apply-operations.ts';
import { outlineFault } from './check-outline.ts';
import type { OperationContext } from './operation-outcome.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { treeAfter } from './tree-after.ts';

/** Operations so far, and the tree they lead to. */
export interface OutlinePlan {
  readonly operations: TaxonomyOperation[];
  /** Before anything was planned. */
  readonly start: TaxonomyTree;
  readonly present: () => TaxonomyTree;
  /** @throws `invalid-input` with the line when the operation is refused */
  perform(operation: TaxonomyOperation, line?: number): void;
}

/** Starts a plan without operations. */
export function startOutlinePlan(start: TaxonomyTree, context: OperationContext): OutlinePlan {
  const operations: TaxonomyOperation[] = [];
  let present = start;
  return {
    operations,
    start,
    present: () => present,
    perform(operation, line) {
      const applied = applyOperations(present, [operation], context);
      const [refusal] = applied.refused;
      if (refusal !== undefined) throw outlineFault(refusal.message, line);
      operations.push(operation);
      present = treeAfter(present, applied);
    },
  };
}
