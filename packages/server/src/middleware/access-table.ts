import { TicketAIError } from '@ticket-ai/core';
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Access, Api, ApiEnvironment } from '../routes/api.ts';

/** Which routes there are, and who may call them. */
export interface AccessTable {
  /** Who may call the route that will answer; `undefined` when none will. */
  accessOf(c: Context<ApiEnvironment>): Access | undefined;
  /** The methods this path answers to. */
  methodsOf(path: string): readonly string[];
}

interface Declared {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly shape: RegExp;
}

/**
 * Reads the declarations of all routes. Call it when the last one was added.
 * @throws `missing-setting` when one does not say who may call it: closed by default means that such a server does not start
 */
export function readAccess(app: Api): AccessTable {
  const declared = new Map(declaredRoutes(app).map((route) => [`${route.method} ${route.path}`, route]));
  const open = app.routes.filter(({ method, path }) => path !== '/*' && !declared.has(`${method} ${path}`));
  if (open.length > 0) {
    const names = [...new Set(open.map(({ method, path }) => `${method} ${path}`))];
    throw new TicketAIError('missing-setting', {
      message: `These routes do not say who may call them: ${names.join(', ')}. Declare each with openRoute(access, ...).`,
    });
  }
  return {
    accessOf: (c) =>
      matchedRoutes(c)
        .map(({ method, path }) => declared.get(`${method} ${path}`)?.access)
        .find((access) => access !== undefined),
    methodsOf: (path) =>
      [...declared.values()].filter(({ shape }) => shape.test(path)).map(({ method }) => method),
  };
}

function declaredRoutes(app: Api): Declared[] {
  return app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { method, path, 'x-access': access } = definition.route;
    if (!isAccess(access)) return [];
    const shape = new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
    return [{ method: method.toUpperCase(), path: path.replace(/\{(\w+)\}/g, ':$1'), access, shape }];
  });
}

function isAccess(value: unknown): value is Access {
  return (
    value === 'public' ||
    value === 'signed' ||
    value === 'viewer' ||
    value === 'agent' ||
    value === 'editor' ||
    value === 'admin'
  );
}
