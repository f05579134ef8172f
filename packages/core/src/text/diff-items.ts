/** One piece of a comparison. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly items: readonly string[];
}

/** The shortest way from one list to another (longest common subsequence); for texts of the length of an article. */
export function diffItems(before: readonly string[], after: readonly string[]): readonly DiffPart[] {
  const lengths = commonLengths(before, after);
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const changes: { kind: DiffPart['kind']; items: string[] }[] = [];
  const push = (kind: DiffPart['kind'], item: string) => {
    const last = changes.at(-1);
    if (last?.kind === kind) last.items.push(item);
    else changes.push({ kind, items: [item] });
  };
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      push('same', old);
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || length(i + 1, j) >= length(i, j + 1))) {
      push('removed', old);
      i += 1;
    } else {
      push('added', fresh ?? '');
      j += 1;
    }
  }
  return changes;
}

/** `lengths[i][j]`: items that the rests from `i` and `j` on have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}
