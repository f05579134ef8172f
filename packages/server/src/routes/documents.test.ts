import { memoryAuthVerifier } from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../client.ts';
import { bodyOf, codeOf, onLoopback, person, type TestServer, testServer } from '../testing.ts';

let server: TestServer;
let loopback: Awaited<ReturnType<typeof onLoopback>>;
let editor: Client;
let viewer: Client;
let admin: Client;
let member: Client;

beforeAll(async () => {
  server = await testServer({
    identity: memoryAuthVerifier([person('ann', 'editor', ['board'])]),
    app: { limits: { document: 2000 } },
    chunking: { documents: { target: 20, maximum: 20, overlap: 0 } },
  });
  loopback = await onLoopback(server);
  editor = await loopback.clientFor('editor');
  viewer = await loopback.clientFor('viewer');
  admin = await loopback.clientFor('admin');
  member = loopback.clientWith('token-of-ann');
});
afterAll(async () => {
  await loopback.close();
  await server.desk.close();
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const returns =
  '# Returns\n\nYou can return goods within 30 days, unused and in the box they came in, with the receipt that was in it.\n\n# Refunds\n\nA refund takes five days, and comes the same way as you paid, by card or by bank, whatever the shop was.\n';
const refusal = (status: number) => expect.objectContaining({ status });

describe('documents over HTTP', () => {
  it('are added, become known to search, and are read as text and passages', async () => {
    const { document, changed } = await editor.documents.add({
      bytes: bytesOf(returns),
      fileName: 'returns.md',
      source: 'help/returns ü.md',
    });
    expect([changed, document]).toMatchObject([
      true,
      { title: 'Returns', state: 'indexing', latest: { status: 'ok', number: 1, pages: 1 } },
    ]);
    await server.desk.settle();
    const detail = await viewer.documents.get('help/returns ü.md');
    expect(detail).toMatchObject({
      document: { id: document.id, state: 'shown', addedBy: { kind: 'key' } },
      versions: [{ number: 1, isShown: true, pages: [{ number: 1, quality: 'ok' }] }],
    });
    const { text } = await viewer.documents.text(document.id);
    expect(text).toContain('within 30 days');
    const first = await viewer.documents.passages(document.id, { limit: 1 });
    const rest = await viewer.documents.passages(document.id, { limit: 100, cursor: first.cursor ?? '' });
    expect([...first.items, ...rest.items].map(({ start, end }) => text.slice(start, end))).toEqual(
      [...first.items, ...rest.items].map((passage) => passage.text),
    );
    expect(rest.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(detail)).not.toMatch(/blobKey|bytesHash/);
  });

  it('are one document while the source is the same: nothing new, or a new version', async () => {
    const file = { bytes: bytesOf('First text of it.'), fileName: 'terms.txt' };
    const { document } = await editor.documents.add(file);
    expect(await editor.documents.add(file)).toMatchObject({ changed: false, document: { id: document.id } });
    await editor.documents.add({ ...file, bytes: bytesOf('Second text of it.'), title: 'Terms' });
    await server.desk.settle();
    expect(await viewer.documents.get(document.id)).toMatchObject({
      document: { title: 'Terms' },
      versions: [
        { number: 2, isShown: true },
        { number: 1, isShown: false },
      ],
    });
    expect((await viewer.documents.text(document.id)).text).toContain('Second');
    expect((await viewer.documents.text(document.id, { version: 1 })).text).toContain('First');
    await expect(viewer.documents.text(document.id, { version: 9 })).rejects.toEqual(refusal(404));
  });

  it('come as a form, too, once for an Idempotency-Key, and are refused above the limit', async () => {
    const key = await server.keyFor('editor');
    const send = (text: string, headers: Record<string, string> = {}) => {
      const body = new FormData();
      body.set('file', new File([text], 'form.md'));
      return fetch(`${loopback.url}/api/documents`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${key}`, ...headers },
      });
    };
    const once = { 'idempotency-key': 'one' };
    const reply = await send('# Form\n\nOf a form.', once);
    expect([reply.status, await bodyOf(reply)]).toMatchObject([201, { document: { source: 'form.md' } }]);
    expect((await send('# Form\n\nOf a form.', once)).headers.get('idempotent-replayed')).toBe('true');
    expect((await send('# Form\n\nOf a form.')).status).toBe(200);
    expect((await send('x'.repeat(3000))).status).toBe(413);
    const streamed = await fetch(`${loopback.url}/api/documents?fileName=a.txt`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/plain' },
      body: new Blob(['y'.repeat(3000)]).stream(),
      duplex: 'half',
    });
    expect([streamed.status, await codeOf(streamed)]).toEqual([413, 'body-too-large']);
  });

  it('are refused when nothing reads them, and kept with their state when they cannot be read', async () => {
    const add = (fileName: string, bytes: Uint8Array<ArrayBuffer>) =>
      editor.documents.add({ fileName, bytes });
    await expect(add('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))).rejects.toEqual(
      refusal(400),
    );
    await expect(add('empty.md', bytesOf(''))).rejects.toEqual(refusal(400));
    await expect(add('article:1', bytesOf('x'))).rejects.toEqual(refusal(400));
    await expect(
      add(
        'tickets.csv',
        bytesOf('Ticket ID,Subject,Description,Status,Requester\n1,Help,Where is it,open,Ann\n'),
      ),
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('look like tickets') });
    expect(await add('blank.md', bytesOf('  \n'))).toMatchObject({ document: { state: 'unreadable' } });
  });

  it('are listed page by page', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await viewer.documents.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ source }) => source));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual((await server.desk.documents.list()).map(({ document }) => document.source));
    expect(await viewer.documents.list({ collection: 'articles' })).toEqual({ items: [] });
    await expect(viewer.documents.list({ cursor: 'made up' })).rejects.toEqual(refusal(400));
  });

  it('are cut anew, removed and erased', async () => {
    const { document } = await editor.documents.add({ bytes: bytesOf(returns), fileName: 'gone.md' });
    await server.desk.settle();
    expect(await editor.documents.rechunk(document.id)).toMatchObject({ documents: 1, changed: 0 });
    expect((await admin.documents.rechunk()).documents).toBeGreaterThan(1);
    await editor.documents.remove('gone.md');
    await expect(viewer.documents.get(document.id)).rejects.toEqual(refusal(404));
    await expect(editor.documents.remove('gone.md')).rejects.toEqual(refusal(404));
    await admin.documents.erase('gone.md');
    await server.desk.settle();
    const [erased] = (await (await server.desk.store()).documents.find({ where: { source: 'gone.md' } }))
      .items;
    expect(erased?.title).toBe('');
  });

  it('are known by their id first: no source takes the place of another document', async () => {
    const { document } = await editor.documents.add({ bytes: bytesOf('Erase me.'), fileName: 'real.txt' });
    const decoy = { bytes: bytesOf('Decoy.'), fileName: 'decoy.txt', source: document.id };
    expect((await editor.documents.add(decoy)).document.id).not.toBe(document.id);
    await server.desk.settle();
    expect((await viewer.documents.text(document.id)).text).toContain('Erase me.');
    await admin.documents.erase(document.id);
    await server.desk.settle();
    await expect(viewer.documents.get('real.txt')).rejects.toEqual(refusal(404));
  });

  it('are for roles: to read for all, to change for editors, to erase for admins', async () => {
    const agent = await loopback.clientFor('agent');
    const file = { bytes: bytesOf('Whatever.'), fileName: 'roles.txt' };
    for (const client of [viewer, agent]) {
      await expect(client.documents.add(file)).rejects.toEqual(refusal(403));
      await expect(client.documents.remove('returns.md')).rejects.toEqual(refusal(403));
      await expect(client.documents.rechunk('returns.md')).rejects.toEqual(refusal(403));
      expect((await client.documents.list()).items.length).toBeGreaterThan(0);
    }
    await expect(editor.documents.erase('returns.md')).rejects.toEqual(refusal(403));
    await expect(editor.documents.rechunk()).rejects.toEqual(refusal(403));
  });
});

describe('a document for some groups', () => {
  const secret = {
    bytes: bytesOf('# Canary\n\nThe canary is yellow.\n'),
    fileName: 'plan.md',
    access: ['board'],
  };
  let id = '';

  beforeAll(async () => {
    id = (await admin.documents.add(secret)).document.id;
    await server.desk.settle();
  });

  it('is read by their members, whatever way', async () => {
    expect((await member.documents.text('plan.md')).text).toContain('canary');
    expect((await member.documents.passages(id)).items[0]?.text).toContain('canary');
    expect((await member.documents.list({ limit: 100 })).items.map(({ source }) => source)).toContain(
      'plan.md',
    );
  });

  it('is not there for others, by id or source, in any reply, in the same words', async () => {
    for (const client of [viewer, editor]) {
      for (const wanted of [id, 'plan.md']) {
        const asks = [
          () => client.documents.get(wanted),
          () => client.documents.text(wanted),
          () => client.documents.text(wanted, { version: 1 }),
          () => client.documents.passages(wanted),
        ];
        for (const ask of asks) {
          await expect(ask()).rejects.toMatchObject({
            status: 404,
            message: `There is no document ${wanted}. \`documents list\` shows them.`,
          });
        }
      }
      expect(JSON.stringify(await client.documents.list({ limit: 100 }))).not.toMatch(/plan\.md|Canary/);
    }
    await expect(editor.documents.remove(id)).rejects.toEqual(refusal(404));
    await expect(editor.documents.rechunk(id)).rejects.toEqual(refusal(404));
  });

  it('is not named by the cursor of a list either', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await viewer.documents.list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ source }) => source));
      cursor = page.cursor;
      expect(
        decodeURIComponent(atob((cursor ?? '').replaceAll('-', '+').replaceAll('_', '/'))),
      ).not.toContain('plan.md');
    } while (cursor !== undefined);
    const all = (await server.desk.documents.list()).map(({ document }) => document.source);
    expect(seen).toEqual(all.filter((source) => source !== 'plan.md'));
  });

  it('is not opened by adding it again from outside, also when it was removed', async () => {
    const opened = { ...secret, bytes: bytesOf('Mine now.'), access: [] };
    await expect(editor.documents.add(opened)).rejects.toMatchObject({ status: 409, code: 'conflict' });
    await member.documents.remove('plan.md');
    await expect(editor.documents.add(opened)).rejects.toEqual(refusal(409));
    await member.documents.add(secret);
    await server.desk.settle();
    expect(await member.documents.get(id)).toMatchObject({ document: { access: ['board'] } });
  });

  it('is kept by admins, who know of it and may not read it', async () => {
    expect((await admin.documents.get(id)).document).toMatchObject({ source: 'plan.md', access: ['board'] });
    await expect(admin.documents.text(id)).rejects.toEqual(refusal(403));
    await expect(admin.documents.passages(id)).rejects.toEqual(refusal(403));
    expect(await admin.documents.add(secret)).toMatchObject({ changed: false });
    await admin.documents.remove(id);
    await expect(member.documents.get(id)).rejects.toEqual(refusal(404));
  });
});
