export * from './answer-generator-cases.ts';
export * from './article-generator-cases.ts';
export * from './auth-verifier-cases.ts';
export * from './blob-store-cases.ts';
export * from './cache-cases.ts';
export * from './clusterer-cases.ts';
export * from './document-parser-cases.ts';
export * from './job-queue-cases.ts';
export * from './keyword-index-cases.ts';
export { ledgerCases } from './ledger-cases.ts';
export {
  type LedgerCapability,
  type LedgerCase,
  type LedgerSubject,
  ledgerTimeZone,
} from './ledger-fixtures.ts';
export * from './notifier-cases.ts';
export * from './parallel-cases.ts';
export * from './rate-limiter-cases.ts';
export { rejectsWith } from './rejects-with.ts';
export * from './retriever-cases.ts';
export * from './run-conformance.ts';
export { sampleEvents } from './sample-events.ts';
export { storeCases } from './store/store-cases.ts';
export type { StoreCapability, StoreCase } from './store/store-fixtures.ts';
export * from './taxonomy-cases.ts';
export * from './ticket-reader-cases.ts';
export * from './vector-store-cases.ts';
