import { findOutcomes } from '../article/find-outcomes.ts';
import type { Context } from '../context.ts';

/** What became of the suggested replies that were settled in a time. */
export interface OutcomeCounts {
  readonly sent: number;
  readonly edited: number;
  readonly rejected: number;
  readonly reopened: number;
  /** Of those sent, edited and rejected: the share that was sent without changing a word. Absent when there are none. */
  readonly sentUnchanged?: number;
  /** The share that was sent with less than a fifth of its words changed, or none. */
  readonly assisted?: number;
  /** Of the edited ones: the mean share of words that were changed. */
  readonly meanDistance?: number;
}

/** Up to which share of changed words a reply was of help. */
const littleChanged = 0.2;

/** Counts outcomes by the time they were recorded (`from` included, `below` excluded, epoch milliseconds). */
export async function countOutcomes(
  context: Pick<Context, 'store'>,
  range: { readonly from?: number; readonly below?: number } = {},
): Promise<OutcomeCounts> {
  const counts = { sent: 0, edited: 0, rejected: 0, reopened: 0 };
  let [changed, little] = [0, 0];
  const verdicts = ['sent', 'edited', 'rejected', 'reopened'] as const;
  for await (const { verdict, distance = 0 } of findOutcomes(context, verdicts, range)) {
    counts[verdict] += 1;
    if (verdict !== 'edited') continue;
    changed += distance;
    if (distance < littleChanged) little += 1;
  }
  const settled = counts.sent + counts.edited + counts.rejected;
  return {
    ...counts,
    ...(settled === 0
      ? {}
      : { sentUnchanged: counts.sent / settled, assisted: (counts.sent + little) / settled }),
    ...(counts.edited === 0 ? {} : { meanDistance: changed / counts.edited }),
  };
}
