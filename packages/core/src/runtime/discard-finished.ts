import type { Context } from '../context.ts';
import { throwIfAborted } from '../errors.ts';

/** How many rows go at a time: nobody waits long behind it, and whoever dies has lost little. */
const batchSize = 100;

/**
 * STAGE. Throws away what only tells that something was done: jobs that are done and workflows that have ended, once they are older than `keepJobsMs`,
 * and replies to requests that are not kept any longer. Dead jobs stay, because somebody has to look at them; events stay, because they are the history that changes are taken
 * back by.
 */
export async function discardFinished(context: Context): Promise<void> {
  const { store, now, keepJobsMs } = context;
  const createdBefore = now() - keepJobsMs;
  await untilNoneIsLeft(context, () => store.jobs.discardDone({ createdBefore, limit: batchSize }));
  await untilNoneIsLeft(context, () =>
    store.discardWorkflows({ startedBefore: createdBefore, limit: batchSize }),
  );
  await untilNoneIsLeft(context, () => discardReplies(context));
}

/** Looking and throwing away are one transaction: a request may take over a row that has run out. */
function discardReplies({ now, transaction }: Context): Promise<number> {
  return transaction(async ({ idempotencyKeys }) => {
    const { items } = await idempotencyKeys.find({
      where: { expiresAt: { below: now() } },
      orderBy: { field: 'expiresAt' },
      limit: batchSize,
    });
    return idempotencyKeys.delete(items.map(({ id }) => id));
  });
}

async function untilNoneIsLeft({ abortSignal }: Context, discard: () => Promise<number>): Promise<void> {
  while ((await discard()) === batchSize) throwIfAborted(abortSignal);
}
