export { type GuardOptions, guardDocumentParsers } from './guard-document-parsers.ts';
export { type LoopbackServer, serveLoopback } from './serve-loopback.ts';
export { type WorkerPool, workerPool } from './worker-pool.ts';
