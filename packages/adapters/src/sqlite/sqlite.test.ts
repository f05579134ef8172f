import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@ticket-ai/core';
import { runConformance, storeCases } from '@ticket-ai/core/conformance';
import { afterAll, describe, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('sqliteStore', () => {
  runConformance(it, storeCases, {
    async create({ now, generateId }): Promise<Store> {
      const store = sqliteStore({ path: join(folder, `${generateId()}.db`), now });
      await store.migrate();
      return store;
    },
    destroy: (store) => store.close(),
    capabilities: ['injected-clock'],
  });
});
