import { expect, test } from 'vitest';
import type { AnswerId } from '../ids.ts';
import { createTicketAI } from '../pipeline.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';

const ticket = (word: string, row: number) => ({
  externalId: `${word}-${row}`,
  status: 'solved' as const,
  messages: [
    { role: 'customer' as const, text: `${word} please ${row}` },
    {
      role: 'agent' as const,
      text: `Open the app and tap ${word}. Choose the ${word} in the list. Press Done.`,
    },
  ],
});

test('what most customers ask for and nobody has written down comes first; what found no answer counts more', async () => {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  const rows = { refund: 6, parcel: 5, login: 4 };
  await desk.ingest(
    Object.entries(rows).flatMap(([word, count]) =>
      Array.from({ length: count }, (_, row) => ticket(word, row)),
    ),
  );
  const { intents } = await desk.discover();
  const names = async () => (await desk.articles.gaps()).map(({ intent }) => intent.name);
  expect(await names()).toEqual(['refund', 'parcel', 'login']);
  for (const row of [0, 1, 2]) {
    const { ticket: asked } = await desk.tickets.get(`login-${row}`);
    await desk.answer({ ticketId: asked.id });
  }
  const [first] = await desk.articles.gaps();
  expect([first?.intent.name, first?.unanswered, first?.share]).toEqual(['login', 3, 4 / 15]);

  const draft = await desk.articles.draft(intents.find(({ name }) => name === 'login')!.id);
  expect((await desk.articles.gaps())[0]?.article?.status).toBe('in-review');
  await desk.articles.review(draft!.id, { revisionId: draft!.revisionId!, decision: 'approve' });
  expect(await names()).toEqual(['refund', 'parcel']);
});

test('a published article is no gap while it is redrafted, nor when its intent went up in another', async () => {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest(
    ['refund', 'parcel'].flatMap((word) => Array.from({ length: 5 }, (_, row) => ticket(word, row))),
  );
  const { intents } = await desk.discover();
  const [refund, parcel] = ['refund', 'parcel'].map((word) => intents.find(({ name }) => name === word)!.id);
  const names = async () => (await desk.articles.gaps()).map(({ intent }) => intent.name);
  const draft = await desk.articles.draft(refund!);
  const reviewed = { revisionId: draft!.revisionId! };
  await desk.articles.review(draft!.id, { ...reviewed, decision: 'approve' });
  const again = await desk.articles.review(draft!.id, {
    ...reviewed,
    decision: 'request-changes',
    feedback: [{ section: 'steps', note: 'remove step 1' }],
  });
  expect(again.status).toBe('in-review');
  expect(await names()).toEqual(['parcel']);
  await desk.intents.merge(parcel!, [refund!]);
  expect(await names()).toEqual([]);
});

test('a ticket that was answered after all is not counted', async () => {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest(Array.from({ length: 5 }, (_, row) => ticket('refund', row)));
  await desk.discover();
  const { ticket: asked } = await desk.tickets.get('refund-0');
  const { id } = await desk.answer({ ticketId: asked.id });
  expect((await desk.articles.gaps())[0]?.unanswered).toBe(1);
  const store = await desk.store();
  const answer = (await store.answers.get(id))!;
  await store.answers.insert([
    { ...answer, id: 'later' as AnswerId, status: 'answered', createdAt: answer.createdAt + 1 },
  ]);
  expect((await desk.articles.gaps())[0]?.unanswered).toBe(0);
});

test('a ticket whose reply was rejected, or that came back, counts until a later reply is sent', async () => {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest([
    ...Array.from({ length: 5 }, (_, row) => ticket('refund', row)),
    ...Array.from({ length: 4 }, (_, row) => ({
      externalId: `parcel-${row}`,
      messages: [{ role: 'customer' as const, text: `parcel how many days does the parcel take? ${row}` }],
    })),
  ]);
  await desk.discover();
  await desk.documents.add({
    source: 'parcels.md',
    bytes: new TextEncoder().encode('# Parcels\n\nA parcel takes three days.\n'),
  });
  const suggest = async (row: number) => {
    const { ticket: asked } = await desk.tickets.get(`parcel-${row}`);
    return (await desk.answer({ ticketId: asked.id })).id;
  };
  const [first, second] = [await suggest(0), await suggest(1)];
  await desk.answers.record(first, { verdict: 'rejected', reason: 'It comes tomorrow' });
  await desk.answers.record(second, { verdict: 'sent' });
  expect((await desk.articles.gaps()).map(({ intent, refused }) => [intent.name, refused])).toEqual([
    ['parcel', 1],
    ['refund', 0],
  ]);
  await desk.answers.record(second, { verdict: 'reopened' });
  expect((await desk.articles.gaps())[0]?.refused).toBe(2);
  await desk.answers.record(await suggest(0), { verdict: 'sent' });
  expect((await desk.articles.gaps())[0]?.refused).toBe(1);
});
