import type { Context } from '../context.ts';
import type { TicketAIEvent } from '../events.ts';
import { ulidGenerator, type WorkspaceId } from '../ids.ts';
import type { JobRequest } from '../jobs.ts';
import { openContext } from '../open-context.ts';
import { fillIn, type TicketAIOptions } from '../options.ts';
import { searchPassages } from '../search/search-passages.ts';
import { seededRandom } from '../text/random.ts';

/** A context to test one stage with: memory plugs, a clock that moves one second per look, repeatable ids, no follow-up work. */
export async function stageContext(
  options: TicketAIOptions = {},
  follow: (event: TicketAIEvent) => readonly JobRequest[] = () => [],
): Promise<Context> {
  let time = Date.UTC(2026, 0, 1);
  const now = options.now ?? (() => (time += 1000));
  const random = seededRandom(1);
  const generateId = options.generateId ?? ulidGenerator(now, () => random.next());
  const plugs = fillIn({ ...options, now, generateId });
  const id = plugs.workspace.id as WorkspaceId;
  await plugs.store.migrate();
  await plugs.store.system.workspaces.insert([
    { ...plugs.workspace, version: 1, catalogueVersion: 0, createdAt: now() },
  ]);
  return openContext(plugs, id, { follow, isNotice: () => false, search: searchPassages });
}
