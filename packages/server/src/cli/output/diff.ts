/** One piece of a comparison. */
export interface Change {
  readonly kind: 'same' | 'removed' | 'added';
  readonly items: readonly string[];
}

/** The shortest way from one list to another (longest common subsequence); for texts of the length of an article. */
export function diffItems(before: readonly string[], after: readonly string[]): readonly Change[] {
  const lengths = commonLengths(before, after);
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const changes: { kind: Change['kind']; items: string[] }[] = [];
  const push = (kind: Change['kind'], item: string) => {
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

/** How a comparison is coloured. */
export interface DiffPaint {
  removed(text: string): string;
  added(text: string): string;
  /** For words inside a changed line. */
  word(text: string): string;
}

/** Two texts as lines with `-`, `+` or a blank in front; changed words of a changed line stand out. */
export function renderDiff(before: string, after: string, paint: DiffPaint): string {
  const changes = diffItems(before.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const lines: string[] = [];
  for (let at = 0; at < changes.length; at += 1) {
    const [change, next] = [changes[at], changes[at + 1]];
    if (change === undefined) continue;
    if (change.kind === 'removed' && next?.kind === 'added' && change.items.length === next.items.length) {
      lines.push(
        ...change.items.map((line, index) =>
          paint.removed(`- ${markWords(line, next.items[index] ?? '', 'removed', paint)}`),
        ),
      );
      lines.push(
        ...next.items.map((line, index) =>
          paint.added(`+ ${markWords(change.items[index] ?? '', line, 'added', paint)}`),
        ),
      );
      at += 1;
    } else {
      lines.push(...change.items.map((line) => renderLine(change.kind, line, paint)));
    }
  }
  return lines.join('\n');
}

function renderLine(kind: Change['kind'], line: string, paint: DiffPaint): string {
  if (kind === 'same') return `  ${line}`.trimEnd();
  return kind === 'removed' ? paint.removed(`- ${line}`) : paint.added(`+ ${line}`);
}

/** The line of one side, with the words marked that the other side lacks. */
function markWords(before: string, after: string, side: 'removed' | 'added', paint: DiffPaint): string {
  return diffItems(before.split(/(\s+)/), after.split(/(\s+)/))
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map(({ kind, items }) => (kind === 'same' ? items.join('') : paint.word(items.join(''))))
    .join('');
}
