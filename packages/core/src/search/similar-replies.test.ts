import { describe, expect, it } from 'vitest';
import { answerTicket } from '../answer/answer-ticket.ts';
import { extractiveAnswerGenerator } from '../answer/extractive-answer-generator.ts';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import type { TicketId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { eraseTickets } from '../ticket/erase-tickets.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { memoryKeywordIndex } from './memory-keyword-index.ts';
import { searchPassages } from './search-passages.ts';
import { replyWords, similarReplies } from './similar-replies.ts';

const thread = (externalId: string, asked: string, replied?: string) => ({
  externalId,
  status: 'solved' as const,
  messages: [
    { role: 'customer' as const, text: asked },
    ...(replied === undefined ? [] : [{ role: 'agent' as const, text: replied }]),
  ],
});
const threads = [
  thread(
    '1',
    'The gizmo glows crimson and stinks!',
    'Red means it has overheated. Switch it off for 15 minutes.',
  ),
  thread('2', 'crimson gizmo again', 'It has overheated: switch it off for 15 minutes, please.'),
  thread('3', 'Where is my parcel?', 'It arrives on Monday.'),
  thread('4', 'The gizmo glows crimson, nobody answers'),
];
const guide =
  '# Lights\n\nWhite: all is well. If the router has overheated, switch it off for 15 minutes. The router must not stand on carpet.';

async function desk() {
  const context = await stageContext();
  const { version } = await addDocument(context, {
    bytes: new TextEncoder().encode(guide),
    source: 'lights.md',
  });
  await indexDocument(context, { versionId: version.id });
  return context;
}

describe('similarReplies', () => {
  it('gives what agents wrote to customers with such a question, best first', async () => {
    const context = await desk();
    expect(await similarReplies(context, 'crimson gizmo')).toEqual([]);
    await ingestTickets(context, threads);
    const replies = await similarReplies(context, 'Why is my gizmo crimson?');
    expect(replies.map(({ text }) => text).join(' ')).toContain('overheated');
    expect(replies.map(({ text }) => text)).not.toContain('It arrives on Monday.');
    for (const { weight } of replies) expect(weight).toBeGreaterThan(0);
    for (const { weight } of replies) expect(weight).toBeLessThanOrEqual(1);
  });

  it('finds them again after a restart, however many tickets without a reply or text came since', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    const question = 'Why is my gizmo crimson?';
    const before = await similarReplies(context, question);
    await ingestTickets(
      context,
      Array.from({ length: 3000 }, (_, at) => ({ externalId: `later ${at}`, body: `Unanswered ${at}` })),
    );
    expect(await similarReplies(context, question)).toEqual(before);
    const restarted = { ...context, keywordIndex: memoryKeywordIndex() };
    expect(await similarReplies(restarted, question)).toEqual(before);
  });

  it('leaves out the ticket that is asked about', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    const all = await similarReplies(context, 'Where is my parcel?');
    const own = all.find(({ text }) => text.includes('Monday'))!.ticketId;
    const rest = await similarReplies(context, 'Where is my parcel?', [own as TicketId]);
    expect(rest.some(({ ticketId }) => ticketId === own)).toBe(false);
  });

  it('helps to find a sentence in the documents, and is never itself the answer', async () => {
    const context = await desk();
    const passages = (await context.search({ query: 'router' })).passages;
    const question = 'My gizmo glows crimson. What should I do?';
    const generate = extractiveAnswerGenerator().generate;
    expect((await generate({ question, passages })).sentences).toEqual([]);
    await ingestTickets(context, threads);
    const hints = await similarReplies(context, question);
    const rated = async (withHints: typeof hints) =>
      (
        await extractiveAnswerGenerator({ leastConfidence: 0 }).generate({
          question,
          passages,
          hints: withHints,
        })
      ).confidence;
    expect(await rated(hints)).toBeGreaterThan((await rated([])) + 0.1);
    const answer = await answerTicket(context, { question });
    for (const { citations } of answer.sentences)
      for (const { quote } of citations) expect(guide).toContain(quote);
  });
});

describe('the memory of replies', () => {
  it('reads no more of a million unanswered tickets than it takes to find some with replies', async () => {
    const context = await desk();
    const read = { events: 0, tickets: 0 };
    const perEvent = 500;
    const events = {
      find: async ({ limit = 100, cursor = '0' }: { limit?: number; cursor?: string }) => {
        const from = Number(cursor);
        const left = Array.from({ length: Math.min(limit, 2000 - from) }, (_, at) => 2000 - from - at);
        read.events += left.length;
        const items = left.map((sequence) => ({
          id: `${sequence}`,
          sequence,
          event: {
            type: 'tickets-ingested',
            ticketIds: Array.from({ length: perEvent }, (_, at) => `t${sequence * perEvent + at}`),
          },
        }));
        return { items, ...(from + limit < 2000 ? { cursor: `${from + limit}` } : {}) };
      },
    };
    const tickets = {
      getMany: async (ids: readonly string[]) => {
        read.tickets += ids.length;
        return [];
      },
    };
    const store = { ...context.store, events, tickets, messages: { find: async () => ({ items: [] }) } };
    const million = { ...context, store: store as unknown as typeof context.store };
    await ingestTickets(context, threads);
    expect(await similarReplies(context, 'Why is my gizmo crimson?')).not.toEqual([]);
    // What was remembered may have been erased in a change that is not looked at.
    expect(await similarReplies(million, 'Why is my gizmo crimson?')).toEqual([]);
    expect(read.tickets).toBeLessThanOrEqual(30_000);
    expect(read.events).toBeLessThanOrEqual(501);
  });
});

describe('replyWords', () => {
  it('gives the words of replies to such questions, the most telling first', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    const words = await replyWords(context, 'Why is my gizmo crimson?');
    expect(words).toContain('overheated');
    expect(words).not.toContain('monday');
  });

  it('knows nothing of questions that nobody asked, and of the ticket that asks', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    expect(await replyWords(context, 'Does the crimson saddle rust in salty rain?')).toEqual([]);
    const tickets = await context.store.tickets.find({});
    const own = tickets.items.filter(({ externalId }) => externalId === '1' || externalId === '2');
    const words = await replyWords(
      context,
      'crimson gizmo',
      own.map(({ id }) => id),
    );
    expect(words).not.toContain('overheated');
  });

  it('forgets the words of an erased reply', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    expect(await replyWords(context, 'Where is my parcel?')).toContain('monday');
    const parcel = (await context.store.tickets.find({})).items.find(({ externalId }) => externalId === '3')!;
    await eraseTickets(context, { ticketIds: [parcel.id] });
    expect(await replyWords(context, 'Where is my parcel?')).not.toContain('monday');
  });

  it('finds a document that has no word of the question', async () => {
    const context = await desk();
    const channels = async () =>
      (await searchPassages(context, { query: 'crimson gizmo' })).passages.map((passage) => passage.channels);
    expect(await channels()).toEqual([]);
    await ingestTickets(context, threads);
    expect(await channels()).toEqual([{ replies: 1 }]);
  });
});
