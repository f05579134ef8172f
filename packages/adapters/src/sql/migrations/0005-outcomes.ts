import type { Migration } from '../table-definition.ts';

/** What became of suggested replies is counted by outcome and time. */
export const outcomes: Migration = {
  name: '0005-outcomes',
  tables: [],
  indexes: [{ table: 'feedback', columns: ['workspace_id', 'verdict', 'at', 'id'] }],
};
