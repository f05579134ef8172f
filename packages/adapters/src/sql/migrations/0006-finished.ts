import type { Migration } from '../table-definition.ts';

/** Ways to what is thrown away when it is old, or when a text is erased. */
// biome-ignore format: a table in few lines
export const finished: Migration = {
  name: '0006-finished',
  tables: [],
  indexes: [
    { table: 'workflow_run', columns: ['workspace_id', 'status', 'started_at', 'id'] },
    { table: 'workflow_step', columns: ['workspace_id', 'step', 'id'] },
    { table: 'idempotency_key', columns: ['workspace_id', 'expires_at', 'id'] },
  ],
};
