import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { collectAll } from '../record.ts';
import { memoryBlobs } from '../storage/memory/memory-blob-store.ts';
import { stageContext } from '../testing/stage-context.ts';
import { eraseTickets } from './erase-tickets.ts';
import { failImport, importTickets, rejectedRows, requestImport, undoImport } from './import-tickets.ts';
import type { TicketDraft } from './ticket.ts';
import type { TicketReader } from './ticket-reader.ts';

/** One draft per line; the word `stop` stops the first reading there. */
function lineReader(): TicketReader {
  let stopped = false;
  return {
    formats: ['jsonl'],
    async *read({ bytes }) {
      for (const [index, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
        if (line === 'stop') {
          if (!stopped) {
            stopped = true;
            throw new Error('killed');
          }
          continue;
        }
        yield {
          kind: 'ticket',
          line: index + 1,
          rowId: String(index + 1),
          draft: JSON.parse(line) as TicketDraft,
        };
      }
    },
  };
}

async function openImport(lines: readonly (TicketDraft | 'stop' | { status: string })[]) {
  const context = await stageContext({ ticketReaders: [lineReader()] });
  const file = lines.map((line) => (line === 'stop' ? line : JSON.stringify(line))).join('\n');
  const { id } = await requestImport(context, { bytes: new TextEncoder().encode(file), fileName: 'a.jsonl' });
  return { context, importId: id };
}

const importOf = async ({ store }: Context) => (await collectAll(store.imports))[0];

async function blobKeys({ blobs }: Context): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list('')) keys.push(key);
  return keys;
}

const tickets = Array.from({ length: 600 }, (_, row) => ({ externalId: `T${row}`, body: `Text ${row}` }));

test('a dead import is failed, tells why, and goes on when its job is tried again', async () => {
  const { context, importId } = await openImport([...tickets, 'stop']);
  await expect(importTickets(context, { importId })).rejects.toThrow('killed');
  await failImport(context, { importId, error: 'killed' });
  expect(await importOf(context)).toMatchObject({
    status: 'failed',
    error: 'killed',
    created: 500,
    finishedAt: expect.any(Number),
  });
  const events = await collectAll(context.store.events);
  expect(events.at(-1)?.event).toEqual({ type: 'import-finished', importId });
  await importTickets(context, { importId });
  const record = await importOf(context);
  expect(record).toMatchObject({ status: 'done', created: 600, batchCount: 2 });
  expect(record).not.toHaveProperty('error');
  await failImport(context, { importId, error: 'late' });
  expect(await importOf(context)).toEqual(record);
});

test('a file that arrived only in part is found by the next erasing, and its import says so', async () => {
  const blobs = memoryBlobs();
  const context = await stageContext({
    ticketReaders: [lineReader()],
    blobs: {
      ...blobs,
      async put(blob) {
        if (blob.key.endsWith('settings.json')) throw new Error('killed');
        return blobs.put(blob);
      },
    },
  });
  const request = { bytes: new TextEncoder().encode('{}'), fileName: 'a.jsonl' };
  await expect(requestImport(context, request)).rejects.toThrow('killed');
  expect(await importOf(context)).toMatchObject({
    status: 'failed',
    error: 'Its file did not arrive. Import it again.',
  });
  expect(await blobKeys(context)).toHaveLength(1);
  await eraseTickets(context, { ticketIds: [] });
  expect(await blobKeys(context)).toEqual([]);
});

test('a failed import is taken back as a finished one, and stays so', async () => {
  const { context, importId } = await openImport([...tickets, 'stop']);
  await expect(importTickets(context, { importId })).rejects.toThrow('killed');
  await expect(undoImport(context, { importId })).rejects.toThrow('still running');
  await failImport(context, { importId, error: 'killed' });
  expect(await undoImport(context, { importId })).toBe(500);
  await importTickets(context, { importId });
  expect([await context.store.tickets.count(), (await importOf(context))?.status]).toEqual([0, 'undone']);
});

test('an undo deletes the file and the rejected rows of this import only; the same file can come again', async () => {
  const { context, importId } = await openImport([{ externalId: 'a', body: 'x' }, { status: 'secret' }]);
  const bytes = new TextEncoder().encode('{"externalId":"b"}');
  const other = await requestImport(context, { bytes, fileName: 'b.jsonl' });
  await importTickets(context, { importId });
  expect((await blobKeys(context)).filter((key) => key.includes(importId))).toHaveLength(3);
  await undoImport(context, { importId });
  expect((await blobKeys(context)).every((key) => key.includes(other.id))).toBe(true);
  expect(await blobKeys(context)).toHaveLength(2);
  expect(await rejectedRows(context, importId)).toEqual([]);
  const again = await requestImport(context, {
    bytes: new TextEncoder().encode('{"externalId":"a","body":"x"}'),
    fileName: 'a.jsonl',
  });
  await importTickets(context, { importId: again.id });
  expect(await context.store.tickets.count()).toBe(1);
});

test('an undo that stopped before the files were deleted is finished by the next one', async () => {
  let refuse = true;
  const blobs = memoryBlobs();
  const context = await stageContext({
    ticketReaders: [lineReader()],
    blobs: {
      ...blobs,
      async delete(key) {
        if (refuse) throw new Error('no connection');
        return blobs.delete(key);
      },
    },
  });
  const bytes = new TextEncoder().encode('{"externalId":"a","body":"x"}');
  const { id: importId } = await requestImport(context, { bytes, fileName: 'a.jsonl' });
  await importTickets(context, { importId });
  await expect(undoImport(context, { importId })).rejects.toThrow('no connection');
  refuse = false;
  await undoImport(context, { importId });
  expect(await blobKeys(context)).toEqual([]);
});

test('the text of rejected rows stands in the file of rejected rows, not in the journal', async () => {
  const { context, importId } = await openImport([
    { externalId: 'a', body: 'x' },
    { status: 'bad', ...{ body: 'my secret' } },
    'stop',
    ...tickets,
  ]);
  await expect(importTickets(context, { importId })).rejects.toThrow('killed');
  await importTickets(context, { importId });
  expect(await rejectedRows(context, importId)).toMatchObject([
    {
      kind: 'rejected',
      line: 2,
      reason: expect.stringContaining('status'),
      text: expect.stringContaining('my secret'),
    },
  ]);
  const steps = await collectAll(context.store.workflowSteps);
  expect(steps.length).toBeGreaterThan(0);
  expect(JSON.stringify(steps)).not.toContain('secret');
});
