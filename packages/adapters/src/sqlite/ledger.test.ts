import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordLedger, type Store, type WorkspaceId } from '@ticket-ai/core';
import { type LedgerSubject, ledgerCases, ledgerTimeZone, runConformance } from '@ticket-ai/core/conformance';
import { afterAll, describe, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-ledger-'));
const stores: Store[] = [];
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('recordLedger over connections to one SQLite file', () => {
  runConformance(it, ledgerCases, {
    async create({ now, generateId }): Promise<LedgerSubject> {
      const path = join(folder, `${generateId()}.db`);
      const id = generateId() as WorkspaceId;
      // Every ledger has a connection of its own, as every process has.
      const connect = () => {
        const store = sqliteStore({ path, now });
        stores.push(store);
        return store;
      };
      const store = connect();
      await store.migrate();
      await store.system.workspaces.insert([
        { id, version: 1, name: 'w', timeZone: ledgerTimeZone, catalogueVersion: 0, createdAt: 0 },
      ]);
      return {
        open: (budget = {}) => recordLedger({ store: connect().workspace(id), budget, now, generateId }),
      };
    },
    capabilities: ['injected-clock'],
  });
});
