import { groupDuplicates } from '../../packages/core/src/text/near-duplicates.ts';

/**
 * How many rows of a generated file deduplication would remove: those that say the same as an earlier one in nearly the same words. Looked for among
 * rows of one label, which keeps a million of them within memory; noise never makes two labels alike.
 */
export function countNearDuplicates(file: string, labels: readonly string[]): number {
  const texts = new Map<string, string[]>();
  for (const line of file.split('\n').slice(1)) {
    const [, row, text] = /^t-(\d+),"(.*)"$/.exec(line) ?? [];
    if (row === undefined || text === undefined) continue;
    const label = labels[Number(row)] ?? '';
    const known = texts.get(label);
    if (known === undefined) texts.set(label, [text]);
    else known.push(text);
  }
  let removed = 0;
  for (const own of texts.values()) removed += own.length - groupDuplicates(own).representatives.length;
  return removed;
}
