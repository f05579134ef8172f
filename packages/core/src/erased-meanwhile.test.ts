import { describe, expect, it } from 'vitest';
import type { AnswerGenerator } from './answer/answer-generator.ts';
import { answerTicket } from './answer/answer-ticket.ts';
import { extractiveAnswerGenerator } from './answer/extractive-answer-generator.ts';
import { addDocument } from './document/add-document.ts';
import { eraseDocument, requestErasure } from './document/erase-document.ts';
import { indexDocument } from './document/index-document.ts';
import type { DocumentId, TicketId } from './ids.ts';
import type { PlannedCall } from './model/ledger.ts';
import { collectAll } from './record.ts';
import { recordEmbeddings } from './runtime/record-embeddings.ts';
import { recordLedger } from './runtime/record-ledger.ts';
import { hashedEmbeddingModel } from './testing/hashed-embedding-model.ts';
import { stageContext } from './testing/stage-context.ts';
import { eraseTickets } from './ticket/erase-tickets.ts';
import { ingestTickets } from './ticket/ingest-tickets.ts';

const text = '# Quetzalcar\n\nThe quetzalcar is charged overnight in the garage.\n';

/** One ticket and one document, and what is done while an answer is made. */
async function open() {
  let meanwhile = async () => {};
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const made = extractiveAnswerGenerator();
  const answerGenerator: AnswerGenerator = {
    ...made,
    async generate(asked) {
      const draft = await made.generate(asked);
      for (const claim of draft.sentences) asked.onSentence?.(claim);
      if (asked.onSentence !== undefined) await told;
      await meanwhile();
      return draft;
    },
  };
  const context = await stageContext({ answerGenerator });
  await ingestTickets(context, [{ externalId: 'Q', body: 'How is the quetzalcar charged in the garage?' }]);
  const [ticket] = await collectAll(context.store.tickets);
  const { document, version } = await addDocument(context, {
    bytes: new TextEncoder().encode(text),
    source: 'manual.md',
  });
  await indexDocument(context, { versionId: version.id });
  const ticketId = ticket?.id ?? ('' as TicketId);
  const documentId = document.id;
  return {
    context,
    ticketId,
    documentId,
    /** The first sentence is proved. */
    onSentence: () => tell(),
    during(work: () => Promise<void>) {
      meanwhile = work;
    },
    eraseTicket: () => eraseTickets(context, { ticketIds: [ticketId] }),
    async eraseDocument() {
      await requestErasure(context, { documentId });
      await eraseDocument(context, { documentId });
    },
  };
}

const call = (fields: Pick<PlannedCall, 'purpose' | 'ticketIds'>): PlannedCall => ({
  ...fields,
  key: 'key',
  model: 'model',
  estimate: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, costUsd: 0 },
});
const reply = {
  usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, costUsd: 0 },
  reply: 'quetzalcar',
};

describe('what was under way when a text was erased keeps nothing of it', () => {
  it.each(['eraseTicket', 'eraseDocument'] as const)('an answer: %s', async (erase) => {
    const { context, ticketId, onSentence, during, ...ways } = await open();
    during(ways[erase]);
    await expect(answerTicket(context, { ticketId, onSentence })).rejects.toMatchObject({ code: 'conflict' });
    expect(await context.store.answers.count()).toBe(0);
    during(async () => {});
    if (erase === 'eraseTicket') return;
    expect(await answerTicket(context, { ticketId })).toMatchObject({ status: 'abstained' });
  });

  it('an answer stays when only other texts are erased', async () => {
    const { context, ticketId, during, eraseTicket } = await open();
    during(eraseTicket);
    expect(await answerTicket(context, { question: 'How is the quetzalcar charged?' })).toMatchObject({
      status: 'answered',
    });
    await expect(answerTicket(context, { ticketId })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('the reply of a model that has read it, though it costs what it costs', async () => {
    const { context, ticketId, eraseTicket, ...ways } = await open();
    const { store, now, generateId } = context;
    const ledger = recordLedger({ store, now, generateId });
    const reading = [
      await ledger.reserve(call({ purpose: 'adjudicate', ticketIds: [ticketId] })),
      await ledger.reserve(call({ purpose: 'answer' })),
    ];
    const other = await ledger.reserve(call({ purpose: 'label-groups' }));
    await eraseTicket();
    await ways.eraseDocument();
    // Its text was read before it was erased.
    reading.push(await ledger.reserve(call({ purpose: 'adjudicate', ticketIds: [ticketId] })));
    for (const reservation of [...reading, other])
      await ledger.settle(reservation, { ...reply, latencyMs: 1 });
    const calls = await store.modelCalls.getMany([...reading, other].map(({ id }) => id));
    expect(calls.map((row) => [row.status, row.reply])).toEqual([
      ['settled', ''],
      ['settled', ''],
      ['settled', ''],
      ['settled', 'quetzalcar'],
    ]);
  });

  it('the embedding of a ticket, while the others of its batch are kept', async () => {
    const { model } = hashedEmbeddingModel();
    let meanwhile = async () => {};
    const embeddingModel: typeof model = {
      ...model,
      async doEmbed(options) {
        const result = await model.doEmbed(options);
        await meanwhile();
        return result;
      },
    };
    const context = await stageContext({ embeddingModel });
    await ingestTickets(context, [
      { externalId: 'Q', body: 'Quetzalcar' },
      { externalId: 'R', body: 'Refund' },
    ]);
    const tickets = await collectAll(context.store.tickets);
    meanwhile = () => eraseTickets(context, { ticketIds: [tickets[0]?.id ?? ('' as TicketId)] });
    const texts = tickets.map(({ id }, at) => ({ text: `text ${at}`, ticketIds: [id] }));
    expect(await context.embeddings?.embed([...texts, { text: 'of nobody' }])).toHaveLength(3);
    expect(await context.store.embeddings.count()).toBe(2);
  });

  it('its embedding', async () => {
    const { context, ticketId, documentId, eraseTicket, ...ways } = await open();
    const { store, generateId } = context;
    const embedding = Float32Array.of(1, 2);
    const ofTickets = recordEmbeddings({ store, generateId, owner: 'tickets' });
    const ofDocument = recordEmbeddings({ store, generateId, owner: { documentId } });
    const ofOther = recordEmbeddings({ store, generateId, owner: { documentId: 'other' as DocumentId } });
    await eraseTicket();
    await ways.eraseDocument();
    const hashes = ['erased', 'shared', 'free'];
    const from = new Map([
      ['erased', [ticketId]],
      ['shared', [ticketId, 'another']],
    ]);
    for (const cache of [ofTickets, ofDocument, ofOther])
      await cache.keep('model', new Map(hashes.map((hash) => [hash, embedding])), from);
    expect([...(await ofTickets.find('model', hashes)).keys()].toSorted()).toEqual(['free', 'shared']);
    expect((await ofDocument.find('model', hashes)).size).toBe(0);
    expect((await ofOther.find('model', hashes)).size).toBe(3);
  });

  it('its embedding, also when the document was added again meanwhile', async () => {
    const { context, documentId, ...ways } = await open();
    const { store, generateId } = context;
    const cache = recordEmbeddings({ store, generateId, owner: { documentId } });
    const keep = async (during: () => Promise<unknown>) => {
      expect((await cache.find('model', ['h'])).size).toBe(0);
      await during();
      await cache.keep('model', new Map([['h', Float32Array.of(1, 2)]]));
      return store.embeddings.count();
    };
    const again = {
      bytes: new TextEncoder().encode('# Another text\n\nOf the quagga.\n'),
      source: 'manual.md',
    };
    const during = async () => {
      await ways.eraseDocument();
      expect((await addDocument(context, again)).document.id).toBe(documentId);
    };
    expect([await keep(during), await keep(async () => {})]).toEqual([0, 1]);
  });
});
