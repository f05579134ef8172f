import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import type { TicketId } from '../ids.ts';
import type { TicketAIOptions } from '../options.ts';
import { stageContext } from '../testing/stage-context.ts';
import type { AnswerDraft, AnswerGenerator } from './answer-generator.ts';
import { answerTicket } from './answer-ticket.ts';

const guide =
  '# Returns\n\nYou can return a bike within 30 days of delivery.\n\n## Cancelling\n\n1. Open My Kestovar > Orders.\n2. Select Cancel order.\n3. Confirm.\n\nShipped orders cannot be cancelled.';

async function desk(options: TicketAIOptions = {}) {
  const context = await stageContext(options);
  const { version } = await addDocument(context, {
    bytes: new TextEncoder().encode(guide),
    source: 'returns.md',
  });
  await indexDocument(context, { versionId: version.id });
  return { context, version };
}
const generator = (draft: (chunkId: string) => Partial<AnswerDraft>): AnswerGenerator => ({
  name: 'scripted',
  generate: async ({ passages }) => ({
    sentences: [],
    missing: [],
    confidence: 0.9,
    ...draft(passages[0]!.chunk.id),
  }),
});
const sentence = (text: string, chunkId: string, quote = text) => ({
  text,
  citations: [{ chunkId: chunkId as never, quote }],
});

describe('answerTicket', () => {
  it('answers with citations that stand exactly where they say', async () => {
    const { context, version } = await desk();
    const answer = await answerTicket(context, {
      question: 'Within how many days of delivery can I return a bike?',
    });
    expect(answer).toMatchObject({ status: 'answered', missing: [], generator: 'extractive-answer@4' });
    const [citation] = answer.sentences[0]!.citations;
    expect(citation).toMatchObject({
      source: 'returns.md',
      title: 'Returns',
      page: 1,
      quote: 'You can return a bike within 30 days of delivery.',
    });
    expect(version.text.slice(citation!.start, citation!.end)).toBe(citation!.quote);
    expect(await context.store.answers.get(answer.id)).toEqual(answer);
    expect(await context.store.events.count({ type: 'answer-given' })).toBe(1);
  });

  it('answers from a single short document, and abstains beside it', async () => {
    const context = await stageContext();
    const text = '# Refunds\n\nWe send refunds within 5 business days after the parcel has reached us.';
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(text),
      source: 'refunds.md',
    });
    await indexDocument(context, { versionId: version.id });
    const answer = await answerTicket(context, { question: 'How long do refunds take?' });
    expect(answer).toMatchObject({ status: 'answered', missing: [] });
    expect(answer.sentences.map((one) => one.text)).toEqual([
      'We send refunds within 5 business days after the parcel has reached us.',
    ]);
    expect((await answerTicket(context, { question: 'Do you sell bicycles?' })).status).toBe('abstained');
  });

  it('takes a code for the topic, in whatever language it is asked about', async () => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(
        '# Codes\n\nE21 means that water is in the plug. Let it dry for a day.\n',
      ),
      source: 'codes.md',
    });
    await indexDocument(context, { versionId: version.id });
    await answerTicket(context, { question: 'Veo E21 tras un chaparrón. ¿Qué hago?' });
    expect(asked).toBe(1);
    await answerTicket(context, { question: 'Veo E77 tras un chaparrón. ¿Qué hago?' });
    expect(asked).toBe(1);
  });

  it.each([
    ['an everyday form', 'Chargers run 24h at a time.', 'Did divers at the aquarium feed 24h the sharks?'],
    ['a format', 'The horn plays an MP3 of yours.', 'Which opera singer sold an MP3 in Vienna first?'],
    ['an ordinal', 'Service is free until May 1st.', 'Who conquered the pole on March 1st with dogs?'],
  ])('does not take %s for the topic', async (_, text, question) => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(`# Notes\n\n${text}\n`),
      source: 'notes.md',
    });
    await indexDocument(context, { versionId: version.id });
    await answerTicket(context, { question });
    expect(asked).toBe(0);
  });

  it('takes a code for the topic, however often it stands where who asks may not read', async () => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    const add = async (source: string, text: string, access: readonly string[]) => {
      const bytes = new TextEncoder().encode(text);
      const { version } = await addDocument(context, { bytes, source, access });
      await indexDocument(context, { versionId: version.id });
    };
    await add('codes.md', '# Codes\n\nE21 means that water is in the plug. Let it dry for a day.\n', []);
    for (let page = 1; page <= 20; page += 1)
      await add(`secret-${page}.md`, `# Case ${page}\n\nE21 was reported. ${page} weeks.\n`, ['lawyers']);
    const question = 'Veo E21 tras un chaparrón junto al puerto viejo. ¿Qué hago?';
    await answerTicket(context, { question });
    expect(asked).toBe(1);
    await answerTicket(context, { question, filter: { groups: ['lawyers'] } });
    expect(asked).toBe(1);
  });

  it('does not take a code for the topic that stands everywhere, nor one among many other words', async () => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    const pages = ['rains', 'lamps', 'tyres', 'bells', 'racks', 'locks', 'seats', 'pedals'];
    for (const [index, topic] of pages.entries()) {
      const { version } = await addDocument(context, {
        bytes: new TextEncoder().encode(
          `# ${topic}\n\nThe KX200 has ${topic}.${index === 0 ? ' E21: dry it.' : ''}\n`,
        ),
        source: `${topic}.md`,
      });
      await indexDocument(context, { versionId: version.id });
    }
    await answerTicket(context, { question: 'Would Shakespeare write sonnets about KX200 submarines?' });
    expect(asked).toBe(0);
    await answerTicket(context, {
      question:
        'Would Shakespeare compose sonnets, tragedies, comedies, histories, prologues or epilogues about submarines named E21, admirals and volcanoes?',
    });
    expect(asked).toBe(0);
    await answerTicket(context, { question: 'Veo E21 tras un chaparrón. ¿Qué hago?' });
    expect(asked).toBe(1);
  });

  it('knows a topic that is told before the question', async () => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    await answerTicket(context, { question: 'Would anybody fancy xylophones, zithers or yodelling?' });
    expect(asked).toBe(0);
    await answerTicket(context, {
      question:
        'After delivery of my bike I want to return the bike within 30 days. Would anybody fancy xylophones, zithers or yodelling?',
    });
    expect(asked).toBe(1);
  });

  it('abstains off-topic without asking the generator', async () => {
    let asked = 0;
    const { context } = await desk({
      answerGenerator: {
        name: 'x',
        generate: async () => ({ sentences: [], missing: [], confidence: asked++ }),
      },
    });
    const answer = await answerTicket(context, {
      question: 'Quarterly revenue guidance of semiconductor manufacturers that deliver a bike?',
    });
    expect(answer).toMatchObject({ status: 'abstained', sentences: [], confidence: 0 });
    expect(answer.missing).toHaveLength(1);
    expect(asked).toBe(0);
  });

  it('removes sentences without proof, and calls the rest a part', async () => {
    const { context } = await desk({
      answerGenerator: generator((id) => ({
        sentences: [
          sentence('You can return a bike within 30 days of delivery.', id),
          sentence(
            'You can return a bike within 60 days.',
            id,
            'You can return a bike within 30 days of delivery.',
          ),
        ],
      })),
    });
    const answer = await answerTicket(context, { question: 'return bike delivery days' });
    expect(answer.status).toBe('partial');
    expect(answer.sentences.map(({ text }) => text)).toEqual([
      'You can return a bike within 30 days of delivery.',
    ]);
  });

  it('abstains when nothing that was claimed holds', async () => {
    const { context } = await desk({
      answerGenerator: generator((id) => ({
        sentences: [sentence('We will refund you at once.', id, 'We will refund you at once.')],
      })),
    });
    expect(await answerTicket(context, { question: 'return bike delivery' })).toMatchObject({
      status: 'abstained',
      sentences: [],
      confidence: 0,
      missing: ['return bike delivery'],
    });
  });

  it('abstains when the text behind a quote is gone meanwhile', async () => {
    const { context, version } = await desk();
    const store = {
      ...context.store,
      documentVersions: {
        ...context.store.documentVersions,
        getMany: async () => [{ ...version, text: '' }],
      },
    };
    expect(
      (
        await answerTicket(
          { ...context, store },
          { question: 'Within how many days of delivery can I return a bike?' },
        )
      ).status,
    ).toBe('abstained');
  });

  it('reads a ticket up to the first reply, and remembers it', async () => {
    const { context } = await desk();
    const id = 't1' as TicketId;
    await context.transaction(async (transaction) => {
      await transaction.tickets.insert([
        {
          id,
          version: 1,
          source: 's',
          externalId: '1',
          subject: '',
          status: 'open',
          language: 'en',
          tags: [],
          fields: {},
          messageCount: 2,
          contentHash: '',
          ingestedAt: 0,
          ingestedBy: context.actor,
        },
      ]);
      await transaction.messages.insert([
        { id: 'm1' as never, ticketId: id, position: 0, role: 'customer', text: 'How do I cancel an order?' },
        {
          id: 'm2' as never,
          ticketId: id,
          position: 1,
          role: 'agent',
          text: 'Within how many days of delivery can I return a bike?',
        },
      ]);
    });
    const answer = await answerTicket(context, { ticketId: id });
    expect(answer).toMatchObject({ ticketId: id, question: 'How do I cancel an order?' });
    await expect(answerTicket(context, { ticketId: 'none' as TicketId })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(answerTicket(context, { question: '  ' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('shows only quotes that are exact, whatever a generator claims', async () => {
    const { context, version } = await desk({
      answerGenerator: {
        name: 'fuzz',
        generate: async ({ question, passages }) => ({
          missing: [],
          confidence: 2,
          sentences: passages.map(({ chunk }) => ({
            text: chunk.text.slice(0, question.length),
            citations: [
              { chunkId: chunk.id, quote: chunk.text.slice(0, question.length * 2) },
              { chunkId: chunk.id, quote: question },
            ],
          })),
        }),
      },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('return', 'bike', 'cancel', 'order', 'days'),
        fc.integer({ min: 1, max: 60 }),
        async (word, size) => {
          const answer = await answerTicket(context, {
            question: `${word} ${'bike '.repeat(size)}`.slice(0, size + 8),
          });
          expect(answer.confidence).toBeLessThanOrEqual(1);
          for (const { citations } of answer.sentences) {
            expect(citations.length).toBeGreaterThan(0);
            for (const { start, end, quote } of citations) expect(version.text.slice(start, end)).toBe(quote);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
