import { diffItems } from './diff-items.ts';

/** How much of a text was changed: the share of words that are not the same, in the same order, in the longer one. 0: the same words; 1: others. */
export function wordDistance(before: string, after: string): number {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 0;
  const same = diffItems(one, other).reduce(
    (sum, { kind, items }) => sum + (kind === 'same' ? items.length : 0),
    0,
  );
  return 1 - same / longer;
}

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');
