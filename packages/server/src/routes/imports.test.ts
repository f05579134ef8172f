import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, type TestServer, testServer } from '../testing.ts';

let server: TestServer;
let key: string;

const read = async (path: string) => bodyOf(await server.ask('GET', path, { key }));
const items = async (path: string) => (await read(path)).items;

beforeAll(async () => {
  server = await testServer({ ticketReaders: [csvTicketReader()] });
  key = await server.keyFor('admin');
});

afterAll(() => server.desk.close());

describe('imports', () => {
  const csv = 'id,subject\nA-1,Where is my invoice\nA-2,Invoice is wrong\n';
  const upload = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}) =>
    server.ask('POST', path, { key, body, headers });
  const finish = async (reply: Response) => {
    expect([reply.status, await reply.clone().text()]).toEqual([202, expect.stringContaining('running')]);
    await server.desk.settle();
    return read(reply.headers.get('location') ?? '');
  };

  it('take the file itself, go on in the background and tell how far they are', async () => {
    const done = await finish(
      await upload('/api/imports?fileName=invoices.csv', csv, { 'content-type': 'text/csv' }),
    );
    expect(done).toMatchObject({ fileName: 'invoices.csv', status: 'done', created: 2, rejected: 0 });
    expect(await items('/api/imports')).toContainEqual(done);
    expect(JSON.stringify(done)).not.toContain('blobKey');
  });

  it('take a form, and columns by name', async () => {
    const form = new FormData();
    form.set('file', new File(['Nr,Title,Text\nB-1,Hello,World\n'], 'b.csv'));
    await finish(
      await upload(
        '/api/imports?column=id%3DNr&column=subject%3DTitle&column=body%3DText&source=zammad',
        form,
      ),
    );
    expect(await read('/api/tickets/B-1')).toMatchObject({
      ticket: { subject: 'Hello', source: 'zammad' },
      messages: [{ text: 'World' }],
    });
  });

  it('tell beforehand what would be taken and refused, and write nothing', async () => {
    const reply = await upload(
      '/api/imports/preview?fileName=p.csv',
      'id,subject\nP-1,One\nP-1,Another\nP-2,Two\nP-2,Two\n',
      { 'content-type': 'text/csv' },
    );
    expect(reply.status).toBe(200);
    expect(await bodyOf(reply)).toMatchObject({
      columns: { mapping: { id: 'id', subject: 'subject' } },
      created: 2,
      unchanged: 1,
      doubled: 1,
      rejected: [{ line: 3 }],
    });
    expect((await server.ask('GET', '/api/tickets/P-1', { key })).status).toBe(404);
  });

  it('tell what would go with an import, and take it back', async () => {
    const { id } = await finish(
      await upload('/api/imports?fileName=u.csv', 'id,subject\nU-1,One\nU-2,Two\n', {
        'content-type': 'text/csv',
      }),
    );
    expect(await read(`/api/imports/${id}/undo`)).toEqual({ tickets: 2, intents: [], articles: [] });
    expect((await server.ask('GET', '/api/tickets/U-1', { key })).status).toBe(200);
    const undone = await server.ask('POST', `/api/imports/${id}/undo`, { key });
    expect(await bodyOf(undone)).toEqual({ removed: 2 });
    expect((await server.ask('GET', '/api/tickets/U-1', { key })).status).toBe(404);
  });

  it('list the rows that could not become tickets', async () => {
    const done = await finish(
      await upload('/api/imports?fileName=c.csv', 'id,subject\nC-1,One\nC-1,Another\n', {
        'content-type': 'text/csv',
      }),
    );
    expect(done).toMatchObject({ rejected: 1 });
    expect(await items(`/api/imports/${done.id}/rejected-rows`)).toEqual([
      expect.objectContaining({ line: 3, reason: expect.any(String) }),
    ]);
  });

  it('keep no folder of a file name', async () => {
    const done = await finish(
      await upload('/api/imports?fileName=..%2F..%2Fetc%2Fd.csv', csv, { 'content-type': 'text/csv' }),
    );
    expect(done.fileName).toBe('d.csv');
  });

  it.each([
    ['no name', '/api/imports', csv, 'text/csv', 400],
    ['a name with control characters', '/api/imports?fileName=a%0A.csv', csv, 'text/csv', 400],
    ['an unknown ending', '/api/imports?fileName=a.exe', csv, 'application/octet-stream', 400],
    ['an empty file', '/api/imports?fileName=a.csv', '', 'text/csv', 400],
    ['an unknown column role', '/api/imports?fileName=a.csv&column=label%3DTitle', csv, 'text/csv', 400],
    [
      'JSON posing as a file',
      '/api/imports?fileName=a.csv',
      '{"file":{"filepath":"/etc/passwd"}}',
      'application/json',
      415,
    ],
    [
      'JSON posing as a form',
      '/api/imports',
      '{"file":{"filepath":"/etc/passwd"}}',
      'multipart/form-data',
      400,
    ],
    ['a plain form', '/api/imports', 'file=x', 'application/x-www-form-urlencoded', 415],
  ])('refuse %s', async (_, path, body, type, status) => {
    const before = await items('/api/imports');
    expect((await upload(path, body, { 'content-type': type })).status).toBe(status);
    expect(await items('/api/imports')).toEqual(before);
  });

  it('refuse forms with anything but one file', async () => {
    const two = new FormData();
    two.append('file', new File([csv], 'a.csv'));
    two.append('file', new File([csv], 'b.csv'));
    const text = new FormData();
    text.set('file', csv);
    const other = new FormData();
    other.set('upload', new File([csv], 'a.csv'));
    for (const form of [two, text, other, new FormData()])
      expect((await upload('/api/imports', form)).status).toBe(400);
  });
});
