import type { Context } from '../context.ts';
import type { RunId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import { throttledYield } from '../text/parallel.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** Decisions written at a time: what is in memory twice. */
const batchSize = 2000;

/** {@link writeAssignments} for any number of decisions, in one transaction. Gives way to others of this process and tells how many are written. */
export async function writeInBatches(
  context: Context,
  transaction: Transaction,
  runId: RunId,
  decisions: Iterable<NewAssignment>,
  onProgress: (written: number) => void = () => undefined,
): Promise<void> {
  const giveWay = throttledYield(context.abortSignal);
  let batch: NewAssignment[] = [];
  let written = 0;
  const flush = async () => {
    await writeAssignments(context, transaction, runId, batch);
    written += batch.length;
    batch = [];
    onProgress(written);
    await giveWay();
  };
  for (const decision of decisions) {
    batch.push(decision);
    if (batch.length === batchSize) await flush();
  }
  await flush();
}
