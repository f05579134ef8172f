import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import type { Models } from '../model/models.ts';
import type { Category, CategoryPath } from './category.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';

/** The whole tree: nodes and where intents hang. */
export interface TaxonomyTree {
  readonly categories: readonly Category[];
  readonly placements: ReadonlyMap<IntentId, CategoryId>;
}

/** What a tree must keep, and what it should look like. */
export interface TaxonomyPolicy {
  /** No operation makes more L1 categories; default 15. */
  readonly maximumL1: number;
  /** No operation makes more children of an L1 or L2 category; default 20. */
  readonly maximumChildren: number;
  /** How many L1 categories people read best; asked of models and named in reviews, not enforced. Default 5 to 12. */
  readonly goodL1: readonly [least: number, most: number];
  /** As `goodL1`, for children. Default 2 to 12. */
  readonly goodChildren: readonly [least: number, most: number];
  /** Automation makes no sibling whose name is so alike (Dice coefficient of character triples, 0 to 1); default .8. */
  readonly alike: number;
  /** Automation renames a category at most once in this time, in milliseconds; default 30 days. */
  readonly renameRest: number;
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
