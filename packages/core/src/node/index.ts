export { type GuardedLimits, type GuardedResult, type GuardedTask, runGuarded } from './guarded-child.ts';
export { type LoopbackServer, serveLoopback } from './serve-loopback.ts';
export { type WorkerPool, workerPool } from './worker-pool.ts';
