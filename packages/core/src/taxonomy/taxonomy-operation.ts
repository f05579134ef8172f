import type { CategoryId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import type { CategoryPath } from './category.ts';

/** Makes the categories a path lacks, from the top: one, two or three levels deep. */
export interface CreateOperation {
  readonly type: 'create';
  readonly path: readonly [l1: string, l2?: string, l3?: string];
  /** The id of the category at the end of the path, when it is made. Default: a new one. */
  readonly id?: CategoryId;
  readonly source: NameSource;
}

/** Files an intent under a path; categories it lacks are made. */
export interface PlaceOperation {
  readonly type: 'place';
  readonly intentId: IntentId;
  readonly path: CategoryPath;
  readonly source: NameSource;
  readonly reason: string;
  /** Estimated probability that the place is right, 0 to 1. */
  readonly score?: number;
}

/** Gives a category another name. */
export interface RenameOperation {
  readonly type: 'rename';
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly source: NameSource;
}

/** Hangs a category below another parent of the same level. */
export interface MoveOperation {
  readonly type: 'move';
  readonly categoryId: CategoryId;
  readonly parentId: CategoryId;
  readonly source: NameSource;
}

/** Makes two categories of one level one; `from` goes up in `into`. */
export interface MergeOperation {
  readonly type: 'merge';
  readonly from: CategoryId;
  readonly into: CategoryId;
  readonly source: NameSource;
}

/** Divides a category: each part becomes a new sibling; what no part names stays, with id and name. */
export interface SplitOperation {
  readonly type: 'split';
  readonly categoryId: CategoryId;
  readonly parts: readonly {
    readonly name: string;
    /** Children of the category; at level 3, intents filed under it. */
    readonly members: readonly (CategoryId | IntentId)[];
  }[];
  readonly source: NameSource;
}

/** Takes away a category with nothing below it. */
export interface RemoveOperation {
  readonly type: 'remove';
  readonly categoryId: CategoryId;
  readonly source: NameSource;
}

/** A change of the tree. Changes are only ever made as operations; an operation on a pinned field becomes a suggestion. */
export type TaxonomyOperation =
  | CreateOperation
  | PlaceOperation
  | RenameOperation
  | MoveOperation
  | MergeOperation
  | SplitOperation
  | RemoveOperation;
