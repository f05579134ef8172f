import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, type TestServer, testServer } from '../testing.ts';

const stream = { accept: 'text/event-stream' };
let server: TestServer;
let stop: AbortController;

beforeEach(async () => {
  stop = new AbortController();
  server = await testServer({ app: { shutdown: stop.signal, pollMs: 10 } });
  await server.desk.ingest([{ subject: 'One' }]);
});
afterEach(() => stop.abort());

describe('events', () => {
  it('are listed from a sequence number on, oldest first', async () => {
    const key = await server.keyFor('viewer');
    await server.desk.ingest([{ subject: 'Two' }]);
    const { items } = (await bodyOf(await server.ask('GET', '/api/events?after=1', { key }))) as {
      items: unknown[];
    };
    expect(items).toEqual([expect.objectContaining({ sequence: 2, type: 'tickets-ingested' })]);
  });

  it('come as a stream, those of before and those of now', async () => {
    const key = await server.keyFor('viewer');
    const reply = await server.ask('GET', '/api/events', { key, headers: stream });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    const texts = readStream(reply);
    await texts.until('id: 1');
    await server.desk.ingest([{ subject: 'Two' }]);
    expect(await texts.until('id: 2')).toMatch(/event: tickets-ingested\ndata: \{.*"sequence":2.*\}\nid: 2/);
  });

  it('go on where a broken stream ended', async () => {
    const key = await server.keyFor('viewer');
    await server.desk.ingest([{ subject: 'Two' }]);
    const reply = await server.ask('GET', '/api/events', {
      key,
      headers: { ...stream, 'last-event-id': '1' },
    });
    expect(await readStream(reply).until('id: 2')).not.toContain('id: 1\n');
    expect(
      (await server.ask('GET', '/api/events', { key, headers: { ...stream, 'last-event-id': '1; DROP' } }))
        .status,
    ).toBe(400);
  });

  it('end when the key is revoked', async () => {
    const { key, record } = await server.auth.keys.create({ name: 'reader', role: 'viewer' });
    const texts = readStream(await server.ask('GET', '/api/events', { key, headers: stream }));
    await texts.until('id: 1');
    await server.auth.keys.revoke(record.id);
    await server.desk.ingest([{ subject: 'Two' }]);
    await texts.end();
    expect(server.logged).toEqual([]);
  });

  it('end when the server stops', async () => {
    const texts = readStream(
      await server.ask('GET', '/api/events', { key: await server.keyFor('viewer'), headers: stream }),
    );
    await texts.until('id: 1');
    stop.abort();
    await texts.end();
  });
});

/** Reads a stream as it comes; a test that waits in vain runs into its time limit. */
function readStream(reply: Response): { until(text: string): Promise<string>; end(): Promise<void> } {
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  return {
    async until(text) {
      while (!seen.includes(text)) {
        const part = await reader?.read();
        if (part === undefined || part.done)
          throw new Error(`The stream ended before "${text}" came: ${seen}`);
        seen += part.value;
      }
      return seen;
    },
    async end() {
      while ((await reader?.read())?.done === false);
    },
  };
}
