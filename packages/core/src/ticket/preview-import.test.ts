import { expect, test } from 'vitest';
import { collectAll } from '../record.ts';
import { stageContext } from '../testing/stage-context.ts';
import { importTickets, requestImport } from './import-tickets.ts';
import { ingestTickets } from './ingest-tickets.ts';
import { previewImport } from './preview-import.ts';
import type { TicketDraft } from './ticket.ts';
import type { TicketReader } from './ticket-reader.ts';

const lines: TicketReader = {
  formats: ['jsonl'],
  async *read({ bytes, source = 'jsonl' }) {
    yield { kind: 'columns', mapping: { id: 'externalId' }, encoding: 'utf-8', layout: 'ticket-per-line' };
    for (const [at, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
      if (line === 'torn') yield { kind: 'rejected', line: at + 1, reason: 'no JSON', text: line };
      else
        yield {
          kind: 'ticket',
          line: at + 1,
          rowId: String(at),
          draft: { source, ...(JSON.parse(line) as TicketDraft) },
        };
    }
  },
};

const numbered = Array.from({ length: 700 }, (_, row) => ({ externalId: `T${row}`, body: `Text ${row}` }));
const rows: readonly (object | 'torn')[] = [
  ...numbered.slice(0, 3),
  'torn',
  { externalId: 'T0', body: 'Text 0' }, // again, in the same batch
  { externalId: 'T1', body: 'Another text' }, // the same id with another text
  ...numbered.slice(3),
  { externalId: 'T2', body: 'Text 2' }, // again, batches later
  { externalId: 'T3', body: 'Another text' },
  { externalId: 'T4', body: 'Text 4', tags: ['urgent'] }, // new fields of a ticket of this file
  { externalId: 'T4', body: 'Text 4', tags: ['urgent'] },
  { externalId: 'known', body: 'As it was' },
  { externalId: 'changed', body: 'As it was', status: 'solved' },
  { externalId: 'bad', status: 'nonsense' },
];
const request = {
  fileName: 'a.jsonl',
  bytes: new TextEncoder().encode(rows.map((row) => (row === 'torn' ? row : JSON.stringify(row))).join('\n')),
};

async function open() {
  const context = await stageContext({ ticketReaders: [lines] });
  await ingestTickets(context, [
    { source: 'jsonl', externalId: 'known', body: 'As it was' },
    { source: 'jsonl', externalId: 'changed', body: 'As it was' },
  ]);
  return context;
}

test('a preview counts and refuses row by row what the import then counts and refuses', async () => {
  const context = await open();
  const preview = await previewImport(context, request);
  const { id } = await requestImport(context, request);
  await importTickets(context, { importId: id });
  const record = await context.store.imports.get(id);
  const { created, updated, unchanged, rejected } = preview;
  expect(record).toMatchObject({ created, updated, unchanged, rejected: rejected.length });
  expect([created, updated, rejected.map(({ line }) => line)]).toEqual([700, 2, [4, 6, 705, rows.length]]);
});

test('it says what was recognised, and which rows repeat others of the file', async () => {
  const preview = await previewImport(await open(), request);
  expect(preview.columns).toEqual({
    mapping: { id: 'externalId' },
    encoding: 'utf-8',
    layout: 'ticket-per-line',
  });
  expect([preview.unchanged, preview.doubled]).toEqual([4, 3]);
});

test('nothing is written', async () => {
  const context = await open();
  const before = await collectAll(context.store.events);
  await previewImport(context, request);
  expect(await context.store.tickets.count()).toBe(2);
  expect(await context.store.imports.count()).toBe(0);
  expect(await collectAll(context.store.events)).toEqual(before);
  for await (const { key } of context.blobs.list('')) expect(key).toBe('no file at all');
});
