import type { Migration } from '../table-definition.ts';

/** Sums of model calls, so that a budget is checked without reading all of them. */
// biome-ignore format: a table in few lines
export const spending: Migration = {
  name: '0002-spending',
  tables: [
    { table: 'spending', key: ['workspace_id', 'id'],
      columns: { workspace_id: 'text', id: 'text', version: 'integer', data: 'json' },
      unique: [], indexes: [] },
  ],
};
