import type { CategoryId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import type { Actor, StoredRecord } from '../record.ts';

/** 1 is the broadest. Intents hang below level 3. */
export type CategoryLevel = 1 | 2 | 3;

/** One node of the taxonomy. A level 1 node has no parent, any other has a parent one level up. */
export interface Category extends StoredRecord {
  readonly id: CategoryId;
  readonly level: CategoryLevel;
  readonly parentId?: CategoryId;
  readonly name: string;
  /** The name folded for comparison; unique among siblings. */
  readonly nameKey: string;
  readonly nameSource: NameSource;
  /** Unique: `<parentId or root>/<nameKey>`. */
  readonly siblingKey: string;
  readonly pins: readonly ('name' | 'parentId')[];
  /** When it got its present name; absent while it has its first one. Epoch milliseconds. */
  readonly renamedAt?: number;
  /**
   * Paths it was proposed under, as {@link pathKey}s; never shortened. A category that people renamed, moved or merged is still found by
   * its old path, so that automation does not build the old one again.
   */
  readonly origins?: readonly string[];
  readonly createdAt: number;
  readonly createdBy: Actor;
}

/** Names from L1 to L3. */
export type CategoryPath = readonly [l1: string, l2: string, l3: string];
