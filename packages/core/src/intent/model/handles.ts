/**
 * Short names for the items of one prompt (`t1`, `t2`, ...): a model copies them without a mistake where it would garble an id, and a name that
 * was not offered leads nowhere.
 */
export interface Handles<Item> {
  /** @throws never; an item that is not among them gets an empty handle */
  of(item: Item): string;
  /** `undefined`: nobody's handle. */
  find(handle: string): Item | undefined;
}

/** Handles of one letter, numbered from 1 in the order of the items. */
export function handlesOf<Item>(letter: string, items: readonly Item[]): Handles<Item> {
  const byHandle = new Map(items.map((item, at) => [`${letter}${at + 1}`, item]));
  const byItem = new Map(byHandle.entries().map(([handle, item]) => [item, handle]));
  return {
    of: (item) => byItem.get(item) ?? '',
    find: (handle) => byHandle.get(handle.trim()),
  };
}
