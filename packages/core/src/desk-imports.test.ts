import { expect, test } from 'vitest';
import { createTicketAI } from './pipeline.ts';
import { linesReader } from './testing/lines-reader.ts';
import { sampleTickets } from './testing/sample-tickets.ts';
import { wordClusterer } from './testing/word-clusterer.ts';

const parcels = sampleTickets.slice(0, 10);
const refunds = sampleTickets.slice(10, 20);

async function open() {
  const desk = createTicketAI({
    ticketReaders: [linesReader],
    clusterer: wordClusterer((text) => /parcel|refund/i.exec(text)?.[0]?.toLowerCase() ?? ''),
  });
  await desk.ingest(refunds.slice(0, 4));
  const bytes = new TextEncoder().encode(
    [...parcels, ...refunds.slice(4)].map((draft) => JSON.stringify(draft)).join('\n'),
  );
  const { id } = await desk.importFile({ fileName: 'a.jsonl', bytes });
  await desk.discover();
  return { desk, id };
}

test('the preview of an undo says which intents lose how many tickets and exemplars, and does nothing', async () => {
  const { desk, id } = await open();
  const preview = await desk.previewUndoImport(id);
  expect(preview).toMatchObject({
    tickets: 16,
    intents: [
      { name: 'parcel', tickets: 10, ticketsToday: 10, exemplars: 10, exemplarsToday: 10 },
      { name: 'refund', tickets: 6, ticketsToday: 10, exemplars: 6, exemplarsToday: 10 },
    ],
    articles: [],
  });
  expect((await desk.tickets.list({ limit: 100 })).items).toHaveLength(20);
  expect(await desk.undoImport(id)).toBe(preview.tickets);
  const counts = (await desk.intents.list()).map(({ name, ticketCount }) => [name, ticketCount]);
  expect(counts).toEqual([
    ['refund', 4],
    ['parcel', 0],
  ]);
  await desk.settle();
  expect(await desk.previewUndoImport(id)).toEqual({ tickets: 0, intents: [], articles: [] });
  await expect(desk.previewUndoImport('none' as typeof id)).rejects.toMatchObject({ code: 'not-found' });
});

test('it names the articles that rest on replies in the tickets', async () => {
  const desk = createTicketAI({ ticketReaders: [linesReader] });
  const answered = refunds.map((ticket) => ({
    externalId: ticket.externalId ?? '',
    status: 'solved' as const,
    messages: [
      { role: 'customer' as const, text: ticket.body ?? '' },
      {
        role: 'agent' as const,
        text: 'Open the app and tap Refund. Choose the refund in the list. Press Done.',
      },
    ],
  }));
  const bytes = new TextEncoder().encode(
    [...answered, ...parcels].map((draft) => JSON.stringify(draft)).join('\n'),
  );
  const { id } = await desk.importFile({ fileName: 'a.jsonl', bytes });
  await desk.discover({ intentCount: 2 });
  const refund = (await desk.tickets.get('refund-0')).intent;
  await desk.articles.draft(refund!.id);
  const { articles } = await desk.previewUndoImport(id);
  expect(articles).toHaveLength(1);
  expect(articles[0]?.replies).toBeGreaterThan(0);
  expect(articles[0]?.replies).toBe(articles[0]?.repliesInAll);
});

test('after an undo intents are learned from what remains', async () => {
  const { desk, id } = await open();
  await desk.undoImport(id);
  await desk.settle();
  const store = await desk.store();
  const intents = (await store.intents.find({ orderBy: { field: 'nameKey' } })).items;
  expect(intents.map(({ name, exemplars }) => [name, exemplars.length])).toEqual([
    ['parcel', 0],
    ['refund', 4],
  ]);
  await desk.ingest([{ externalId: 'new', body: 'Another parcel is late' }]);
  expect((await desk.tickets.get('new')).intent?.name).toBe('parcel');
});
