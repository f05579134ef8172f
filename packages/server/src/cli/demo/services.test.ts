import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromaService } from '../../../../../scripts/services/chroma.ts';
import { mariadbService, newDatabase } from '../../../../../scripts/services/mariadb.ts';
import { redisService } from '../../../../../scripts/services/redis.ts';
import {
  describeWithService,
  type RunningService,
  startService,
} from '../../../../../scripts/services/service.ts';
import { spawnCli } from '../testing/run-cli.ts';

describeWithService(mariadbService, 'the demo on services', () => {
  let folder: string;
  let services: RunningService[];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-services-'));
    services = await Promise.all([mariadbService, redisService, chromaService].map(startService));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.close()));
    await rm(folder, { recursive: true });
  });

  /** Runs the demo; tells what it found, and of every ticket what became of it. Ids are new each time. */
  async function runDemo(name: string, options: readonly string[]) {
    const place = ['--data', path.join(folder, name), ...options];
    const report = path.join(folder, `${name}.html`);
    const demo = await spawnCli(['demo', ...place, '--report', report, '--json', '-q']);
    expect(demo).toMatchObject({ code: 0, stderr: '' });
    const exported = path.join(folder, `${name}-export`);
    expect(await spawnCli(['export', exported, ...place, '-q'])).toMatchObject({ code: 0 });
    const { seconds: _, stages: __, ...result } = JSON.parse(demo.stdout.replace(/article:\w+/g, 'article'));
    const csv = await readFile(path.join(exported, 'assignments.csv'), 'utf8');
    const tickets = csv
      .trim()
      .split('\n')
      .map((line) => line.replace(/,[0-9A-HJKMNP-TV-Z]{26},/, ','));
    return { result, tickets };
  }

  it('ends as the embedded one does, ticket by ticket', { timeout: 180_000 }, async () => {
    const [mariadb, redis, chroma] = services.map(({ url }) => url);
    const database = await newDatabase(mariadb ?? '');
    const onServices = ['--store', database, '--queue', redis ?? '', '--vectors', chroma ?? ''];
    const embedded = await runDemo('embedded', []);
    const distributed = await runDemo('distributed', onServices);
    expect(embedded.tickets).toHaveLength(434);
    expect(distributed).toEqual(embedded);
    const again = await spawnCli(['demo', '--data', path.join(folder, 'again'), ...onServices]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('holds tickets') });
  });
});
