import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { TicketAIError } from '@ticket-ai/core';

/** A listening socket and its address. */
export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** Time for the headers of a request: a client that drips them is cut off. */
const headersTimeoutMs = 15_000;

/** Puts an application on a socket. @throws `adapter-failed` when the address cannot be had */
export async function listen(options: {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly host: string;
  readonly port: number;
}): Promise<Listening> {
  const { host, port } = options;
  const server = createServer(
    { headersTimeout: headersTimeoutMs },
    getRequestListener(options.fetch, { overrideGlobalObjects: false }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(host, port, cause)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return { server, url: `http://${nameInUrl(host)}:${actualPort}` };
}

/** Takes no more connections, lets requests under way finish, and cuts off what is still there after the grace time. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  // A connection that is kept alive becomes idle when its last reply is out: only then can it be closed.
  const idle = setInterval(() => server.closeIdleConnections(), 25);
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  } finally {
    clearInterval(idle);
    clearTimeout(grace);
  }
}

function cannotListen(host: string, port: number, cause: Error): TicketAIError {
  const code = 'code' in cause ? cause.code : undefined;
  const message =
    code === 'EADDRINUSE'
      ? `Port ${port} is in use. Stop what runs there, or choose another one: --port <number>.`
      : code === 'EACCES'
        ? `There is no right to listen on port ${port}. Choose one above 1023: --port <number>.`
        : `Cannot listen on ${host}, port ${port}: ${cause.message}.`;
  return new TicketAIError('adapter-failed', { message, cause, context: { host, port } });
}

/** An address that stands for all of a machine is no address to go to. */
function nameInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
