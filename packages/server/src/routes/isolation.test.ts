import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { memoryBlobs, memoryStore } from '@ticket-ai/core';
import { describe, expect, it } from 'vitest';
import { codeOf, testServer } from '../testing.ts';

const subjects = Array.from({ length: 10 }, (_, index) => `Where is my parcel ${'abcdefghij'[index]}`);

describe('what belongs to another workspace', () => {
  it('is answered exactly as what does not exist', async () => {
    const store = memoryStore();
    const blobs = memoryBlobs();
    const own = await testServer({ store, blobs, ticketReaders: [csvTicketReader()] });
    const other = await testServer({
      store,
      blobs,
      workspace: { id: 'other' },
      ticketReaders: [csvTicketReader()],
      work: 'inline',
    });
    await other.desk.ingest(subjects.map((subject, index) => ({ externalId: `canary-${index}`, subject })));
    const { runId, intents } = await other.desk.discover();
    const imported = await other.desk.importFile({
      fileName: 'a.csv',
      bytes: new TextEncoder().encode('id,subject\nX,One\nX,canary\n'),
    });
    const { document } = await other.desk.documents.add({
      source: 'canary.md',
      bytes: new TextEncoder().encode('# canary'),
    });
    const [ticket] = (await other.desk.tickets.list()).items;
    const [job] = await other.desk.jobs.list();
    const foreign = await other.auth.keys.create({ name: 'canary', role: 'viewer' });
    const ids: readonly (readonly [string, string | undefined])[] = [
      ['/api/tickets/{id}', ticket?.ticket.id],
      ['/api/tickets/{id}', 'canary-1'],
      ['/api/intents/{id}', intents[0]?.id],
      ['/api/imports/{id}', imported.id],
      ['/api/imports/{id}/rejected-rows', imported.id],
      ['/api/discoveries/{id}', runId],
      ['/api/intents/{id}/lineage', intents[0]?.id],
      ['/api/runs/{id}', runId],
      ['/api/runs/{id}/diff', runId],
      ['/api/jobs/{id}', job?.id],
      ['/api/documents/{id}', document.id],
      ['/api/documents/{id}/text', document.id],
      ['/api/documents/{id}/passages', document.id],
      ['/api/tickets?intentId={id}', intents[0]?.id],
    ];
    const admin = await own.keyFor('admin');
    const shape = async (method: string, path: string, id: string) => {
      const reply = await own.ask(method, path.replace('{id}', id), { key: admin });
      return [reply.status, (await reply.text()).replaceAll(id, 'ID').replace(/"requestId":"[^"]+"/, '')];
    };
    for (const [path, id] of ids) {
      expect(id, path).toBeDefined();
      expect(await shape('GET', path, id ?? ''), path).toEqual(
        await shape('GET', path, '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      );
    }
    expect(await shape('DELETE', '/api/tickets/{id}/texts', ticket?.ticket.id ?? '')).toEqual(
      await shape('DELETE', '/api/tickets/{id}/texts', '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
    );
    for (const path of ['/api/documents/{id}', '/api/documents/{id}/texts']) {
      expect(await shape('DELETE', path, document.id), path).toEqual(
        await shape('DELETE', path, '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      );
    }
    expect(await shape('DELETE', '/api/keys/{id}', foreign.record.id)).toEqual(
      await shape('DELETE', '/api/keys/{id}', 'abcdefgh'),
    );
    for (const path of [
      '/api/tickets',
      '/api/intents',
      '/api/taxonomy',
      '/api/suggestions',
      '/api/imports',
      '/api/jobs',
      '/api/documents',
      '/api/events',
      '/api/keys',
    ]) {
      expect(await (await own.ask('GET', path, { key: admin })).text()).not.toContain('canary');
    }
    expect((await own.ask('GET', '/api/tickets', { key: foreign.key })).status).toBe(401);
    expect(
      await codeOf(
        await own.ask('POST', '/api/answers', { key: admin, json: { ticketId: ticket?.ticket.id } }),
      ),
    ).toBe('not-found');
    await Promise.all([own.desk.close(), other.desk.close()]);
  });
});
