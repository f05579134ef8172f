import {
  type AuthVerifier,
  createTicketAI,
  memoryStore,
  type Principal,
  type Role,
  type Store,
  type TicketAI,
  type TicketAIOptions,
  type WorkspaceId,
} from '@ticket-ai/core';
import { type AppOptions, createApp } from './app.ts';
import { type LocalAuth, localAuth } from './auth/local-auth.ts';
import { type Client, createClient } from './client.ts';
import { closeServer, listen } from './listen.ts';
import type { LogEntry } from './log.ts';
import type { Api } from './routes/api.ts';

/** What a test says about a request. */
export interface TestRequest {
  readonly key?: string;
  readonly cookie?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: RequestInit['body'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server without a socket, in memory. */
export interface TestServer {
  readonly app: Api;
  readonly auth: LocalAuth;
  readonly desk: TicketAI;
  readonly store: Store;
  readonly logged: readonly LogEntry[];
  /** Moves the clock of sign-in. */
  pass(milliseconds: number): void;
  /** A new API key. */
  keyFor(role: Role): Promise<string>;
  /** The cookie header of a new session. */
  signIn(): Promise<string>;
  ask(method: string, path: string, request?: TestRequest): Promise<Response>;
}

/** For tests: everything in memory; `store` puts two workspaces in one. */
export async function testServer({
  app: appOptions = {},
  identity,
  ...options
}: TicketAIOptions & {
  readonly app?: Partial<AppOptions>;
  readonly identity?: AuthVerifier;
} = {}): Promise<TestServer> {
  const store = options.store ?? memoryStore();
  const desk = createTicketAI({ work: 'workers', ...options, store });
  const { id: workspaceId } = await (await desk.store()).workspace();
  let ahead = 0;
  const auth = localAuth({
    system: store.system,
    workspaceId,
    now: () => Date.now() + ahead,
    ...(identity === undefined ? {} : { identity }),
  });
  const logged: LogEntry[] = [];
  const app = createApp({ desk, auth, log: (entry) => logged.push(entry), ...appOptions });
  const ask: TestServer['ask'] = async (method, path, request = {}) => {
    const { key, cookie, json, headers } = request;
    const body = json === undefined ? request.body : JSON.stringify(json);
    return app.request(`http://localhost${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined || body === null ? {} : { body }),
    });
  };
  return {
    app,
    auth,
    desk,
    store,
    logged,
    ask,
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    keyFor: async (role) => (await auth.keys.create({ name: role, role })).key,
    signIn: async () => `tai=${await auth.signIn(await auth.newLogin())}`,
  };
}

/** Somebody who signs in elsewhere, in groups: what a `memoryAuthVerifier` takes. */
export const person = (id: string, role: Role, groups: readonly string[] = []) => ({
  value: `token-of-${id}`,
  principal: {
    actor: { kind: 'person', id },
    workspaceId: 'default' as WorkspaceId,
    role,
    groups,
  } satisfies Principal,
});

/** Clients that talk to a test server through a socket of this machine, and the way to close it. */
export async function onLoopback(server: Pick<TestServer, 'app' | 'keyFor'>): Promise<{
  readonly url: string;
  clientWith(apiKey: string): Client;
  clientFor(role: Role): Promise<Client>;
  close(): Promise<void>;
}> {
  const { url, server: socket } = await listen({
    fetch: async (request) => server.app.fetch(request),
    host: '127.0.0.1',
    port: 0,
  });
  const clientWith = (apiKey: string) => createClient({ url, apiKey });
  return {
    url,
    clientWith,
    clientFor: async (role) => clientWith(await server.keyFor(role)),
    close: () => closeServer(socket, 0),
  };
}

/** The parsed body of a reply. */
export async function bodyOf(reply: Response): Promise<Record<string, unknown>> {
  const body: unknown = await reply.json();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** The code of an error reply. */
export async function codeOf(reply: Response): Promise<unknown> {
  const { error } = await bodyOf(reply);
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
