import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from './client.ts';
import { type TestServer, testServer } from './testing.ts';

let server: TestServer;
let client: Client;

beforeAll(async () => {
  server = await testServer({ ticketReaders: [csvTicketReader()] });
  client = clientFor(await server.keyFor('admin'));
});

function clientFor(apiKey: string): Client {
  return createClient({
    url: 'http://localhost',
    apiKey,
    fetch: async (url, init) => server.app.request(url, init),
  });
}

describe('the client', () => {
  it('adds, lists and reads tickets', async () => {
    const { created } = await client.tickets.add([
      { externalId: 'a/b ü', subject: 'One' },
      { subject: 'Two', status: 'solved' },
    ]);
    expect(created).toHaveLength(2);
    expect(
      (await client.tickets.list({ status: 'solved' })).items.map(({ ticket }) => ticket.subject),
    ).toEqual(['Two']);
    expect((await client.tickets.get('a/b ü')).ticket.subject).toBe('One');
  });

  it('uploads files and watches them', async () => {
    const bytes = new TextEncoder().encode('Nr,Title\n7,Seven\n7,Other\n');
    const { id } = await client.imports.start({
      bytes,
      fileName: 'tickets & more.csv',
      columns: ['id=Nr', 'subject=Title'],
    });
    await server.desk.settle();
    expect(await client.imports.get(id)).toMatchObject({
      status: 'done',
      created: 1,
      rejected: 1,
      fileName: 'tickets & more.csv',
    });
    expect((await client.imports.rejectedRows(id)).items).toHaveLength(1);
    expect((await client.imports.list()).items).toHaveLength(1);
  });

  it('reaches every other part of the API', async () => {
    const { runId } = await client.discoveries.start();
    await server.desk.settle();
    expect((await client.discoveries.get(runId)).status).toBe('done');
    expect((await client.intents.list()).items).toEqual(expect.any(Array));
    expect((await client.taxonomy()).items).toEqual(expect.any(Array));
    expect((await client.answer({ question: 'Where is it?' })).status).toBe('abstained');
    const [job] = (await client.jobs.list({ status: 'done', limit: 1 })).items;
    expect(await client.jobs.get(job?.id ?? '')).toEqual(job);
    expect((await client.events({ after: 1, limit: 1 })).items[0]?.sequence).toBe(2);
    expect((await client.session.get()).role).toBe('admin');
    const { id, key } = await client.keys.create({ name: 'short', role: 'viewer' });
    await client.keys.revoke(id);
    expect((await client.keys.list()).items.find((each) => each.id === id)?.revokedAt).toBeDefined();
    await expect(clientFor(key).session.get()).rejects.toMatchObject({ status: 401 });
    await client.session.signOut();
  });

  it('throws what the server says, with the request id', async () => {
    await expect(client.intents.get('nothing')).rejects.toMatchObject({
      name: 'ClientError',
      status: 404,
      code: 'not-found',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  it('understands replies that are not ours, such as a proxy’s', async () => {
    const behind = createClient({
      url: '',
      fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    });
    await expect(behind.taxonomy()).rejects.toMatchObject({
      status: 502,
      code: 'internal',
      message: 'The server answered 502.',
    });
  });
});
