export { type SqliteStoreOptions, sqliteStore } from './sqlite-store.ts';
export { type SqliteVectorsOptions, sqliteVectors } from './sqlite-vectors.ts';
