import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import type { Category } from './category.ts';

/** What a change of the tree replaced: enough to take it back. */
export interface TaxonomyBefore {
  /** Categories that the change made. */
  readonly created: readonly CategoryId[];
  /** Categories that it changed: as they were, and what they were called and where they hung afterwards. */
  readonly changed: readonly {
    readonly before: Category;
    readonly name: string;
    readonly parentId?: CategoryId;
  }[];
  /** Categories that it took away, as they were; those of level 1 first. */
  readonly removed: readonly Category[];
  readonly refiled: readonly {
    readonly intentId: IntentId;
    readonly from?: CategoryId;
    readonly to: CategoryId;
    readonly pins: Intent['pins'];
  }[];
}
