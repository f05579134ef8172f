import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import type { ArticleView } from '../ticket-ai.ts';

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

/** Two intents of which the first has a published article of three steps and is merged into the second. */
async function mergedDesk() {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest(
    ['refund', 'parcel'].flatMap((word) => Array.from({ length: 5 }, (_, row) => ticket(word, row))),
  );
  const { intents } = await desk.discover();
  const [refund, parcel] = ['refund', 'parcel'].map((word) => intents.find(({ name }) => name === word)!.id);
  const draft = (await desk.articles.draft(refund!))!;
  await desk.articles.review(draft.id, { revisionId: draft.revisionId!, decision: 'approve' });
  const before = await desk.articles.get(draft.id);
  return { desk, refund: refund!, parcel: parcel!, draft, before };
}

test('merging intents loses nothing that was reviewed: the published article stays, with its reviews, and is found', async () => {
  const { desk, refund, parcel, draft, before } = await mergedDesk();
  await desk.intents.merge(parcel, [refund]);
  const own = await desk.articles.draft(parcel);
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
  expect((await desk.articles.get(refund)).article).toEqual(before.article);
});

const textOf = ({ article, revisions }: ArticleView) =>
  revisions
    .find(({ id }) => id === article.revisionId)
    ?.content.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)) ?? [];

test('after a merge a draft of the winner waits for review, with what was approved for the other and not said yet', async () => {
  const { desk, refund, parcel, before } = await mergedDesk();
  await desk.intents.merge(parcel, [refund]);
  await desk.settle();
  const after = await desk.articles.get(parcel);
  expect(after.article.status).toBe('in-review');
  expect(after.article.remark).toMatch(/"[^"]*refund" of a merged intent .* withdraw that one/u);
  for (const text of textOf(before)) expect(textOf(after)).toContain(text);
  expect(new Set(textOf(after)).size).toBe(textOf(after).length);
});

test('a merge of intents without a published article asks for no draft', async () => {
  const { desk, refund, parcel } = await mergedDesk();
  await desk.intents.merge(refund, [parcel]);
  await desk.settle();
  expect((await desk.articles.list()).map(({ article }) => article.status)).toEqual(['published']);
});
