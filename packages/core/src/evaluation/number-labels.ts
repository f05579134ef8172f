/** Names as numbers. */
export interface NumberedLabels {
  /** Per item the position of its name in `names`; -1 for an item without one. */
  readonly labels: Int32Array;
  /** In order of appearance. */
  readonly names: readonly string[];
}

/** Numbers the names of items in order of appearance, which is what the measures work on. */
export function numberLabels(names: readonly (string | undefined)[]): NumberedLabels {
  const known = new Map<string, number>();
  const labels = Int32Array.from(names, (name) => {
    if (name === undefined) return -1;
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  });
  return { labels, names: [...known.keys()] };
}
