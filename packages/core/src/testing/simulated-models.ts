import { ulidGenerator, type WorkspaceId } from '../ids.ts';
import type { Budget } from '../model/ledger.ts';
import { type ModelClientOptions, modelClient } from '../model/model-client.ts';
import { type Models, openModels } from '../model/models.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { recordLedger } from '../runtime/record-ledger.ts';
import { seededRandom } from '../text/random.ts';

/** A model as stages see it, on a ledger in memory of its own: masked, budgeted, metered. For tests and benchmarks of what asks a model. */
export async function simulatedModels(
  client: ModelClientOptions,
  { budget = {} }: { readonly budget?: Budget } = {},
): Promise<Models> {
  const store = memoryStore();
  const id = 'simulated' as WorkspaceId;
  await store.system.workspaces.insert([
    { id, version: 1, name: id, timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const now = () => 0;
  const random = seededRandom(1);
  const generateId = ulidGenerator(now, () => random.next());
  return openModels({
    client: modelClient(client),
    ledger: recordLedger({ store: store.workspace(id), budget, now, generateId }),
  });
}
