import type { Migration } from '../table-definition.ts';

/** What intents are while a re-clustering holds; alerts. */
// biome-ignore format: a table in few lines
export const runIntents: Migration = {
  name: '0003-run-intents',
  tables: [
    { table: 'run_intent', key: ['workspace_id', 'id'],
      columns: { workspace_id: 'text', id: 'text', version: 'integer', run_id: 'text?', intent_id: 'text?', data: 'json' },
      unique: [], indexes: [['workspace_id', 'run_id', 'id']] },
    { table: 'alert', key: ['workspace_id', 'id'],
      columns: { workspace_id: 'text', id: 'text', version: 'integer', kind: 'text?', day: 'text?', at: 'integer?', data: 'json' },
      unique: [], indexes: [['workspace_id', 'day', 'id']] },
  ],
};
