import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import { redisService, tell } from '../../../../scripts/services/redis.ts';
import { type RunningService, startService } from '../../../../scripts/services/service.ts';
import { type NetworkFault, startTcpProxy, type TcpProxy } from '../../../../scripts/services/tcp-proxy.ts';
import { type Disturbance, disturbedImport, killWorker, pauseWorker } from './disturbed-import.ts';
import { reportRun } from './report-run.ts';

const seed = 20_26;
const ticketCount = 20_000;
let mariadb: RunningService;
let redis: RunningService;
let toMariadb: TcpProxy;
let toRedis: TcpProxy;

beforeAll(async () => {
  [mariadb, redis] = (await Promise.all([mariadbService, redisService].map(startService))) as [
    RunningService,
    RunningService,
  ];
  [toMariadb, toRedis] = await Promise.all([startTcpProxy(mariadb.url), startTcpProxy(redis.url)]);
});
afterAll(async () => {
  await Promise.all([toMariadb.close(), toRedis.close()]);
  await Promise.all([mariadb.close(), redis.close()]);
});

const during = (proxy: () => TcpProxy, fault: NetworkFault, milliseconds: number) => async () => {
  proxy().set(fault);
  await sleep(milliseconds);
  proxy().set(undefined);
};
const restart = (service: () => RunningService, milliseconds: number) => async () => {
  await service().kill();
  await sleep(milliseconds);
  await service().restart();
};
/** As an administrator does, or a firewall: every connection of the workers at once. */
async function killConnections(): Promise<void> {
  const rows = (await ask(mariadb.url, 'select id from information_schema.processlist')) as { id: number }[];
  await Promise.all(rows.map(({ id }) => ask(mariadb.url, `kill ${id}`).catch(() => {})));
}

interface Case {
  readonly fault: string;
  readonly disturbances: readonly Disturbance[];
  readonly tickets?: number;
  readonly before?: () => Promise<void>;
}

const cases: readonly Case[] = [
  {
    fault: 'workers: 100 kills, 10 pauses beyond the lease',
    disturbances: [
      { act: killWorker, times: 100 },
      { act: pauseWorker, times: 10 },
    ],
  },
  {
    fault: 'MariaDB: killed and started again 20 times',
    disturbances: [{ act: restart(() => mariadb, 200), times: 20 }],
  },
  {
    fault: 'MariaDB: every connection cut by the server, 40 times',
    disturbances: [{ act: killConnections, times: 40 }],
  },
  {
    fault: 'MariaDB: 200 ms further away, 4 spells of 3 s',
    disturbances: [{ act: during(() => toMariadb, { kind: 'delay', milliseconds: 200 }, 3000), times: 4 }],
  },
  {
    fault: 'network to MariaDB: 10 resets, 6 black holes of 2 s, 4 spells of slow drip',
    disturbances: [
      { act: during(() => toMariadb, { kind: 'reset' }, 300), times: 10 },
      { act: during(() => toMariadb, { kind: 'blackhole' }, 2000), times: 6 },
      { act: during(() => toMariadb, { kind: 'drip', bytesPerSecond: 20_000 }, 1000), times: 4 },
    ],
  },
  {
    fault: 'Redis: 10 times emptied, 5 times killed, 3 times without memory',
    disturbances: [
      { act: async () => void (await tell(redis.url, 'FLUSHALL')), times: 10 },
      { act: restart(() => redis, 300), times: 5 },
      {
        act: async () => {
          await tell(redis.url, 'CONFIG SET maxmemory 1');
          await sleep(500);
          await tell(redis.url, 'CONFIG SET maxmemory 0');
        },
        times: 3,
      },
    ],
  },
  {
    fault: 'network to Redis: 10 resets, 6 black holes of 2 s',
    disturbances: [
      { act: during(() => toRedis, { kind: 'reset' }, 300), times: 10 },
      { act: during(() => toRedis, { kind: 'blackhole' }, 2000), times: 6 },
    ],
  },
];

async function run({ disturbances }: Case, fence = true) {
  const database = await newDatabase(mariadb.url);
  const direct = { TICKET_AI_STORE: database, TICKET_AI_QUEUE: redis.url };
  const proxied = {
    TICKET_AI_STORE: database.replace(mariadb.url, toMariadb.url),
    TICKET_AI_QUEUE: toRedis.url,
  };
  return disturbedImport({
    seed,
    ticketCount,
    disturbances,
    environment: proxied,
    ownEnvironment: direct,
    fence,
  });
}

describe('an import of 20,000 tickets on MariaDB and Redis', () => {
  test.each(cases)('$fault', async (each) => {
    const { violations, secondsAfter } = await run(each);
    reportRun({ fault: each.fault, seed, violations, secondsAfter });
    expect(violations).toEqual([]);
  });

  test('the same without the fence decides tickets twice', async () => {
    const { violations } = await run(
      { fault: 'without the fence', disturbances: [{ act: pauseWorker, times: 8 }] },
      false,
    );
    expect(violations).not.toEqual([]);
  });
});
