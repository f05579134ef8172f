export { claimSqlite, type SnapshotOptions, type SqliteClaim, snapshotSqlite } from './snapshot-sqlite.ts';
export { type SqliteStoreOptions, sqliteStore } from './sqlite-store.ts';
export { type SqliteVectorsOptions, sqliteVectors } from './sqlite-vectors.ts';
