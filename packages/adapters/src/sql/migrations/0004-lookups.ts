import type { Migration } from '../table-definition.ts';

/** Ways to rows that are often asked for and were found by reading all. */
// biome-ignore format: a table in few lines
export const lookups: Migration = {
  name: '0004-lookups',
  tables: [],
  indexes: [
    { table: 'job', columns: ['workspace_id', 'created_at', 'id'] },
    { table: 'job', columns: ['workspace_id', 'status', 'created_at', 'id'] },
    { table: 'judgement', columns: ['workspace_id', 'ticket_id', 'id'] },
    { table: 'answer', columns: ['workspace_id', 'status', 'id'] },
  ],
};
