import { serveLoopback } from '@ticket-ai/core/node';
import { ask } from '../../scripts/services/mariadb.ts';
import { tell } from '../../scripts/services/redis.ts';

/** What a service has done so far. */
export interface ServiceCost {
  readonly calls: number;
  readonly ms: number;
}

/** Statements, and the time MariaDB was busy with them, waiting included; from its own statistics. */
export async function mariadbCost(url: string): Promise<ServiceCost> {
  await ask(url, 'set global userstat = 1');
  const [calls] = (await ask(url, "show global status like 'Questions'")) as { readonly Value: string }[];
  const [user] = (await ask(url, 'show user_statistics')) as { readonly Busy_time: number }[];
  return { calls: Number(calls?.Value), ms: 1000 * Number(user?.Busy_time ?? 0) };
}

/** Commands, those of scripts included, and processor time of the server. */
export async function redisCost(url: string): Promise<ServiceCost> {
  const [stats, cpu] = [await tell(url, 'INFO stats'), await tell(url, 'INFO cpu')];
  const numberIn = (text: string, name: string) =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1]);
  return {
    calls: numberIn(stats, 'total_commands_processed'),
    ms: 1000 * (numberIn(cpu, 'used_cpu_user') + numberIn(cpu, 'used_cpu_sys')),
  };
}

/** Chroma by way of a server that counts: calls, and the time until each was answered. */
export async function countedChroma(url: string) {
  let [calls, ms] = [0, 0];
  const server = await serveLoopback(async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const start = performance.now();
    const reply = await fetch(`${url}${pathname}${search}`, {
      method: request.method,
      headers: { 'content-type': request.headers.get('content-type') ?? 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = await reply.arrayBuffer();
    calls += 1;
    ms += performance.now() - start;
    const headers = { 'content-type': reply.headers.get('content-type') ?? 'application/json' };
    return new Response(reply.status === 204 ? null : bytes, { status: reply.status, headers });
  });
  return { url: server.url, cost: (): ServiceCost => ({ calls, ms }), close: () => server.close() };
}
