// A network that can fail, between a client and a server: tests put it in front of a real service.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is wrong with the network, for connections that are open and those that come. */
export type NetworkFault =
  /** Everything arrives so much later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** So much arrives in a second, each way. */
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  /** Nothing arrives, and nobody is told: half-open connections. What was sent arrives when the fault is over. */
  | { readonly kind: 'blackhole' }
  /** Connections are reset. */
  | { readonly kind: 'reset' };

/** Stands in front of one server. */
export interface TcpProxy {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** From now on; `undefined` heals. */
  set(fault: NetworkFault | undefined): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Starts a proxy on a free port of the loopback interface. @param url of a server, such as `mysql://root@127.0.0.1:3306/desk` */
export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let fault: NetworkFault | undefined;
  let changed = Promise.withResolvers<void>();

  /** One chunk, as the network of the moment lets it through. */
  async function pass(chunk: Buffer, to: Socket): Promise<void> {
    while (fault?.kind === 'blackhole') await changed.promise;
    if (fault?.kind === 'delay') await sleep(fault.milliseconds);
    let rest = chunk;
    while (rest.length > 0 && fault?.kind === 'drip') {
      const size = Math.max(1, Math.round(fault.bytesPerSecond / 20));
      await write(to, rest.subarray(0, size));
      rest = rest.subarray(size);
      await sleep(50);
    }
    if (rest.length > 0) await write(to, rest);
  }

  async function relay(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) await pass(chunk as Buffer, to);
      while (fault?.kind === 'blackhole') await changed.promise;
      to.end();
    } catch {
      from.destroy();
      to.destroy();
    }
  }

  function own(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {}); // the relay sees it too
    socket.once('close', () => sockets.delete(socket));
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    own(client);
    if (fault?.kind === 'reset') return void client.resetAndDestroy();
    const upstream = connect({
      host: target.hostname,
      port: Number(target.port),
      allowHalfOpen: true,
    });
    own(upstream);
    void relay(client, upstream);
    void relay(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  // Not `target.port = …`: of schemes it does not know, such as mysql, a URL keeps the text as it is.
  const proxied = url.replace(`:${target.port}`, `:${address.port}`);

  function set(next: NetworkFault | undefined): void {
    fault = next;
    changed.resolve();
    changed = Promise.withResolvers();
    if (next?.kind === 'reset') for (const socket of sockets) socket.resetAndDestroy();
  }

  return {
    url: proxied,
    set,
    async close() {
      set({ kind: 'reset' });
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

async function write(to: Socket, bytes: Buffer): Promise<void> {
  if (to.destroyed) throw new Error('The other side is gone.');
  if (to.write(bytes)) return;
  await Promise.race([once(to, 'drain'), once(to, 'close')]);
}
