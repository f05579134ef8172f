import { ContainerClient } from '@azure/storage-blob';
import { blobStoreCases, rejectsWith, runConformance } from '@ticket-ai/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureServer, serveAzure } from './azure-server.fixture.ts';
import { azureBlobs } from './index.ts';

/** A real account, or its emulator, to prove the adapter on as well: its connection string; the container is `tickets`. */
const realAccount = process.env.TICKET_AI_TEST_AZURE_BLOB;

let server: AzureServer;
beforeAll(async () => {
  server = await serveAzure();
});
afterAll(() => server.close());

const open = (folder?: string, container: Parameters<typeof azureBlobs>[0]['container'] = server.container) =>
  azureBlobs({ container, ...(folder === undefined ? {} : { folder }) });
const text = { bytes: new TextEncoder().encode('text'), mediaType: 'text/plain' };

describe('azureBlobs', () => {
  runConformance(it, blobStoreCases, {
    create: ({ generateId }) => open(generateId()),
    destroy: (blobs) => blobs.close(),
    capabilities: ['links'],
  });

  it('keeps to its folder of the container', async () => {
    await open('one').put({ key: 'a', ...text });
    expect(await open('other').get('a')).toBeUndefined();
    expect((await open().get('one/a'))?.mediaType).toBe('text/plain');
  });

  it('says what is wrong with the container, the key or the way there', async () => {
    const { connectionString, name } = server.container;
    const other = (change: (text: string) => string, container = name) => ({
      connectionString: change(connectionString),
      name: container,
    });
    const cases = [
      [other((same) => same, 'none'), 'ContainerNotFound', 'does not exist'],
      [
        other((all) => all.replace(/AccountKey=[^;]+/, 'AccountKey=d3Jvbmc=')),
        'AuthenticationFailed',
        'wrong',
      ],
    ] as const;
    for (const [container, reason, message] of cases) {
      const error = await rejectsWith(
        'adapter-failed',
        open(undefined, container).put({ key: 'a', ...text }),
      );
      expect(error.context.reason).toBe(reason);
      expect(error.message).toContain(message);
      expect((await rejectsWith('adapter-failed', open(undefined, container).get('a'))).retryable).toBe(
        false,
      );
    }
    const away = new ContainerClient(`http://127.0.0.1:9/${name}`, undefined, {
      retryOptions: { maxTries: 1 },
    });
    const error = await rejectsWith('adapter-failed', open(undefined, away).get('a'));
    expect([error.context.reason, error.retryable]).toEqual(['ECONNREFUSED', true]);
  });

  it('tells that a link needs the key of the account', async () => {
    const anonymous = new ContainerClient(`${server.url}/devaccount/tickets`);
    await rejectsWith(
      'adapter-failed',
      open(undefined, anonymous).link?.('a', { expiresInMs: 60_000 }) ?? Promise.resolve(),
    );
  });
});

describe.skipIf(realAccount === undefined)('azureBlobs on a real account', () => {
  runConformance(it, blobStoreCases, {
    create: ({ generateId }) => open(generateId(), { connectionString: realAccount ?? '', name: 'tickets' }),
    destroy: (blobs) => blobs.close(),
    capabilities: ['links'],
  });
});
