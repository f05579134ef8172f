import { expect, test } from 'vitest';
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

test('merging intents loses nothing that was reviewed: the published article stays, with its reviews, and is found', async () => {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest(
    ['refund', 'parcel'].flatMap((word) => Array.from({ length: 5 }, (_, row) => ticket(word, row))),
  );
  const { intents } = await desk.discover();
  const [refund, parcel] = ['refund', 'parcel'].map((word) => intents.find(({ name }) => name === word)!.id);
  const draft = (await desk.articles.draft(refund!))!;
  await desk.articles.review(draft.id, { revisionId: draft.revisionId!, decision: 'approve' });
  const before = await desk.articles.get(draft.id);
  await desk.intents.merge(parcel!, [refund!]);
  const own = await desk.articles.draft(parcel!);
  expect(own?.id).not.toBe(draft.id);
  const after = await desk.articles.get(draft.id);
  expect(after).toMatchObject({
    article: before.article,
    revisions: before.revisions,
    reviews: before.reviews,
  });
  const { passages } = await desk.search('tap refund', { filter: { collections: ['articles'] } });
  expect(passages[0]?.document.source).toBe(`article:${draft.id}`);
  await desk.intents.undo();
  expect((await desk.articles.get(refund!)).article).toEqual(before.article);
});
