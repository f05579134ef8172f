import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom, type TicketAI, type WorkspaceId } from '@ticket-ai/core';
import { localAuth } from '../auth/local-auth.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { type OwnProcess, startProcess } from './processes.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** Two servers and three workers, as a company runs them: every process is the real program. */
export interface Platform {
  /** Beside them, on the same services; it does no work of its own. */
  readonly desk: TicketAI;
  /** Asks one of the servers; another one, and again, while it does not answer. */
  ask(path: string, init?: RequestInit): Promise<unknown>;
  /** Until nothing is left to do. */
  settle(): Promise<void>;
  /** Kills one process after the other at random, one each second, and starts it again, until told to stop. Gives the number of kills. */
  disturb(seed: number, stop: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

const serverCount = 2;
const workerCount = 3;

/** Starts it on the services that variables name. */
export async function startPlatform(environment: Readonly<Record<string, string>>): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-platform-'));
  const variables = {
    TICKET_AI_LEASE_MS: '1500',
    TICKET_AI_RATE_PER_MINUTE: '0',
    TICKET_AI_DATA: folder,
    ...environment,
  };
  const { desk, store, close: closeDesk } = await compose(readConfig({}, variables), { work: 'workers' });
  await (await desk.store()).workspace();
  const { key } = await localAuth({
    system: store.system,
    workspaceId: 'default' as WorkspaceId,
  }).keys.create({ name: 'chaos', role: 'editor' });
  const startServer = () => startServerProcess(['--no-worker'], variables);
  const startWorker = () =>
    startProcess('../../bin/ticket-ai.mjs', ['worker'], { ...variables, NO_COLOR: '1' }, undefined, 'stderr');
  const servers: ServerProcess[] = await Promise.all(Array.from({ length: serverCount }, startServer));
  const workers: OwnProcess[] = await Promise.all(Array.from({ length: workerCount }, startWorker));

  async function killOne(position: number): Promise<void> {
    if (position < serverCount) {
      await servers[position]?.end();
      servers[position] = await startServer();
    } else {
      await workers[position - serverCount]?.end();
      workers[position - serverCount] = await startWorker();
    }
  }

  return {
    desk,
    async ask(path, init = {}) {
      for (let attempt = 0; ; attempt += 1) {
        const { url = '' } = servers[attempt % serverCount] ?? {};
        try {
          const headers = { authorization: `Bearer ${key}`, ...init.headers };
          const reply = await fetch(`${url}${path}`, {
            ...init,
            headers,
            signal: AbortSignal.timeout(20_000),
          });
          if (reply.ok) return await reply.json();
          if (attempt > 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
        } catch (error) {
          if (attempt > 200) throw error;
        }
        await sleep(100);
      }
    },
    async settle() {
      const { jobs } = await desk.store();
      const due = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
      while ((await jobs.count(due())) > 0) await sleep(50);
    },
    async disturb(seed, stop) {
      const random = seededRandom(seed);
      let kills = 0;
      while (!stop.aborted) {
        await Promise.all([killOne(random.integer(serverCount + workerCount)), sleep(1000)]);
        kills += 1;
      }
      return kills;
    },
    async close() {
      await Promise.all([...servers, ...workers].map((each) => each.end()));
      await closeDesk();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
