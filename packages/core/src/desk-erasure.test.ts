import { describe, expect, it } from 'vitest';
import type { WorkspaceId } from './ids.ts';
import type { Clusterer } from './intent/clusterer.ts';
import { requestRecluster } from './intent/recluster-intents.ts';
import { openContext } from './open-context.ts';
import { fillIn, type TicketAIOptions } from './options.ts';
import { createTicketAI, follow, isNotice } from './pipeline.ts';
import { collectAll } from './record.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import { recordKinds } from './runtime/record-kinds.ts';
import type { WorkspaceStore } from './runtime/store.ts';
import { searchPassages } from './search/search-passages.ts';
import { generationOf, vectorCollection } from './search/vector-index.ts';
import { memoryBlobs } from './storage/memory/memory-blob-store.ts';
import { memoryVectors } from './storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from './testing/hashed-embedding-model.ts';
import { linesReader } from './testing/lines-reader.ts';
import { sampleTickets } from './testing/sample-tickets.ts';
import { wordClusterer } from './testing/word-clusterer.ts';
import { eraseTickets } from './ticket/erase-tickets.ts';
import type { TicketDraft } from './ticket/ticket.ts';
import type { TicketAI } from './ticket-ai.ts';

const utf8 = new TextEncoder();

/** A desk with an embedding model, and what is kept of a word anywhere. */
async function open(options: TicketAIOptions = {}) {
  const [blobs, vectors] = [memoryBlobs(), memoryVectors()];
  const { model } = hashedEmbeddingModel();
  const plugs = { blobs, vectors, embeddingModel: model, store: memoryStore(), ...options };
  const desk = createTicketAI(plugs);
  const collection = vectorCollection('default', await generationOf('simulated/hashed-256'));
  return { desk, plugs, blobs, vectors, collection, store: await desk.store() };
}

async function placesOf(word: string, { store, blobs }: Awaited<ReturnType<typeof open>>): Promise<string[]> {
  const places: string[] = [];
  for (const name of [...Object.keys(recordKinds), 'events', 'jobs'] as (keyof WorkspaceStore)[]) {
    const rows = await collectAll<unknown>(store[name] as never);
    if (JSON.stringify(rows).toLowerCase().includes(word)) places.push(name);
  }
  for await (const { key } of blobs.list('')) {
    const file = await blobs.get(key);
    if (
      key.toLowerCase().includes(word) ||
      new TextDecoder().decode(file?.bytes).toLowerCase().includes(word)
    )
      places.push(key);
  }
  return places;
}

const stageOf = async ({ plugs }: Awaited<ReturnType<typeof open>>) =>
  openContext(fillIn(plugs), 'default' as WorkspaceId, { follow, isNotice, search: searchPassages });

const addText = (desk: TicketAI, source: string, text: string) =>
  desk.documents.add({ source, bytes: utf8.encode(text) });

const manual = '# Quetzalcar\n\nThe quetzalcar is charged overnight in the garage.\n';
const rules = '# Refund\n\nA refund reaches your bank account within five days.\n';

describe('a document that is erased', () => {
  it('leaves its text nowhere: not in records, files, vectors, nor in answers that quoted it', async () => {
    const ground = await open();
    const { desk, store, vectors, collection } = ground;
    await addText(desk, 'manual.md', manual);
    await addText(desk, 'manual.md', manual.replace('overnight', 'at noon'));
    await addText(desk, 'rules.md', rules);
    const { status } = await desk.answer('How is it charged in the garage?');
    expect(status).toBe('answered');
    expect((await placesOf('quetzalcar', ground)).length).toBeGreaterThan(4);
    const kept = await store.embeddings.count();
    const { erasing, deletedAt } = await desk.documents.erase('manual.md');
    expect([erasing, typeof deletedAt]).toEqual([undefined, 'number']);
    expect(await placesOf('quetzalcar', ground)).toEqual([]);
    expect(await vectors.count({ collection })).toBe(1);
    expect([kept, await store.embeddings.count()]).toEqual([3, 1]); // what was paid for the other one stays
    expect(await desk.index.verify()).toMatchObject({ status: 'whole' });
  });

  it('can be removed before, erased twice, and added again', async () => {
    const ground = await open();
    const { desk } = ground;
    const { document } = await addText(desk, 'manual.md', manual);
    await desk.documents.remove('manual.md');
    await desk.documents.erase(document.id);
    await desk.documents.erase('manual.md');
    expect(await placesOf('quetzalcar', ground)).toEqual([]);
    const again = await addText(desk, 'manual.md', manual);
    expect([again.document.id, again.changed]).toEqual([document.id, true]);
    expect((await desk.search('quetzalcar')).passages).toHaveLength(1);
    await expect(desk.documents.erase('nothing.md')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes nothing in until it is done, for that would be erased too', async () => {
    const desk = createTicketAI({ work: 'workers' });
    await addText(desk, 'manual.md', manual);
    await desk.settle();
    await desk.documents.erase('manual.md');
    expect((await desk.search('quetzalcar')).passages).toEqual([]);
    await expect(addText(desk, 'manual.md', manual)).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
    await desk.settle();
    await addText(desk, 'manual.md', manual);
    await desk.settle();
    expect((await desk.search('quetzalcar')).passages).toHaveLength(1);
  });
});

describe('tickets that are erased', () => {
  it('leave nothing of what the customer wrote, keep their intents, and do not come back', async () => {
    const ground = await open({ ticketReaders: [linesReader], work: 'inline' });
    const { desk, store } = ground;
    const drafts = sampleTickets;
    const [marked = {}] = drafts;
    const secret = 'My name is Quetzalcar, phone +49 170 5557001, about the matter below.';
    const told = {
      ...marked,
      externalId: 'Q-1',
      requester: 'quetzalcar@example.org',
      tags: ['quetzalcar'],
      fields: { customer: 'Quetzalcar' },
      body: `${secret}\n${'body' in marked ? marked.body : ''}`,
    };
    const bytes = utf8.encode([told, ...drafts.slice(1)].map((draft) => JSON.stringify(draft)).join('\n'));
    await desk.importFile({ fileName: 'tickets.jsonl', bytes });
    await desk.discover();
    await addText(desk, 'rules.md', rules);
    await desk.answer({ ticketId: (await desk.tickets.get('Q-1')).ticket.id });
    for (const { id } of await desk.intents.list()) await desk.articles.draft(id);
    const before = await store.ticketsPerIntent();
    expect((await placesOf('quetzalcar', ground)).length).toBeGreaterThan(3);
    await desk.tickets.erase(['Q-1']);
    expect(await placesOf('quetzalcar', ground)).toEqual([]);
    expect(await placesOf('5557001', ground)).toEqual([]);
    expect(await store.ticketsPerIntent()).toEqual(before);
    expect(await desk.ingest([told])).toMatchObject({ unchanged: 1 });
    expect(await placesOf('quetzalcar', ground)).toEqual([]);
    await expect(desk.tickets.erase(['nothing'])).rejects.toMatchObject({ code: 'not-found' });
  });

  it('take the file they came from with them, once its import is over', async () => {
    const ground = await open({ ticketReaders: [linesReader], work: 'workers' });
    const { desk, store, blobs } = ground;
    const draft = { externalId: 'Q-1', subject: 'Quetzalcar' };
    const { id } = await desk.importFile({
      fileName: 'tickets.jsonl',
      bytes: utf8.encode(JSON.stringify(draft)),
    });
    await desk.ingest([{ ...draft, source: 'jsonl' } as TicketDraft]);
    const [ticketId] = await desk.tickets.erase(['Q-1']);
    const context = await stageOf(ground);
    await eraseTickets(context, { ticketIds: [ticketId!] });
    const remains = (await store.events.find({ where: { type: 'tickets-erased' } })).items.at(-1);
    expect(remains?.event).toMatchObject({ filesRemain: true });
    expect((await store.jobs.find({ where: { name: 'erase-tickets' } })).items.length).toBeGreaterThan(0);
    await desk.settle();
    await eraseTickets(context, { ticketIds: [ticketId!] });
    expect((await store.imports.get(id))?.blobKey).toBeUndefined();
    for await (const { key } of blobs.list('')) expect(key).not.toContain('original');
  });

  it('take with them the rows that an import refused: such a row may tell what a stored ticket tells', async () => {
    const ground = await open({ ticketReaders: [linesReader], work: 'inline' });
    const { desk } = ground;
    const row = (body: string) =>
      utf8.encode(JSON.stringify({ externalId: 'Q-1', messages: [{ text: body, at: 1 }] }));
    await desk.importFile({ fileName: 'a.jsonl', bytes: row('My quetzalcar is lost') });
    const again = await desk.importFile({ fileName: 'b.jsonl', bytes: row('My quetzalcar is found') });
    expect(again.rejected).toBe(1);
    await desk.tickets.erase(['Q-1']);
    expect(await placesOf('quetzalcar', ground)).toEqual([]);
  });

  it.each(['a discovery', 'a second look'])(
    'teach nothing to %s that had read them already',
    async (look) => {
      let meanwhile: (() => Promise<unknown>) | undefined;
      const words = wordClusterer();
      const quoting: Clusterer = {
        ...words,
        async discover(request) {
          const plan = await words.discover(request);
          const textOf = new Map(request.tickets.map(({ ticketId, text }) => [ticketId, text]));
          const now = meanwhile;
          meanwhile = undefined;
          await now?.();
          const intents = plan.intents.map((intent) => ({
            ...intent,
            description: textOf.get(intent.members[0]!.ticketId) ?? '',
          }));
          return { ...plan, intents };
        },
      };
      const ground = await open({ clusterer: quoting, work: 'inline' });
      const { desk } = ground;
      const draft = (externalId: string, thing: string) =>
        ({ source: 'shop', externalId, subject: `Refund for the ${thing} please` }) as TicketDraft;
      await desk.ingest([draft('Q-1', 'quetzalcar'), draft('Q-2', 'shoes')]);
      if (look === 'a second look') await desk.discover();
      meanwhile = () => desk.tickets.erase(['Q-1']);
      if (look === 'a discovery') await desk.discover();
      else {
        await requestRecluster(await stageOf(ground));
        await desk.settle();
      }
      expect(meanwhile).toBeUndefined();
      expect(await placesOf('quetzalcar', ground)).toEqual([]);
      const [{ description } = { description: '' }] = (await ground.store.intents.find()).items;
      expect(description).toContain('shoes');
    },
  );
});
