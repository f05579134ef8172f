import { connect } from 'node:net';
import { findProgram, type ServiceKind } from './service.ts';

/** Redis without files: what it holds may be lost. */
export const redisService: ServiceKind = {
  name: 'redis',
  variable: 'TICKET_AI_TEST_REDIS_URL',
  isThere: () => findProgram('redis-server') !== undefined,
  advice: 'install redis-server',
  command: ({ folder, port }) => [
    findProgram('redis-server') ?? '',
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
  ],
  urlOf: (port) => `redis://127.0.0.1:${port}`,
  async ping(url) {
    await tell(url, 'PING');
  },
};

/** Runs a command of plain words. Rejects with what Redis refuses it with. */
export function tell(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => {
      socket.destroy();
      const reply = String(data).trim();
      if (reply.startsWith('-')) reject(new Error(reply));
      else resolve(reply);
    });
    socket.once('error', reject);
  });
}
