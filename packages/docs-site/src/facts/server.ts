import { createTicketAI, memoryStore } from '@ticket-ai/core';
import { createApp, describeApi, localAuth } from '@ticket-ai/server';
import { describeVariables } from '../../../server/src/config.ts';

/** A route of the server's OpenAPI document. */
export interface RouteFact {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Who may call it. */
  readonly access: string;
}

/** An environment variable. */
export interface VariableFact {
  readonly name: string;
  readonly standard: string;
  readonly description: string;
}

/** The routes, as the server describes them itself. */
export async function readRoutes(): Promise<readonly RouteFact[]> {
  const store = memoryStore();
  const desk = createTicketAI({ store, work: 'workers' });
  const { id: workspaceId } = await (await desk.store()).workspace();
  const app = createApp({ desk, auth: localAuth({ system: store.system, workspaceId }) });
  const { paths = {} } = describeApi(app);
  await desk.close();
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, route]) => {
      const { summary = '', 'x-access': access = '' } = route as { summary?: string; 'x-access'?: string };
      return { method: method.toUpperCase(), path, summary, access };
    }),
  );
}

/** The environment variables with their defaults. */
export function readVariables(): readonly VariableFact[] {
  return describeVariables();
}
