export { type GuardedLimits, type GuardedResult, type GuardedTask, runGuarded } from './guarded-child.ts';
export { type WorkerPool, workerPool } from './worker-pool.ts';
