import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rejectsWith, runConformance, vectorStoreCases } from '@ticket-ai/core/conformance';
import { ChromaClient } from 'chromadb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromaService } from '../../../../scripts/services/chroma.ts';
import {
  describeWithService,
  isPrivate,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { chromaVectors } from './index.ts';

const vector = (...values: number[]) => Float32Array.from(values);

describeWithService(chromaService, 'chromaVectors', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(chromaService);
  }, 60_000);
  afterAll(() => service.close());
  const open = (prefix = 'test') => chromaVectors({ url: service.url, prefix });
  const admin = () => {
    const { hostname, port } = new URL(service.url);
    return new ChromaClient({ host: hostname, port: Number(port), ssl: false });
  };

  runConformance(it, vectorStoreCases, { create: () => open(), destroy: (vectors) => vectors.close() });

  it('hides names of workspaces from the server, and takes any', async () => {
    const vectors = open('named');
    const collection = 'Workspace "ä/b": generation 1';
    await vectors.upsert({ collection, records: [{ id: 'a', embedding: vector(1, 0), metadata: {} }] });
    expect(await vectors.count({ collection })).toBe(1);
    const collections = await admin().listCollections({ limit: 1000 });
    expect(JSON.stringify(collections.map(({ metadata }) => metadata))).not.toContain('Workspace');
    const names = collections.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('named-'))).toEqual([
      expect.stringMatching(/^named-[0-9a-f]{40}$/),
    ]);
  });

  it('takes more records than the server does at a time', async () => {
    const vectors = open('many');
    const most = await admin().getMaxBatchSize();
    const records = Array.from({ length: most + 5 }, (_, at) => ({
      id: `r${at}`,
      embedding: vector(Math.cos(at), Math.sin(at)),
      metadata: { document: `d${at % 10}` },
    }));
    await vectors.upsert({ collection: 'many', records });
    expect(await vectors.count({ collection: 'many' })).toBe(most + 5);
    const found = await vectors.query({
      collection: 'many',
      embedding: vector(1, 0),
      topK: 3,
      where: { document: 'd3' },
    });
    expect(found.every(({ metadata }) => metadata.document === 'd3')).toBe(true);
    expect(found).toHaveLength(3);
  }, 120_000);

  it('finds nothing after another process deleted the collection, and fills it anew', async () => {
    const [one, other] = [open('shared'), open('shared')];
    const records = [{ id: 'a', embedding: vector(1, 0), metadata: {} }];
    await one.upsert({ collection: 'c', records });
    await other.delete({ collection: 'c' });
    expect(await one.query({ collection: 'c', embedding: vector(1, 0), topK: 1 })).toEqual([]);
    await one.upsert({ collection: 'c', records });
    await other.delete({ collection: 'c' });
    await one.upsert({ collection: 'c', records });
    expect(await other.count({ collection: 'c' })).toBe(1);
  });

  it('filters by values of several types at once, and by a list of none', async () => {
    const vectors = open('types');
    const records = ['x', 1, true].map((kind, at) => ({
      id: `r${at}`,
      embedding: vector(1, at),
      metadata: { kind },
    }));
    await vectors.upsert({ collection: 'c', records });
    const find = (kind: readonly (string | number | boolean)[]) =>
      vectors.count({ collection: 'c', where: { kind } });
    expect(await Promise.all([find(['x', 1]), find([true]), find(['x', 1, true]), find([])])).toEqual([
      2, 1, 3, 0,
    ]);
  });

  it.runIf(isPrivate(chromaService))(
    'keeps its vectors through a kill, and says when the server is away',
    async () => {
      const vectors = open('killed');
      await vectors.upsert({
        collection: 'c',
        records: [{ id: 'a', embedding: vector(1, 0), metadata: {} }],
      });
      await service.kill();
      const error = await rejectsWith(
        'adapter-failed',
        vectors.query({ collection: 'c', embedding: vector(1, 0), topK: 1 }),
      );
      expect([error.context.reason, error.retryable]).toEqual(['unreachable', true]);
      expect(error.message).toContain('it does not answer');
      await service.restart();
      expect(await vectors.count({ collection: 'c' })).toBe(1);
    },
    60_000,
  );
});

describe('chromaVectors without a server', () => {
  it('opens without asking, and fails when used', async () => {
    const vectors = chromaVectors({ url: 'http://127.0.0.1:9' });
    const error = await rejectsWith('adapter-failed', vectors.count({ collection: 'c' }));
    expect([error.context.reason, error.context.host]).toEqual(['unreachable', '127.0.0.1:9']);
    await vectors.close();
  });

  it('tells an outage from a request that will never be taken', async () => {
    let status = 0;
    const server = createServer((_, response) => response.writeHead(status).end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const outages: Record<number, boolean> = {};
    for (status of [400, 401, 413, 422, 408, 429, 500, 503]) {
      const vectors = chromaVectors({ url: `http://127.0.0.1:${port}` });
      const error = await rejectsWith('adapter-failed', vectors.count({ collection: 'c' }));
      expect(error.retryable).toBe(error.isOutage);
      outages[status] = error.isOutage;
      await vectors.close();
    }
    server.closeAllConnections();
    server.close();
    expect(outages).toEqual({
      400: false,
      401: false,
      413: false,
      422: false,
      408: true,
      429: true,
      500: true,
      503: true,
    });
  });
});
