import { ulidGenerator, type WorkspaceId } from '../ids.ts';
import type { Budget, Ledger } from '../model/ledger.ts';
import { type ModelClientOptions, modelClient } from '../model/model-client.ts';
import { type Models, openModels } from '../model/models.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { recordLedger } from '../runtime/record-ledger.ts';
import { seededRandom } from '../text/random.ts';

/** A ledger in memory with a book of its own. Its clock stands still at the beginning of 1970. */
export async function simulatedLedger(budget: Budget = {}): Promise<Ledger> {
  const store = memoryStore();
  const id = 'simulated' as WorkspaceId;
  await store.system.workspaces.insert([
    { id, version: 1, name: id, timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const now = () => 0;
  const random = seededRandom(1);
  const generateId = ulidGenerator(now, () => random.next());
  return recordLedger({ store: store.workspace(id), budget, now, generateId });
}

/** A model as stages see it, on a {@link simulatedLedger}: masked, budgeted, metered. For tests and benchmarks of what asks a model. */
export async function simulatedModels(
  client: ModelClientOptions,
  { budget = {} }: { readonly budget?: Budget } = {},
): Promise<Models> {
  return openModels({ client: modelClient(client), ledger: await simulatedLedger(budget) });
}
