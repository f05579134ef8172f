import { isLocked } from './sqlite-errors.ts';

/** Tries again, asleep in between, as long as another process has the database. */
export async function whileLocked<Result>(work: () => Promise<Result>, waitMs: number): Promise<Result> {
  const start = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() - start > waitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 8));
    }
  }
}
