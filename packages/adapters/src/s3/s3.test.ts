import { blobStoreCases, rejectsWith, runConformance } from '@ticket-ai/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Blobs } from './index.ts';
import { type S3Server, serveS3 } from './s3-server.fixture.ts';

/** A real server to prove the adapter on as well: `http://key:secret@host:port/bucket`. */
const realUrl = process.env.TICKET_AI_TEST_S3_URL;

let server: S3Server;
beforeAll(async () => {
  server = await serveS3();
});
afterAll(() => server.close());

const open = (options: Partial<Parameters<typeof s3Blobs>[0]> = {}) =>
  s3Blobs({ bucket: server.bucket, endpoint: server.url, credentials: server.credentials, ...options });
const text = { bytes: new TextEncoder().encode('text'), mediaType: 'text/plain' };

describe('s3Blobs', () => {
  runConformance(it, blobStoreCases, {
    create: ({ generateId }) => open({ folder: generateId() }),
    destroy: (blobs) => blobs.close(),
    capabilities: ['links'],
  });

  it('leaves no unfinished upload behind when a stream breaks off', async () => {
    const blobs = open();
    const parts = [new Uint8Array(6_000_000), new Uint8Array(6_000_000)];
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = parts.pop();
        if (part === undefined) controller.error(new Error('gone'));
        else controller.enqueue(part);
      },
    });
    await rejectsWith('adapter-failed', blobs.put({ key: 'broken', bytes: broken, mediaType: 'text/plain' }));
    expect(server.unfinished()).toBe(0);
  });

  it('keeps to its folder of the bucket', async () => {
    const [one, other] = [open({ folder: 'one' }), open({ folder: 'other' })];
    await one.put({ key: 'a', ...text });
    expect(await other.get('a')).toBeUndefined();
    expect((await open().get('one/a'))?.mediaType).toBe('text/plain');
    expect(() => open({ folder: '../up' })).toThrow('A blob key is segments');
  });

  it('says what is wrong with the bucket, the credentials or the way there', async () => {
    const secret = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a wrong one' };
    const cases = [
      [open({ bucket: 'none' }), 'NoSuchBucket', 'The bucket does not exist'],
      [open({ credentials: secret }), 'SignatureDoesNotMatch', 'secret key is wrong'],
      [
        open({ credentials: { ...secret, accessKeyId: 'B' } }),
        'InvalidAccessKeyId',
        'access key is not known',
      ],
      [open({ endpoint: 'http://127.0.0.1:9' }), 'ECONNREFUSED', 'Nothing answers'],
    ] as const;
    for (const [blobs, reason, message] of cases) {
      const error = await rejectsWith('adapter-failed', blobs.put({ key: 'a', ...text }));
      expect(error.context.reason).toBe(reason);
      expect(error.message).toContain(message);
      expect(error.message).not.toContain('a wrong one');
      expect((await rejectsWith('adapter-failed', blobs.get('a'))).context.reason).toBe(reason);
    }
  });

  it('stops an upload on request', async () => {
    const stop = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(3_000_000));
        stop.abort();
      },
    });
    const put = open().put({ key: 'a', bytes: endless, mediaType: 'text/plain', abortSignal: stop.signal });
    await rejectsWith('aborted', put);
    expect(server.unfinished()).toBe(0);
  });
});

describe.skipIf(realUrl === undefined)('s3Blobs on a real server', () => {
  const { username, password, origin, pathname } = new URL(realUrl ?? 'http://none');
  runConformance(it, blobStoreCases, {
    create: ({ generateId }) =>
      s3Blobs({
        bucket: pathname.slice(1),
        endpoint: origin,
        credentials: { accessKeyId: username, secretAccessKey: password },
        folder: generateId(),
      }),
    destroy: (blobs) => blobs.close(),
    capabilities: ['links'],
  });
});
