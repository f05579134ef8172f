import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent, NameSource } from '../intent/intent.ts';
import type { Models } from '../model/models.ts';
import type { Category, CategoryPath } from './category.ts';

/** The whole tree: nodes and where intents hang. */
export interface TaxonomyTree {
  readonly categories: readonly Category[];
  readonly placements: ReadonlyMap<IntentId, CategoryId>;
}

/** A change of the tree. Changes are only ever made as operations; an operation on a pinned field becomes a suggestion. */
export type TaxonomyOperation =
  | {
      readonly type: 'place';
      readonly intentId: IntentId;
      readonly path: CategoryPath;
      readonly source: NameSource;
      readonly reason: string;
      readonly score?: number;
    }
  | {
      readonly type: 'rename';
      readonly categoryId: CategoryId;
      readonly name: string;
      readonly source: NameSource;
    }
  | {
      readonly type: 'move';
      readonly categoryId: CategoryId;
      readonly parentId: CategoryId;
      readonly source: NameSource;
    }
  | {
      readonly type: 'merge';
      readonly from: CategoryId;
      readonly into: CategoryId;
      readonly source: NameSource;
    };

/** Limits a tree must keep. */
export interface TaxonomyPolicy {
  /** Default 15. */
  readonly maximumL1: number;
  /** Children per L1 or L2 node; default 20. */
  readonly maximumChildren: number;
}

/** An intent as a taxonomy sees it: its words and its weight. */
export interface IntentToFile {
  readonly intent: Intent;
  readonly ticketCount: number;
  /** Texts of its most central tickets, at most 12. */
  readonly examples: readonly string[];
}

/** PORT. Proposes where intents belong; writes nothing. `applyOperations` applies proposals under the policy and respects pins. */
export interface Taxonomy {
  readonly name: string;
  /** Operations that file every given intent; what fits nowhere goes to the reserved path Other > Other > Other. */
  propose(options: {
    readonly tree: TaxonomyTree;
    readonly intents: readonly IntentToFile[];
    readonly policy: TaxonomyPolicy;
    /** The models of the workspace, when it has any. */
    readonly models?: Models;
    readonly abortSignal?: AbortSignal;
  }): Promise<readonly TaxonomyOperation[]>;
}

/** Where an intent goes that fits nowhere. */
export const otherPath: CategoryPath = ['Other', 'Other', 'Other'];
